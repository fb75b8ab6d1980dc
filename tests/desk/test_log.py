"""The log on the desk: prose, filters, paging; auditors and 政务公开科 only."""

import ast
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import mingbai
from mingbai.accounts.roles import AUDIT_READERS, Role
from mingbai.audit.actions import record
from mingbai.desk.log.prose import verbs
from mingbai.organs.models import Organ
from tests import factories

SOURCE = Path(mingbai.__file__).parent


def recorded_verbs() -> set[str]:
    """Every text in a module that records events which looks like a verb of one."""
    found = set()
    for path in [*SOURCE.glob("*/actions.py"), *SOURCE.glob("*/actions/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.split(".")
                if len(words) == 2 and all(w.replace("_", "").isalpha() for w in words):
                    found.add(node.value)
    return found


def test_every_verb_has_its_words() -> None:
    assert {"organ.merged", "record.published"} <= recorded_verbs()
    assert recorded_verbs() - set(verbs()) == set()


@pytest.fixture
def county(db: None) -> Organ:
    root = factories.organ("county", name="明阳区人民政府")
    factories.organ("bureau", parent=root, name="区民政局")
    factories.organ("foreign", name="外区某局")
    return root


def page(client: Client, role: Role, at: Organ, /, **query: str) -> str:
    client.force_login(factories.post(role, at).user)
    return client.get(reverse("audit:log"), query).content.decode()


@pytest.mark.parametrize("role", Role)
def test_who_may_read(role: Role, county: Organ, client: Client) -> None:
    client.force_login(factories.post(role, county).user)
    expected = 200 if role in AUDIT_READERS else 404
    assert client.get(reverse("audit:log")).status_code == expected


def test_events_in_reach_read_as_prose(county: Organ, client: Client) -> None:
    officer = factories.post(at=county, user=factories.user("李四"))
    record("post.given", officer, chain="county", by=officer, at=factories.NOON)
    text = page(client, Role.AUDITOR, county)
    for words in ("李四", "经办人", "授予岗位", "设立机关", "服务器命令", "区民政局"):
        assert words in text
    assert "外区某局" not in text


def test_filters_narrow_and_refuse_foreign_organs(county: Organ, client: Client) -> None:
    assert "区民政局</td>" not in page(client, Role.AUDITOR, county, organ="county")
    assert "没有符合条件的记录" in page(client, Role.AUDITOR, county, verb="organ.merged")
    assert "没有符合条件的记录" in page(client, Role.AUDITOR, county, since="2020-01-11")
    assert "没有符合条件的记录" in page(client, Role.AUDITOR, county, until="2020-01-09")
    assert "设立机关" in page(client, Role.AUDITOR, county, since="2020-01-10", until="2020-01-10")
    assert "外区某局" not in page(client, Role.AUDITOR, county, organ="foreign")


def test_a_hundred_events_a_page(county: Organ, client: Client) -> None:
    for number in range(100):
        record(
            "organ.amended",
            county,
            chain="county",
            by=factories.post(at=county),
            n=number,
            at=factories.NOON,
        )
    assert "共2页" in page(client, Role.AUDITOR, county)
