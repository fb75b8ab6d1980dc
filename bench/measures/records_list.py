"""The officers' list of records as one request each, from many records, filtered and far down."""

from collections.abc import Callable
from functools import partial

from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from bench.fill.desk import OFFICE, OFFICER
from bench.measures import Contestants
from mingbai.accounts.models import User
from mingbai.records.models import Record
from mingbai.records.queries import listing, narrowing
from mingbai.records.queries.listing import Place
from mingbai.records.queries.narrowing import Filters

Request = Callable[[], None]
SERVED = override_settings(
    ROOT_URLCONF="bench.served.urls", MFA_REQUIRED=False, ALLOWED_HOSTS=["testserver"]
)


def contestants() -> Contestants:
    """Fifty rows of a plain table; the page; what the page asks of the database, by filter."""
    SERVED.enable()
    office, officer = _user(OFFICE), _user(OFFICER)
    whole, own = _signed_in(office), _signed_in(officer)
    address = reverse("records:list")
    record = Record.objects.select_related("column")[1234]
    deep = Place.of(Record.objects.order_by("-changed_at", "id")[Record.objects.count() // 2])
    asked = {
        "全县": (office, Filters(), None),
        "全县，翻到中间": (office, Filters(), deep),
        "全县，一个机关": (office, Filters(organ=record.organ.code), None),
        "全县，一个栏目": (office, Filters(column=record.column_id), None),
        "全县，一个种类": (office, Filters(kind="budget"), None),
        "全县，退回的": (office, Filters(stage="returned"), None),
        "全县，未公开的": (office, Filters(public="no"), None),
        "全县，逾期未公开的": (office, Filters(public="overdue"), None),
        "全县，一位经办人": (office, Filters(officer="officer-7"), None),
        "全县，题名常见": (office, Filters(text="财政预算"), None),
        "全县，题名没有": (office, Filters(text="没有这一题名"), None),
        "一个机关的经办人": (officer, Filters(), None),
        "一个机关，待公开的": (officer, Filters(stage="ready"), None),
    }
    return {
        "参照：Django 视图，一张表列五十行": partial(_get, whole, "/plain/"),
        "列表页，全县": partial(_get, whole, address),
        "列表页，一个机关的经办人": partial(_get, own, address),
        **{f"查询：{name}": partial(_list, *each) for name, each in asked.items()},
    }


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def _list(user: User, filters: Filters, after: Place | None) -> None:
    listing.listed(narrowing.reach(user, timezone.localdate()), filters, after=after)
