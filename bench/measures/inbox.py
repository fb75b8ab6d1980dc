"""The pages an officer works from, as one request each, with few cases and with very many."""

from collections.abc import Callable
from functools import partial

from django.test import Client, override_settings
from django.urls import reverse

from bench.fill.desk import OFFICE, OFFICER
from bench.measures import Contestants
from mingbai.accounts.models import User

Request = Callable[[], None]
SERVED = override_settings(
    ROOT_URLCONF="bench.served.urls", MFA_REQUIRED=False, ALLOWED_HOSTS=["testserver"]
)


def contestants() -> Contestants:
    """Fifty rows of a plain table; inbox and lists of the office over all organs and of one."""
    return dict(requests())


def requests() -> dict[str, Request]:
    """One request each; the plain page is asked for by an officer who is signed in, too."""
    SERVED.enable()
    office, officer = _signed_in(OFFICE), _signed_in(OFFICER)
    inbox, cases = reverse("desk:inbox"), reverse("applications:cases")
    return {
        "参照：Django 视图，一张表列五十行": partial(_get, office, "/plain/"),
        "待办，政务公开科（全县）": partial(_get, office, inbox),
        "待办，一个机关的经办人": partial(_get, officer, inbox),
        "在办列表，全县": partial(_get, office, cases),
        "在办列表，全县已逾期的": partial(_get, office, f"{cases}?due=overdue"),
        "申请台账，全县": partial(_get, office, reverse("applications:list")),
    }


def _signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    listed = "O-0" if address.startswith("/desk/") else "申请人"
    if answer.status_code != 200 or listed not in answer.content.decode():
        raise RuntimeError(f"{address}: {answer.status_code}")
