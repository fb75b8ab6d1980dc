"""What a page shows of another, that other shows of it: for the public and at the desk (SIT-08).

Read from what the pages are made of; the oracle knows the rows and nothing of the pages.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.organs.models import Organ
from mingbai.portal.info import reading
from mingbai.records import actions, kinds
from mingbai.records.models import Draft, Record, Relation
from mingbai.records.queries import public, working
from mingbai.records.queries.public import Link
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, edit, hand_in, later

pytestmark = pytest.mark.django_db
TODAY = date(2021, 3, 1)
KINDS = sorted(kinds.data("relations"))
CHANGES = ("amended", "repealed", "expired", "restored")
one = st.integers(0, 4)
CALLS = st.one_of(
    st.tuples(st.just("relate"), one, one, st.sampled_from(KINDS)),
    st.tuples(st.just("relate"), one, one, st.sampled_from(["interprets", "answers", "consults"])),
    st.tuples(st.just("unrelate"), st.integers(0, 9)),
    st.tuples(st.just("validity"), one, one, st.sampled_from(CHANGES)),
    st.tuples(st.just("withdraw"), one),
    st.tuples(st.just("publish"), one),
    st.tuples(st.just("correct"), one),
)


class Tie(NamedTuple):
    """A relation as a row says it."""

    kind: str
    source: Any
    target: Any


class World:
    """Two policies and an information of one organ, an information of another, and a draft."""

    def __init__(self) -> None:
        self.root = factories.organ("county")
        self.house = House(factories.organ(parent=self.root))
        self.other = House(factories.organ(parent=self.root))
        policies = [self.house.public(kind=kind) for kind in ("normative", "document")]
        rest = [self.house.public(), self.other.public(), self.house.reviewed().record]
        self.keys = [each.pk for each in (*policies, *rest)]
        self.minutes = 0

    def record(self, which: int) -> Record:
        return Record.objects.get(pk=self.keys[which])

    def do(self, act: str, *given_: Any) -> None:
        self.minutes += 1
        getattr(self, act)(*given_, at=later(self.minutes))

    def by(self, record: Record) -> Any:
        return (self.other if record.organ_id == self.other.organ.pk else self.house).officer

    def relate(self, source: int, target: int, kind: str, *, at: Any) -> None:
        by = self.by(self.record(source))
        actions.relate(self.keys[source], self.keys[target], kind=kind, by=by, at=at)

    def unrelate(self, which: int, *, at: Any) -> None:
        rows = list(Relation.objects.filter(ended_at=None))
        if rows:
            row = rows[which % len(rows)]
            actions.unrelate(row.pk, by=self.by(row.source), at=at)

    def validity(self, which: int, basis: int, change: str, *, at: Any) -> None:
        facts = {"change": change, "on": date(2021, 1, 1)}
        found = self.record(which)
        basis_ = self.keys[basis]
        actions.change_validity(found.pk, **facts, basis_record=basis_, by=self.by(found), at=at)

    def withdraw(self, which: int, *, at: Any) -> None:
        found, facts = self.record(which), {"reason": "personal", "note": "已撤。"}
        actions.ask_withdrawal(found.pk, **facts, by=self.by(found), at=at)

    def correct(self, which: int, *, at: Any) -> None:
        found = self.record(which)
        by = self.by(found)
        actions.correct(found.pk, by=by, at=at)
        changed = {"change_reason": "erratum", "change_note": "更正。"}
        edit(found, by, at, title=f"第{self.minutes}次更正", **changed)
        hand_in(found, by, at)

    def publish(self, which: int, *, at: Any) -> None:
        found = self.record(which)
        if found.stage in ("withdrawn", "public") and not Draft.objects.filter(record=found):
            self.correct(which, at=at)
        version = found.versions.latest("number")
        factories.reviewed(version, at=at)
        actions.publish(version, by=self.by(found), at=at + timedelta(seconds=1))


def on_the_page(record: Record, root: Organ) -> Iterator[Tie]:
    """Every relation that the public page tells, turned into what the row says."""
    shown = reading.shown(record, root, today=TODAY)
    names = {row[end]: (kind, end) for kind, row in kinds.data("relations").items() for end in row}
    for label, records in shown.links:
        kind, end = names[label]
        for other in records:
            yield _tie(kind, record, other, outward=end == "out")
    step_kinds = dict(reading.STEPS)
    paper = [each for step in shown.steps for each in step.records if not step_kinds[step.name]]
    for step in shown.steps:
        for each in step.records:
            if step_kinds[step.name]:
                yield Tie(step_kinds[step.name], each.pk, paper[0].pk)
    kind_of = {"修改": "amends", "废止": "repeals", "宣布失效": "expires", "恢复效力": "restores"}
    for note in shown.changes:
        if note.by:
            kind = next(k for word, k in kind_of.items() if note.label.endswith(word))
            yield Tie(kind, note.by.pk, record.pk)


def _tie(kind: str, here: Record, there: Record, *, outward: bool) -> Tie:
    if kind == "related":  # 两端说的是同一句话
        return Tie(kind, *sorted((here.pk, there.pk)))
    return Tie(kind, *((here.pk, there.pk) if outward else (there.pk, here.pk)))


def judge(world: World) -> int:
    """Both ends of every relation say it, or neither; how many were looked at."""
    rows = Relation.objects.filter(ended_at=None).select_related("source", "target")
    public_ones = list(Record.objects.filter(public_version__isnull=False))
    told = {each.pk: set(on_the_page(each, world.root)) for each in public_ones}
    for relation in rows:
        tie = _tie(relation.kind, relation.source, relation.target, outward=True)
        ends = [relation.source_id, relation.target_id]
        shown = [tie in told[end] for end in ends if end in told]
        assert shown == ([True, True] if len(shown) == 2 else [False] * len(shown))
    for key, ties in told.items():
        for tie in ties:
            assert {tie.source, tie.target} <= told.keys()  # 不指向没有公开的
            if key in (tie.source, tie.target):
                assert tie in told[tie.target if key == tie.source else tie.source]
    for each in public_ones:
        for link in public.links(each, world.root):
            assert Link(link.kind, not link.outward, each) in public.links(link.record, world.root)
    _judge_the_desk(Record.objects.all())
    return len(rows)


def _judge_the_desk(everything: QuerySet[Record]) -> None:
    for each in everything:
        for linked in working.relations_of(each, everything):
            back = working.relations_of(linked.other, everything)
            assert [b.other for b in back if b.id == linked.id] == [each]


class Undo(Exception):
    """Ends one example's savepoint."""


def test_after_any_sequence() -> None:
    world = World()
    looked_at = 0

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(calls=st.lists(CALLS, min_size=10, max_size=16))
    def run(calls: list[tuple[Any, ...]]) -> None:
        nonlocal looked_at
        try:
            with transaction.atomic():
                for call in calls:
                    try:
                        with transaction.atomic():
                            world.do(*call)
                    except (Refusal, PermissionDenied):
                        continue
                looked_at += judge(world)
                raise Undo
        except Undo:
            pass

    run()
    assert looked_at > 20  # 否则什么也没有证明


def test_two_papers_that_interpret_each_other_say_so_on_both_pages() -> None:
    world = World()
    for source, target in ((0, 1), (1, 0), (2, 1), (2, 0)):
        world.do("relate", source, target, "interprets")
    assert judge(world) == 4


@pytest.mark.parametrize("change", CHANGES)
def test_the_paper_a_change_rests_on_tells_it_too(change: str) -> None:
    world = World()
    world.do("validity", 0, 3, change)
    assert judge(world) == 1
    with pytest.raises(Refusal, match="不能单独解除"):
        actions.unrelate(Relation.objects.get().pk, by=world.other.officer, at=NOON)
    assert reading.shown(world.record(0), world.root, today=TODAY).changes[0].by


def test_a_label_says_one_thing_only() -> None:
    words = [word for key, row in kinds.data("relations").items() for word in {*row.values()}]
    assert len(words) == len(set(words))


def test_what_another_organ_only_drafts_is_not_told_at_the_desk() -> None:
    """A draft may point to another organ's public record; that organ does not read of it."""
    house, foreign = House(), House()
    mine, draft = house.public(), foreign.submitted(title="还没有公开的标题").record
    actions.relate(draft.pk, mine.pk, kind="interprets", by=foreign.officer, at=NOON)
    own = Record.objects.filter(organ=house.organ)
    assert working.relations_of(mine, own) == []
    public_one = foreign.public(title="后来撤下的标题")
    actions.relate(mine.pk, public_one.pk, kind="related", by=house.officer, at=NOON)
    facts = {"reason": "personal", "note": "已撤。"}
    actions.ask_withdrawal(public_one.pk, **facts, by=foreign.officer, at=NOON)
    assert [each.title for each in working.relations_of(mine, own)] == ["（现在没有公开的信息）"]
