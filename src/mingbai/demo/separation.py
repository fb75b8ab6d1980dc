"""A demonstration and a real installation are never served from each other's database (SEC-01)."""

from django.conf import settings

from mingbai.accounts.models import User
from mingbai.organs.models import Organ, Site
from mingbai.refusal import Refusal


def check() -> None:
    """Raises ``Refusal`` where the mode (setting ``DEMO``) does not fit what the database holds.

    A demonstration asks for no second factor, and its passwords are public.
    """
    is_demo = Site.objects.filter(demo=True).exists()
    if settings.DEMO and not is_demo and (Organ.objects.exists() or User.objects.exists()):
        raise Refusal(
            "这是正式数据库，不能以演示方式运行：演示不要求两步验证",
            remedy="正式使用请去掉 --demo 和环境变量 MINGBAI_DEMO；演示请另设 MINGBAI_VAR",
        )
    if is_demo and not settings.DEMO:
        raise Refusal(
            "这是演示数据库，账号口令是公开的，不能作正式运行",
            remedy="演示请用 mingbai serve --demo；正式使用请另设 MINGBAI_VAR 或 DATABASE_URL",
        )
