"""Every act by everybody in any order: no text is public without its reviews (第十七条, SEC-12).

The oracle reads rows of reviews and withdrawals and knows nothing of the gate.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit import verify
from mingbai.records import actions, kinds
from mingbai.records.models import (
    Conclusion,
    Draft,
    ExtraStep,
    Override,
    Publication,
    Record,
    Relation,
    Version,
    Withdrawal,
)
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, edit, id_number, later, review

number = st.integers(0, 7)
CALLS = st.tuples(st.integers(0, 35), number, number, st.integers(0, 3))
# 先走到第几步，再任意尝试，否则很少走到公开
BEGINNINGS = st.sampled_from(["submitted", "reviewed", "public", "corrected", "withdrawn"])


class Undo(Exception):
    """Ends one example's transaction."""


class World:
    """Two organs; in the first five people with every post, in the second one of each role."""

    def __init__(self, beginning: str) -> None:
        self.house, self.other = House(), House()
        users = [factories.user() for _ in range(4)]
        roles = (Role.OFFICER, Role.REVIEWER, Role.SECRECY, Role.SIGNER, Role.HEAD, Role.OFFICE)
        self.posts = [factories.post(r, self.house.organ, user=u) for u in users for r in roles]
        self.posts += [*self.house.staff.values(), *self.other.staff.values()]
        self.at = NOON
        self.dated: dict[Any, Any] = {}
        self.numbered: dict[Any, Any] = {}
        make: dict[str, Callable[[], Any]] = {
            "submitted": self.house.submitted,
            "reviewed": self.house.reviewed,
        }
        record = make.get(beginning, self.house.public)()
        key = record.record_id if isinstance(record, Version) else record.pk
        if beginning in ("corrected", "withdrawn"):
            actions.correct(key, by=self.house.officer, at=NOON)
            words = {"change_reason": "erratum", "change_note": "更正。", "body": "<p>二</p>"}
            edit(Record.objects.get(pk=key), self.house.officer, **words)
            version = actions.submit(key, edition=2, by=self.house.officer, at=NOON)
            if beginning == "withdrawn":
                factories.reviewed(version)
                facts = {"reason": "secret", "note": "已撤。"}
                actions.ask_withdrawal(key, **facts, by=self.house.officer, at=NOON)
                actions.correct(key, by=self.house.officer, at=NOON)
        self.other.public()

    def step(self, call: tuple[int, int, int, int], minutes: int) -> None:
        what, who, which, extra = call
        self.at = later(minutes)
        act = ACTS[what % len(ACTS)]
        records = list(Record.objects.order_by("changed_at", "pk"))
        record = records[which % len(records)]
        wanted = _fitting(act, record, self.posts)
        by = wanted[who % len(wanted)] if extra else self.posts[who * 5 % len(self.posts)]
        act(self, record, by, extra)


def _fitting(act: Any, record: Record, posts: list[Post]) -> list[Post]:
    """Posts that might do it, so that most calls get somewhere; rights are the gate's affair."""
    roles = {
        "_review": _role_due(record),
        "_confirm": {Role.SIGNER, Role.HEAD},
        "_allow": {Role.SECRECY},
        "_demand": {Role.OFFICE, Role.HEAD},
        "_waive": {Role.OFFICE, Role.HEAD},
    }.get(act.__name__, {Role.OFFICER})
    return [each for each in posts if each.role in roles and each.organ_id == record.organ_id]


def _role_due(record: Record) -> set[Role]:
    last = record.versions.order_by("-number").first()
    given_ = {r.step for r in last.reviews.all()} if last else set()
    left = [s.role for s in kinds.kind(record.kind).steps if s.id not in given_]
    return {left[0]} if left else {Role.HEAD}


def _last(record: Record) -> Version:
    found = record.versions.order_by("-number").first()
    if found is None:
        raise Refusal("还没有稿件")
    return found


def _save(world: World, record: Record, by: Post, extra: int) -> None:
    if not Draft.objects.filter(record=record).exists():
        raise Refusal("没有草稿")
    bodies = ("<p>一</p>", "<p>二</p>", f"<p>{id_number()}</p>", "<p>三</p>")
    words = {"body": bodies[extra], "change_reason": "content", "change_note": "更新。"}
    edit(record, by, world.at, **words)


def _submit(world: World, record: Record, by: Post, extra: int) -> None:
    draft = Draft.objects.filter(record=record).first()
    actions.submit(record.pk, edition=draft.edition if draft else 1, by=by, at=world.at)


def _draft(world: World, record: Record, by: Post, extra: int) -> None:
    content = _last(record).content() | {"body": f"<p>{extra}</p>"}
    facts = {"organ": record.organ, "kind": record.kind, "key": record.key, "title": record.title}
    actions.draft(**facts, content=content, by=by, at=world.at)  # type: ignore[arg-type]


def _review(world: World, record: Record, by: Post, extra: int) -> None:
    conclusion = Conclusion.RETURNED if extra == 3 else Conclusion.PASSED
    review(_last(record), by, conclusion, world.at)


def _publish(world: World, record: Record, by: Post, extra: int) -> None:
    versions = list(record.versions.order_by("-number"))
    if versions:
        actions.publish(versions[min(extra // 2, len(versions) - 1)], by=by, at=world.at)


def _schedule(world: World, record: Record, by: Post, extra: int) -> None:
    actions.schedule(record.pk, publish_at=later(10_000 * extra + 2), by=by, at=world.at)


def _due(world: World, record: Record, by: Post, extra: int) -> None:
    actions.publish_due(at=later(10_000))


def _ask(world: World, record: Record, by: Post, extra: int) -> None:
    reason = ("wrong", "secret", "duplicate", "personal")[extra]
    actions.ask_withdrawal(record.pk, reason=reason, note="已撤。", by=by, at=world.at)


def _confirm(world: World, record: Record, by: Post, extra: int) -> None:
    asked = Withdrawal.objects.filter(record=record, decided_at=None).first()
    if asked:
        (actions.refuse if extra == 3 else actions.confirm)(asked.pk, by=by, at=world.at)


def _ask_to_allow(world: World, record: Record, by: Post, extra: int) -> None:
    actions.ask_to_allow(_last(record), reason="x", basis="y", by=by, at=world.at)


def _allow(world: World, record: Record, by: Post, extra: int) -> None:
    asked = Override.objects.filter(version__record=record, allowed_at=None).first()
    if asked:
        actions.allow(asked.pk, by=by, at=world.at)


def _relate(world: World, record: Record, by: Post, extra: int) -> None:
    other = Record.objects.exclude(pk=record.pk).order_by("pk")[0]
    made = actions.relate(record.pk, other.pk, kind="related", by=by, at=world.at)
    if extra == 3:
        actions.unrelate(made.pk, by=by, at=world.at)


def _demand(world: World, record: Record, by: Post, extra: int) -> None:
    actions.demand_step(record.organ, kind="", step="head", by=by, at=world.at)


def _waive(world: World, record: Record, by: Post, extra: int) -> None:
    if demanded := ExtraStep.objects.first():
        actions.waive_step(demanded, by=by, at=world.at)


def _onward(world: World, record: Record, by: Post, extra: int) -> None:
    """What is next on the lawful way, by somebody who may; else hardly anything becomes public."""
    stage = Stage(record.stage)
    if stage in (Stage.PUBLIC, Stage.WITHDRAWN):
        actions.correct(record.pk, by=by, at=world.at)
    elif stage in (Stage.DRAFT, Stage.RETURNED):
        words = {"body": f"<p>第{extra}稿</p>", "change_reason": "content", "change_note": "更新。"}
        draft = edit(record, by, world.at, **words)
        actions.submit(record.pk, edition=draft.edition, by=by, at=world.at)
    elif stage is Stage.REVIEW:
        version = _last(record)
        known = {*version.people, *(str(each.reviewer.user_id) for each in version.reviews.all())}
        roles = _role_due(record)
        for post in world.posts:
            fits = post.role in roles and post.organ_id == record.organ_id
            if fits and str(post.user_id) not in known:
                review(version, post, Conclusion.PASSED, world.at)
                return
    else:
        actions.publish(_last(record), by=by, at=world.at)


def _plain(act: Callable[..., Any]) -> Callable[..., None]:
    def run(world: World, record: Record, by: Post, extra: int) -> None:
        act(record.pk, by=by, at=world.at)

    return run


ACTS: list[Any] = [
    *[_onward] * 12,
    *(_save, _submit, _draft, _review, _review, _review, _review, _publish, _publish, _schedule),
    *(_due, _ask, _confirm, _ask_to_allow, _allow, _relate, _demand, _waive),
    *map(_plain, (actions.recall, actions.correct, actions.correct, actions.abandon)),
    *map(_plain, (actions.discard, actions.unschedule)),
]


def judge(world: World) -> None:
    """What holds after every act, read from the rows alone."""
    for publication in Publication.objects.select_related("version__author", "version__record"):
        reviewed_before(publication)
    for record in Record.objects.select_related("public_version"):
        first = world.dated.setdefault(record.pk, record.first_public_at) or record.first_public_at
        world.dated[record.pk] = first
        assert record.first_public_at == first
        index = world.numbered.setdefault(record.pk, record.index_no) or record.index_no
        world.numbered[record.pk] = index
        assert record.index_no == index
        stage_agrees(record)
    for relation in Relation.objects.filter(ended_at=None):
        assert relation in relation.source.relations_out.all()
        assert relation in relation.target.relations_in.all()


def reviewed_before(publication: Publication) -> None:
    """Every step of the kind passed on this very version, by different people who wrote nothing."""
    version = publication.version
    people = [*version.people]
    for step in kinds.kind(version.record.kind).steps:
        given_ = [r for r in version.reviews.order_by("pk") if r.step == step.id]
        before = [r for r in given_ if r.at <= publication.at]
        assert before
        assert before[-1].conclusion == Conclusion.PASSED
        people.append(str(before[-1].reviewer.user_id))
    assert len(people) == len(set(people))
    assert version.sha256 == version.computed_sha256()
    for each in version.record.withdrawals.exclude(version=version):
        if each.effective_at and each.effective_at < publication.at:
            assert version.made_at > each.effective_at


def stage_agrees(record: Record) -> None:
    """The stage says what the facts say."""
    last = record.versions.order_by("-number").first()
    if record.is_public:
        assert record.public_version is not None
        assert Publication.objects.filter(version=record.public_version).exists()
        assert record.stage not in (Stage.WITHDRAWN, Stage.DISCARDED)
    else:
        assert record.stage != Stage.PUBLIC
    assert (record.stage == Stage.SCHEDULED) == (record.publish_at is not None)
    if record.stage in (Stage.READY, Stage.SCHEDULED):
        assert last is not None
        assert last.reviews.filter(step="sign", conclusion=Conclusion.PASSED).exists()
    if record.stage in (Stage.DRAFT, Stage.RETURNED):
        assert record.stage != Stage.DRAFT or Draft.objects.filter(record=record).exists()
    if record.first_public_at is None:
        assert not Publication.objects.filter(version__record=record).exists()


def try_everything(examples: int, acts: int) -> int:
    """How many publications the examples came to."""
    published = 0

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(beginning=BEGINNINGS, calls=st.lists(CALLS, min_size=acts // 2, max_size=acts))
    def run(beginning: str, calls: list[tuple[int, int, int, int]]) -> None:
        nonlocal published
        try:
            with transaction.atomic():
                published += _run(beginning, calls)
                raise Undo
        except Undo:
            pass

    run()
    return published


def _run(beginning: str, calls: list[tuple[int, int, int, int]]) -> int:
    world = World(beginning)
    before = Publication.objects.count()
    for minutes, call in enumerate(calls, start=1):
        try:
            with transaction.atomic():
                world.step(call, minutes)
        except (Refusal, PermissionDenied):
            continue
        judge(world)
    assert list(verify.problems()) == []
    return Publication.objects.count() - before


@pytest.mark.django_db
def test_any_sequence() -> None:
    assert try_everything(12, 16) > 2  # 否则什么也没有证明


@pytest.mark.long
@pytest.mark.django_db
def test_any_long_sequence() -> None:
    assert try_everything(100, 60) > 99
