"""``mingbai account``: the first account of an installation, and a way back in for its admin."""

import argparse
from typing import TYPE_CHECKING

from mingbai.cli import platform
from mingbai.refusal import Refusal

if TYPE_CHECKING:
    from mingbai.organs.models import Organ

ADMIN = "security_admin"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two sub-commands."""
    commands = parser.add_subparsers(dest="act", required=True, metavar="动作", title="动作")
    add = commands.add_parser("add", help="设立首个账号", description=ADD)
    add.add_argument("username", metavar="用户名", help="登录用的名字")
    add.add_argument("--name", metavar="姓名", required=True, help="姓名")
    add.add_argument("--organ", metavar="代码", required=True, help="机关代码，如 mingyang")
    add.add_argument(
        "--organ-name", metavar="名称", help="机关名称；数据库里还没有机关时，由此设立"
    )
    add.add_argument(
        "--role", metavar="岗位", default=ADMIN, help=f"岗位代码（默认 {ADMIN}，人员管理）"
    )
    add.set_defaults(run=run_add)
    reset = commands.add_parser("reset", help="为人员管理重置密码", description=RESET)
    reset.add_argument("username", metavar="用户名", help="登录用的名字")
    reset.set_defaults(run=run_reset)


ADD = (
    "设立首个人员管理账号并打印一次性密码（二十四小时内有效）。"
    "其余人员由其在工作台的“人员”里添加；已有人员管理时拒绝。"
)
RESET = "人员管理遗失密码或两步验证时，清除两者并打印一次性密码。其他人员由人员管理重置。"


def run_add(arguments: argparse.Namespace) -> int:
    """Make the first account; a Refusal once somebody can do it in the desk."""
    platform.setup()
    from django.core.exceptions import ValidationError
    from django.db import transaction
    from django.utils import timezone

    from mingbai.accounts import actions, queries
    from mingbai.accounts.roles import Role
    from mingbai.audit.actors import COMMAND

    if arguments.role not in Role.values:
        raise Refusal(f"没有岗位 {arguments.role}", remedy=f"可选：{'、'.join(Role.values)}")
    today = timezone.localdate()
    try:
        with transaction.atomic():
            organ = _organ(arguments.organ, arguments.organ_name)
            if present := queries.security_admins(organ, today=today).first():
                raise Refusal(
                    f"{organ.name}已有人员管理（{present.user.username}）",
                    remedy="请由其在工作台的“人员”里添加；其不能登录时用 mingbai account reset",
                )
            _, password = actions.add_officer(
                username=arguments.username,
                name=arguments.name,
                organ=organ,
                role=Role(arguments.role),
                since=today,
                by=COMMAND,
                at=timezone.now(),
            )
    except ValidationError as error:
        raise Refusal("；".join(error.messages), remedy="请改正后重试") from error
    _tell(arguments.username, password)
    return 0


def run_reset(arguments: argparse.Namespace) -> int:
    """A new password for a 人员管理; everyone else asks one of them."""
    platform.setup()
    from django.utils import timezone

    from mingbai.accounts import actions
    from mingbai.accounts.models import Post
    from mingbai.audit.actors import COMMAND

    held = Post.objects.held(timezone.localdate())
    post = held.filter(role=ADMIN, user__username=arguments.username).first()
    if post is None:
        raise Refusal(f"{arguments.username} 不是在任的人员管理", remedy="请由人员管理在工作台重置")
    now = timezone.now()
    if post.user.is_active:
        password = actions.reset_second_factor(post.user, by=COMMAND, at=now)
    else:
        password = actions.enable(post.user, by=COMMAND, at=now)
    _tell(arguments.username, password)
    return 0


def _organ(code: str, name: str | None) -> "Organ":
    """The organ of that code; the root and its site are made where there is none yet."""
    from django.conf import settings
    from django.utils import timezone

    from mingbai.audit.actors import COMMAND
    from mingbai.organs import actions
    from mingbai.organs.models import Organ, OrganKind

    found = Organ.objects.filter(code=code).first()
    if found:
        return found
    if Organ.objects.exists():
        raise Refusal(f"没有代码为 {code} 的机关", remedy="机关由政务公开科在工作台的“机构”里设立")
    if not name:
        raise Refusal("数据库里还没有机关", remedy="请用 --organ-name 写明机关名称，由此设立")
    now = timezone.now()
    root = actions.establish(
        by=COMMAND,
        at=now,
        parent=None,
        code=code,
        name=name,
        short_name=name[:30],
        kind=OrganKind.GOVERNMENT,
        active_from=timezone.localdate(now),
    )
    actions.open_site(settings.ALLOWED_HOSTS[0], name=name, root=root, by=COMMAND, at=now)
    return root


def _tell(username: str, password: str) -> None:
    print(f"用户名：{username}")
    print(f"一次性密码：{password}")
    print("二十四小时内有效，首次登录须改为自己的密码。这个密码不会再显示。")
