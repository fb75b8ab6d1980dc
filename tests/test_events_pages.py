"""AUD-01: what a request of the desk writes, it writes with an event, or it stands here by name."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingbai.accounts.roles import Role
from tests import factories
from tests.rights import DESK
from tests.rights_rows import EVERYONE, Place, Row
from tests.test_rights_matrix import place

WRITES = re.compile(r'^(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
# Not facts: the session, its messages, counts of the limits, the cache.
BESIDES = re.compile(r"django_|limits_|mfa_|account_|audit_")
# What writes without an event, and why it may.
SILENT = {
    "records:view_delete": "自己保存的视图，不是事实",
    "records:record": "检查结果的缓存，随时可以重做",
}
# Acts that need nothing typed: they are done here, so that the test sees what it asks for.
TOLD = {
    "accounts:change",
    "applications:case_file",
    "oversight:recheck",
    "records:batch_drop",
    "records:batch_row_out",
    "records:bundle",
    "records:columns_plant",
    "records:move",
    "remedies:reveal",
    "reports:seal",
}


@pytest.fixture
def own(db: None, settings: Any, tmp_path: Any) -> Place:
    settings.VAR = tmp_path
    return place("bureau", "明阳区民政局")


class _Undo(Exception):
    """Takes back what a request has changed."""


def written(client: Client, name: str, arguments: list[Any]) -> set[str]:
    """The tables a POST without fields writes; undone afterwards."""
    with CaptureQueriesContext(connection) as seen:
        try:
            with transaction.atomic():
                client.post(reverse(name, args=arguments))
                raise _Undo
        except _Undo:
            pass
    return set(_tables(seen))


def first_role(row: Row) -> Role:
    """A role that may open it; any for what belongs to one person alone."""
    return min(row.roles or EVERYONE)


def _tables(seen: CaptureQueriesContext) -> Iterator[str]:
    for query in seen.captured_queries:
        if found := WRITES.match(query["sql"]):
            yield found[1]


def test_what_is_written_has_its_event(own: Place, client: Client) -> None:
    silent, told, acting = set(), set(), None
    for name, row in sorted(DESK.items(), key=lambda pair: first_role(pair[1])):
        if acting != (acting := first_role(row)):
            client.force_login(factories.post(acting, own.organ).user)
            client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
        tables = written(client, name, row.arguments(own))
        if "audit_event" in tables:
            told.add(name)
        elif any(not BESIDES.match(table) for table in tables):
            silent.add(name)
    assert silent == SILENT.keys(), "写了事实而没有事件"
    assert told >= TOLD
