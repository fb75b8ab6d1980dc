"""The officers' list of records: each filter as the query alone and as the whole page."""

from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import Any

from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from bench.fill.desk import OFFICE, OFFICER
from bench.fill.records import EVERYWHERE
from bench.measures import Contestants
from mingbai.accounts.models import User
from mingbai.records.models import Record
from mingbai.records.queries import listing, narrowing
from mingbai.records.queries.listing import Place
from mingbai.records.queries.narrowing import Filters

SERVED = override_settings(
    ROOT_URLCONF="bench.served.urls", MFA_REQUIRED=False, ALLOWED_HOSTS=["testserver"]
)
NEVER = Filters(text="没有这一题名")


def contestants() -> Contestants:
    """Fifty rows of a plain table; the page by every filter; what it asks of the database."""
    SERVED.enable()
    office, own, everywhere = (_signed_in(name) for name in (OFFICE, OFFICER, EVERYWHERE))
    middle = Record.objects.order_by("-changed_at", "id")[Record.objects.count() // 2]
    asked = {
        **{f"全县，{name}": (*office, filters, "") for name, filters in _filters(middle).items()},
        "全县，翻到中间": (*office, Filters(), str(Place.of(middle))),
        "全部机关": (*everywhere, Filters(), ""),
        "全部机关，题名没有的字，查一段": (*everywhere, NEVER, ""),
        "一个机关的经办人": (*own, Filters(), ""),
        "一个机关的经办人，待公开的": (*own, Filters(stage="ready"), ""),
        "一个机关的经办人，题名没有的字": (*own, NEVER, ""),
    }
    return {
        "参照：Django 视图，一张表列五十行": partial(_get, office[0], "/plain/"),
        **{f"整页：{name}": partial(_page, *each) for name, each in asked.items()},
        **{f"查询：{name}": partial(_list, *each) for name, each in asked.items()},
        "对照：全县，题名没有的字，一段一段查到底": partial(_to_the_end, *office[1:], NEVER),
    }


def _filters(record: Record) -> dict[str, Filters]:
    """Every filter of the page, common and rare."""
    day = timezone.localdate(record.changed_at)
    return {
        "不筛选": Filters(),
        "一个机关": Filters(organ=record.organ.code),
        "一个栏目": Filters(column=record.column_id),
        "一个机关的一个栏目": Filters(organ=record.organ.code, column=record.column_id),
        "一个种类": Filters(kind="budget"),
        "一个公开事项": Filters(item=record.item),
        "退回的": Filters(stage="returned"),
        "撤下的（没有）": Filters(stage="withdrawn"),
        "已公开的": Filters(public="yes"),
        "未公开的": Filters(public="no"),
        "逾期未公开的": Filters(public="overdue"),
        "公示期将满的（没有）": Filters(public="ending"),
        "待评估的（没有）": Filters(public="evaluate"),
        "一位经办人": Filters(officer="officer-7"),
        "十一位经办人": Filters(officer="officer-1"),
        "只看自己的": Filters(mine=True),
        "五年前一个月": Filters(since=day - timedelta(days=30), until=day),
        "题名常见的字": Filters(text="财政预算"),
        "题名没有的字，查一段": NEVER,
    }


def _signed_in(username: str) -> tuple[Client, User]:
    client, user = Client(), User.objects.get(username=username)
    client.force_login(user)
    return client, user


def _page(client: Client, user: User, filters: Filters, after: str) -> None:
    chosen = {name: value for name, value in asdict(filters).items() if value}
    _get(client, reverse("records:list"), chosen | ({"after": after} if after else {}))


def _get(client: Client, address: str, query: dict[str, Any] | None = None) -> None:
    answer = client.get(address, query)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def _list(client: Client, user: User, filters: Filters, after: str) -> None:
    reach = narrowing.reach(user, timezone.localdate())
    listing.listed(reach, filters, after=Place.read(after))


def _to_the_end(user: User, filters: Filters) -> None:
    reach, after = narrowing.reach(user, timezone.localdate()), None
    while after := listing.listed(reach, filters, after=after).older:
        pass
