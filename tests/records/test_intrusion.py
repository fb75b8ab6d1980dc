"""Another organ's officers reach nothing; a text changed after its reviews is not public (SEC-07).

The addresses are read from the resolver, so that a new one is tried without being named here.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit import triggers
from mingbai.records import actions, permissions
from mingbai.records.models import (
    AskedChange,
    Conclusion,
    Draft,
    Override,
    Publication,
    Record,
    Relation,
    Review,
    Version,
    Withdrawal,
)
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, edit, fresh, hand_in, id_number, later, review

MARK = "槐荫巷甲乙丙号拆迁方案"
SUBTREE = (Role.OFFICE, Role.AUDITOR, Role.SECURITY_ADMIN)


@pytest.fixture(autouse=True)
def _var(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def house(db: None) -> House:
    return House()


class Foreign:
    """The things of another organ that an intruder would name."""

    def __init__(self) -> None:
        self.house = House()
        self.draft = self.house.submitted(title=MARK).record
        actions.recall(self.draft.pk, by=self.house.officer, at=NOON)
        self.version = self.house.submitted(title=f"{MARK}二", body=f"<p>{id_number()}</p>")
        self.ready = self.house.reviewed(title=f"{MARK}三")
        self.public = self.house.public(title=f"{MARK}四")
        self.withdrawal = actions.ask_withdrawal(
            self.public.pk, reason="wrong", note="已撤。", by=self.house.officer, at=NOON
        )
        why = {"reason": "x", "basis": "y"}
        self.override = actions.ask_to_allow(self.version, **why, by=self.house.officer, at=NOON)
        words = {"change": "repealed", "on": NOON.date(), "basis": "x"}
        asked = actions.change_validity(self.public.pk, **words, by=self.house.officer, at=NOON)
        self.asked = asked.asked.pk if asked.asked else 0
        self.relation = actions.relate(
            self.public.pk, self.draft.pk, kind="related", by=self.house.officer, at=NOON
        )

    def attempts(self, by: Post, own: Record) -> Iterator[tuple[str, Any]]:
        """Every action upon these things, by the intruder."""
        who: dict[str, Any] = {"by": by, "at": NOON}
        text: dict[str, Any] = {"title": "x", "content": {}}
        draft, ready = self.draft.pk, self.ready.record_id
        basis = {"conclusion": Conclusion.PASSED, "basis": "x", "answers": {}}
        a = actions
        yield "create", lambda: a.create(organ=self.house.organ, kind="information", **text, **who)
        yield "save", lambda: a.save(draft, edition=1, **text, **who)
        yield "submit", lambda: a.submit(draft, edition=1, **who)
        yield "recall", lambda: a.recall(ready, **who)
        yield "correct", lambda: a.correct(self.public.pk, **who)
        yield "abandon", lambda: a.abandon(self.public.pk, **who)
        yield "discard", lambda: a.discard(draft, **who)
        yield "move", lambda: a.move_to_column(draft, 0, **who)
        yield "evaluate", lambda: a.evaluate(ready, conclusion="open", opinion="x", **who)
        yield (
            "draft",
            lambda: a.draft(
                organ=self.house.organ, kind="annual_report", key="2019", **text, **who
            ),
        )
        yield "review", lambda: a.review(self.version, **basis, **who)
        yield "review of a ready one", lambda: a.review(self.ready, **basis, **who)
        yield "publish", lambda: a.publish(self.ready, **who)
        yield "schedule", lambda: a.schedule(ready, publish_at=later(9), **who)
        yield "unschedule", lambda: a.unschedule(ready, **who)
        gone = {"reason": "secret", "note": "x"}
        yield "ask_withdrawal", lambda: a.ask_withdrawal(self.public.pk, **gone, **who)
        yield "confirm", lambda: a.confirm(self.withdrawal.pk, **who)
        yield "refuse", lambda: a.refuse(self.withdrawal.pk, **who)
        yield "ask_to_allow", lambda: a.ask_to_allow(self.version, reason="x", basis="y", **who)
        yield "allow", lambda: a.allow(self.override.pk, **who)
        yield "refuse_to_allow", lambda: a.refuse_to_allow(self.override.pk, **who)
        yield "relate", lambda: a.relate(self.public.pk, own.pk, kind="related", **who)
        yield "relate to a draft", lambda: a.relate(own.pk, draft, kind="related", **who)
        yield "unrelate", lambda: a.unrelate(self.relation.pk, **who)
        yield (
            "change_validity",
            lambda: a.change_validity(
                self.public.pk, change="repealed", on=NOON.date(), basis="x", **who
            ),
        )
        yield "confirm_change", lambda: a.confirm_change(self.asked, **who)
        yield "refuse_change", lambda: a.refuse_change(self.asked, **who)
        yield "demand_step", lambda: a.demand_step(self.house.organ, kind="", step="head", **who)


def facts() -> list[Any]:
    """Everything the intruder could have changed."""
    models = (Record, Draft, Version, Review, Publication, Withdrawal, Override, Relation)
    models += (AskedChange,)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


@pytest.mark.parametrize("role", list(Role))
def test_no_action_upon_another_organ(house: House, role: Role) -> None:
    foreign, own = Foreign(), house.public()
    by = factories.post(role, house.organ)
    before, opened = facts(), []
    for name, attempt in foreign.attempts(by, own):
        try:
            with transaction.atomic():
                attempt()
        except PermissionDenied:
            continue
        except Refusal as refusal:
            # to a record of one's own; the target is not public
            if name == "relate to a draft" and MARK not in str(refusal):
                continue
        opened.append(name)
    assert opened == []
    assert facts() == before


def test_the_lock_is_not_taken_before_the_permission(house: House) -> None:
    """Who may do nothing makes nobody wait."""
    foreign, own = Foreign(), house.public()
    for name, attempt in foreign.attempts(house.officer, own):
        with connection.execute_wrapper(_NoLock(name)), pytest.raises((PermissionDenied, Refusal)):
            attempt()


class _NoLock:
    """Fails at a lock of a foreign row; ``relate`` may lock the record of its own."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.name != "relate to a draft":
            assert "FOR UPDATE" not in sql, self.name
            assert not sql.startswith(("UPDATE", "INSERT")), (self.name, sql)
        return execute(sql, params, many, context)


def test_nothing_of_another_organ_is_seen(house: House) -> None:
    Foreign()
    for role in Role:
        user = factories.post(role, house.organ).user
        seen = permissions.visible_to(user, today=NOON.date())
        assert not seen.filter(title__startswith=MARK).exists()


def patterns() -> list[tuple[str, dict[str, Any]]]:
    """Name and converters of every address of records."""
    found = []
    for space in get_resolver().url_patterns:
        if getattr(space, "namespace", "") == "records":
            for each in space.url_patterns:
                assert isinstance(each, URLPattern)
                groups = dict.fromkeys(each.pattern.regex.groupindex)
                found.append((str(each.name), groups | each.pattern.converters))
    return found


def arguments(name: str, converters: dict[str, Any], foreign: Foreign) -> dict[str, Any]:
    """Foreign things for the converters of an address, by their names."""
    words: dict[str, Any] = {
        **{"move": "publish", "how": "remove", "suffix": "csv", "kind": "csv", "item": "a20_01"},
        **{"code": foreign.house.organ.code, "relation": foreign.relation.pk},
    }
    given: dict[str, Any] = {}
    for key, converter in converters.items():
        uuid = type(converter).__name__ == "UUIDConverter"
        number = type(converter).__name__ == "IntConverter"
        given[key] = foreign.ready.record_id if uuid else words.get(key, 1 if number else "x")
    return given


def told(answer: Any) -> bytes:
    """What an answer says; that of an archive unpacked."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join(archive.read(each) for each in archive.namelist())
    return bytes(data)


@pytest.mark.parametrize("role", list(Role))
def test_no_address_opens_another_organs_records(house: House, role: Role, client: Client) -> None:
    """GET and POST, of drafts, ready and public ones: a 404 where a record is named."""
    foreign = Foreign()
    client.force_login(factories.post(role, house.organ).user)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    keys = [foreign.draft.pk, foreign.ready.record_id, foreign.public.pk]
    before, wrong = facts(), []
    for name, converters in patterns():
        given = arguments(name, converters, foreign)
        for key in keys if "key" in given and isinstance(given["key"], UUID) else [None]:
            if key is not None:
                given["key"] = key
            body = {"rows": [str(k) for k in keys], "confirmed": "1", "move": "publish"}
            for method, sent in (("get", {"q": "槐荫"}), ("post", body)):
                path = reverse(f"records:{name}", kwargs=given)
                answer = getattr(client, method)(path, sent)
                allowed = (404, 403, 405) if key is not None else (200, 302, 400, 403, 404, 405)
                if answer.status_code not in allowed or MARK in told(answer).decode(
                    "utf-8", "replace"
                ):
                    wrong.append((name, method, answer.status_code))
    assert wrong == []
    assert facts() == before


def test_the_addresses_are_really_tried() -> None:
    assert len(patterns()) >= 10


def altered(version: Version, column: str) -> None:
    """The text changed behind everybody's back, the triggers gone: only the hash can tell."""
    triggers.drop(connection)
    value: Any = b'{"body":"<p>x</p>"}' if column == "body" else "另一个题目"
    Version.objects.filter(pk=version.pk).update(**{column: value})


def by_form(house: House, version: Version) -> Version:
    record = version.record
    actions.recall(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, body="<p>审查后改的。</p>")
    return hand_in(record, house.officer)


def by_api(house: House, version: Version) -> Version:
    record = version.record
    return actions.draft(
        organ=house.organ,
        kind=record.kind,
        key=record.key,
        title=record.title,
        content=version.content() | {"body": "<p>审查后改的。</p>"},
        by=house.officer,
        at=NOON,
    )


def by_raw_sql(house: House, version: Version) -> Version:
    altered(version, "body")
    return version


def by_raw_sql_on_the_title(house: House, version: Version) -> Version:
    altered(version, "title")
    return version


def by_raw_sql_with_its_hash(house: House, version: Version) -> Version:
    """A row that says it was reviewed under another hash: the reviews are of the version's row."""
    made = Version(
        record=version.record,
        number=version.number + 1,
        title=version.title,
        body=b"{}",
        author=version.author,
        made_at=NOON,
    )
    made.sha256 = made.computed_sha256()
    made.save()
    return made


WAYS = [by_form, by_api, by_raw_sql, by_raw_sql_on_the_title, by_raw_sql_with_its_hash]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", ["at once", "at a set time"])
def test_a_text_changed_after_its_reviews_is_not_public(house: House, way: Any, how: str) -> None:
    first = house.reviewed()
    if how == "at a set time" and way is not by_form:
        actions.schedule(first.record_id, publish_at=later(9), by=house.officer, at=NOON)
    changed = way(house, first)
    for version in {first, changed}:
        with pytest.raises(Refusal):
            actions.publish(fresh(version), by=house.officer, at=NOON)
        with pytest.raises(Refusal):
            actions.schedule(version.record_id, publish_at=later(9), by=house.officer, at=NOON)
    assert actions.publish_due(at=later(60))[0] == 0
    record = Record.objects.get(pk=first.record_id)
    assert (record.is_public, record.first_public_at) == (False, None)
    assert record.stage != Stage.SCHEDULED
    assert not Publication.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_no_role_alone_takes_a_draft_to_the_public(house: House, role: Role) -> None:
    """Three people of the same role, one after the other, at every step."""
    posts = [factories.post(role, house.organ) for _ in range(4)]
    assert not _taken_to_the_public(house, posts)


def test_nor_one_person_with_all_posts(house: House) -> None:
    person = factories.user("王五")
    assert not _taken_to_the_public(
        house, [factories.post(role, house.organ, user=person) for role in Role]
    )


@pytest.mark.parametrize("people", [2, 3])
def test_nor_two_or_three_people_with_all_posts(house: House, people: int) -> None:
    """拟稿、预先审查、保密审查、签发: four people at least."""
    users = [factories.user() for _ in range(people)]
    posts = [factories.post(role, house.organ, user=user) for user in users for role in Role]
    assert not _taken_to_the_public(house, posts)


def test_four_people_can(house: House) -> None:
    """Otherwise the table above proves nothing."""
    assert _taken_to_the_public(house, list(house.staff.values()))


def _taken_to_the_public(house: House, posts: list[Post]) -> bool:
    """Whether these posts alone, each trying everything, publish a new text."""
    content = house.submitted().content()
    record = version = None
    facts_: dict[str, Any] = {"organ": house.organ, "kind": "information", "title": "新的一件"}
    for _ in range(4):
        for by in posts:
            if record is None:
                record = _try(actions.create, content=content, **facts_, by=by, at=NOON)
            if record is None:
                continue
            version = version or _try(actions.submit, record.pk, edition=1, by=by, at=NOON)
            if version is None:
                continue
            _try(review, version, by)
            _try(actions.schedule, record.pk, publish_at=later(5), by=by, at=NOON)
            actions.publish_due(at=later(10))
            _try(actions.publish, version, by=by, at=NOON)
    return record is not None and Record.objects.get(pk=record.pk).is_public


def _try(act: Any, *given: Any, **named: Any) -> Any:
    try:
        with transaction.atomic():
            return act(*given, **named)
    except (Refusal, PermissionDenied):
        return None
