"""SEC-07: every address × every role × own and foreign organ. A new address without a row fails."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_READERS, Role
from mingbai.files import intake
from mingbai.files.uploads import Upload
from mingbai.organs.models import Organ, Site
from mingbai.oversight import actions as oversight_actions
from mingbai.records import actions as record_actions
from mingbai.records.importing.manifest import Line, Listing
from mingbai.records.importing.source import Nothing
from tests import factories
from tests.oversight.papers import NOON, taken, text
from tests.reports.test_actions import sealed
from tests.rights import DESK, PUBLIC, upload
from tests.rights_login import LOGIN
from tests.rights_rows import Place


def addresses(patterns: Any, prefix: str = "") -> Iterator[str]:
    """The names of all addresses of the product."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        else:
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, prefix + space)


def test_every_address_has_its_row() -> None:
    named = set(addresses(get_resolver().url_patterns))
    rows = DESK.keys() | PUBLIC.keys() | LOGIN.keys()
    assert named - rows == set(), "这些地址在权限表里没有行"
    assert rows - named == set(), "权限表里这些行没有地址"
    assert not [name for name in named if name.endswith("None")], "每个地址须有名称"


def recalled(organ: Organ) -> UUID:
    """A record with one version, open as a draft again."""
    version = factories.submitted(organ)
    record_actions.recall(version.record_id, by=version.author, at=factories.NOON)
    return version.record_id


def batch_read(organ: Organ) -> int:
    """A migration batch of one page that waits for its first review."""
    begun = record_actions.begin_batch(
        organ=factories.coded(organ),
        name="旧站",
        listing=Listing((Line(1, {"title": "通知", "text": "正文"}),), ()),
        source=Nothing(),
        by=factories.records_staff(organ)[Role.OFFICER],
        at=factories.NOON,
    )
    record_actions.read_rows(begun.pk, limit=9, at=factories.NOON)
    return begun.pk


def place(code: str, name: str) -> Place:
    made = factories.organ(code, name=name, short_name=name)
    sealed(made)
    clerk: Post = factories.post(Role.OFFICER, made)
    overseer = factories.post(Role.OFFICE, made)
    (published,) = taken(overseer, text(name, changes={"t3.1/natural": 6}))
    chosen = list(published.issues.values_list("fingerprint", flat=True))
    facts: dict[str, Any] = {"by": overseer, "at": NOON}
    oversight_actions.judge(published.pk, chosen=chosen, verdict="confirmed", reason="", **facts)
    opened = oversight_actions.open_round(published.pk, due_on=date(2025, 4, 1), **facts)
    site = Site.objects.create(host=f"{code}.test", name=name, root=made)
    procedure_case = factories.filed(factories.described(made), by=clerk).application
    return Place(
        organ=made,
        case=factories.application(made).pk,
        remedy=factories.remedy(made).pk,
        person=clerk.user_id,
        post=clerk.pk,
        upload=intake.keep(Upload("a.csv", 1, BytesIO(b"x")), at=factories.NOON),
        intake=published.intake_id,
        paper=published.pk,
        round=opened.pk,
        message=factories.message(made).pk,
        handled=procedure_case.pk,
        paper_out=procedure_case.papers.get(kind="receipt").pk,
        site=site.pk,
        column=factories.column(site, "notices").pk,
        record=recalled(made),
        batch=batch_read(made),
    )


@pytest.fixture
def own(db: None, settings: Any, tmp_path: Any) -> Place:
    settings.VAR = tmp_path
    return place("bureau", "明阳区民政局")


@pytest.fixture
def foreign(own: Place) -> Place:
    return place("foreign", "临河区民政局")


class _Undo(Exception):
    """Takes back what a request has changed."""


def ask(client: Client, name: str, arguments: list[Any], method: str = "get") -> int:
    """The status of the answer; what the request changed is taken back."""
    status = 0
    try:
        with transaction.atomic():
            answer = getattr(client, method)(reverse(name, args=arguments))
            status = answer.status_code
            raise _Undo
    except _Undo:
        return status


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_open(role: Role, own: Place, foreign: Place, client: Client) -> None:
    client.force_login(factories.post(role, own.organ).user)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    wrong = []
    for name, row in DESK.items():
        expected = row.opens if role in row.roles else row.otherwise
        if row.otherwise == 403 and role not in LEDGER_READERS:
            expected = 404
        found = ask(client, name, row.arguments(own), row.method)
        if found != expected:
            wrong.append((name, "own", found, expected))
        if row.of and row.of is not upload:
            found = ask(client, name, row.arguments(foreign), row.method)
            if found != 404:
                wrong.append((name, "foreign", found, 404))
    assert wrong == []


def test_what_a_visitor_may_open(own: Place, client: Client) -> None:
    """Every page of the desk sends him to the log-in, whether the thing exists or not."""
    wrong = [
        (name, found)
        for name, row in DESK.items()
        if (found := ask(client, name, row.arguments(own), row.method)) != 302
    ]
    assert wrong == []


@pytest.mark.parametrize("role", [None, *Role])
def test_what_is_the_same_for_everyone(role: Role | None, own: Place, client: Client) -> None:
    if role:
        client.force_login(factories.post(role, own.organ).user)
    expected = {name: status for name, (_, status) in PUBLIC.items()}
    expected |= {name: pair[1 if role else 0] for name, pair in LOGIN.items()}
    found = {
        name: ask(client, name, PUBLIC[name][0] if name in PUBLIC else []) for name in expected
    }
    assert found == expected


def test_a_person_without_a_post_sees_an_empty_desk(own: Place, client: Client) -> None:
    client.force_login(factories.user())
    opened = {n for n, r in DESK.items() if ask(client, n, r.arguments(own), r.method) != 404}
    assert opened == {"desk:inbox", "desk:gallery", "reports:index"}


def test_an_ended_post_opens_nothing(own: Place, client: Client) -> None:
    ended = factories.post(Role.OFFICE, own.organ, until=factories.NOON.date())
    client.force_login(ended.user)
    opened = {n for n, r in DESK.items() if ask(client, n, r.arguments(own), r.method) != 404}
    assert opened == {"desk:inbox", "desk:gallery", "reports:index"}
