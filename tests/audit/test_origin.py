"""AUD-01: an act says in which request it was done, and an officer's from where."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingbai.accounts.roles import Role
from mingbai.audit import verify
from mingbai.audit.actions import record
from mingbai.audit.actors import COMMAND, Acting, Actor
from mingbai.audit.models import Event
from mingbai.audit.origin import Origin, within
from tests import factories

pytestmark = pytest.mark.django_db
KEY = "11010119-9003-4712-8345-138123456789"
ADDRESSES = {
    "内网地址": ("10.1.2.3", "10.1.2.3"),
    "IPv6只有一种写法": ("2001:0DB8:0:0:0:0:0:1", "2001:db8::1"),
    "IPv6最长的": ("2001:db8:1111:2222:3333:4444:5555:6666",) * 2,
    "去掉网卡名": ("fe80::1%eth0", "fe80::1"),
    "不是地址的不记": ("王小明", None),
    "没有的不记": ("", None),
}


class Somebody:
    """Who acts, by kind alone."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def as_actor(self) -> Actor:
        return Actor(self.kind, KEY)


def told(by: Acting, origin: Origin | None) -> Any:
    organ = factories.organ()
    facts: dict[str, Any] = {"chain": organ.code, "by": by, "at": factories.NOON}
    if origin is None:
        return record("organ.amended", organ, **facts).data
    with within(origin):
        made = record("organ.amended", organ, **facts)
    assert list(verify.problems()) == [], "来处也在散列之内"
    return made.data


@pytest.mark.parametrize(("seen", "kept"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_an_officers_address_as_one_spelling(seen: str, kept: str | None) -> None:
    via = told(Somebody("officer"), Origin(KEY, seen))["via"]
    assert via == {"request": KEY} | ({"address": kept} if kept else {})


@pytest.mark.parametrize("kind", ["applicant", "system"])
def test_nobody_elses_address_is_kept(kind: str) -> None:
    assert told(Somebody(kind), Origin(KEY, "10.1.2.3")) == {"via": {"request": KEY}}


def test_what_is_done_on_the_server_has_no_origin() -> None:
    assert told(COMMAND, None) == {}


def test_the_origin_ends_with_its_request_and_costs_no_statement() -> None:
    organ = factories.organ()
    facts: dict[str, Any] = {"chain": organ.code, "by": Somebody("officer"), "at": factories.NOON}
    record("organ.amended", organ, **facts)
    with CaptureQueriesContext(connection) as without:
        record("organ.amended", organ, **facts)
    with within(Origin(KEY, "10.1.2.3")), CaptureQueriesContext(connection) as inside:
        record("organ.amended", organ, **facts)
    assert len(inside) == len(without)
    assert record("organ.amended", organ, **facts).data == {}


def test_a_request_of_the_desk_is_named_by_its_events(client: Client) -> None:
    client.force_login(factories.post(Role.OFFICER, factories.organ()).user)
    sent: dict[str, Any] = {"HTTP_X_REQUEST_ID": KEY, "REMOTE_ADDR": "10.9.8.7"}
    answer = client.post(reverse("account_make_feed"), **sent)
    via = Event.objects.latest("pk").data["via"]
    assert via == {"request": answer["X-Request-ID"], "address": "10.9.8.7"}
    assert UUID(via["request"]) != UUID(KEY), "不用来访者自带的编号"
