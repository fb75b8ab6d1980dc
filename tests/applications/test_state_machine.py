"""Random lawful and unlawful handling of many cases in two organs, over years: what must hold.

After every step: the day to reply is the oracle's, an act wrote one event and a refused one
nothing, an ended case stays ended unless it is archived or handled anew, 新收＋结转＝办理＋结转下年
in every column, and no number is missing or given twice.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.applications import actions, tally
from mingbai.applications.models import Application, Extension, Inquiry
from mingbai.applications.parties import Asking
from mingbai.applications.stages import Move
from mingbai.audit.actors import COMMAND, Acting
from mingbai.audit.models import Event
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.rules.receipt import Channel
from mingbai.rules.report.outcomes import ApplicantKind
from tests import factories
from tests.applications import who_may
from tests.applications.acts import Clerk
from tests.applications.books import (
    LEDGER,
    NUMBERS,
    RESULTS,
    ROLLUP,
    SERIES,
    balance,
    books,
    rows_of,
)
from tests.applications.oracle import Asked, Story

MOST_CASES = 7
LAST_DAY = date(2026, 11, 30)
CONFIRMED = {Channel.LETTER, Channel.FAX, Channel.WEB, Channel.EMAIL}
# 少走的岔路，免得多数案件一开始就结束
SELDOM = {"withdraw", "end", "return", "close_uncorrected", "assign", "link", "note_opinion"}
OFTEN = {"draft", "submit_draft", "pass_legal", "pass_secrecy", "sign", "serve", "accept"}


WAY = ("accept", "draft", "submit_draft", "pass_legal", "pass_secrecy", "sign")


@dataclass(frozen=True)
class World:
    """Two organs under one government, with everybody who could act in them."""

    root: Organ
    organs: tuple[Organ, ...]
    posts: dict[int, list[Post]]
    strangers: list[Post]


@dataclass
class Run:
    """What all examples share: the world, and how much of it was seen."""

    world: World | None = None
    steps: int = 0
    batch: int = 0


RUN = Run()
MADE: Counter[str] = Counter()


class Handling(RuleBasedStateMachine):
    """One example is one world's years, undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        assert RUN.world
        self.world = RUN.world
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.day, self.moment = LAST_DAY, 0
        self.stories: dict[UUID, Story] = {}
        self.letters: dict[UUID, Asked] = {}
        self.counted: tuple[Any, ...] = ()

    def teardown(self) -> None:
        for year in range(2019, self.day.year + 1):
            balance(self.world.root, self.world.organs, year)
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(start=st.dates(date(2019, 6, 3), date(2025, 12, 31)))
    def begin(self, start: date) -> None:
        self.day = start

    @rule(days=st.integers(1, 45))
    def time_passes(self, days: int) -> None:
        RUN.steps += 1
        self._later(days)

    @precondition(lambda self: len(self.stories) < MOST_CASES)
    @rule(seed=st.integers(0, 2**20))
    def somebody_files(self, seed: int) -> None:
        rng = self._random(seed)
        organ = rng.choice(self.world.organs)
        channel = rng.choice(list(Channel))
        confirmed, kind = rng.random() < 0.5, rng.choice(list(ApplicantKind))
        arrived = self.day - timedelta(days=rng.choice([0, 0, 0, 1, 3]))
        who = factories.person(kind=kind, identity=rng.choice(["370200199013320019", "X1"]))
        filed = actions.submit(
            organ=organ,
            person=who,
            request=factories.request(description=f"文件{seed}"),
            channel=channel,
            arrived_at=factories.noon(arrived),
            confirmed=confirmed,
            by=rng.choice([None, self._holder(organ, Role.OFFICER)]),
            at=self._now(),
        )
        received = self.day if channel in CONFIRMED else arrived
        waits = channel in CONFIRMED and not confirmed
        self.stories[filed.application.pk] = Story(start=None if waits else received)
        RUN.steps += 1

    @precondition(lambda self: len(self.stories) < MOST_CASES)
    @rule(seed=st.integers(0, 2**20))
    def a_row_is_entered_in_the_ledger(self, seed: int) -> None:
        rng = self._random(seed)
        received = self.day - timedelta(days=rng.randint(10, 700))
        case = actions.register(
            organ=rng.choice(self.world.organs),
            number=f"补-{seed}-{len(self.stories)}",
            subject="补录",
            applicant_kind=rng.choice(list(ApplicantKind)).value,
            received_on=received,
            outcome="provided",
            concluded_on=received + timedelta(days=10),
            by=COMMAND,
            at=self._now(),
        )
        self.stories[case.pk] = Story(start=received, over=True)
        RUN.steps += 1

    @precondition(lambda self: self.stories)
    @rule(seed=st.integers(0, 2**30))
    def who_may_makes_a_move_of_the_stage(self, seed: int) -> None:
        rng = self._random(seed)
        case = self._case(rng)
        rows = [(move, row) for (at, move), row in who_may.table().items() if at == case.stage]
        if rng.random() < 0.5:
            self._later(rng.choice([0, 1, 2, 8]))
        if rows:
            weights = [1 if m in SELDOM else 9 if m in OFTEN else 4 for m, _ in rows]
            move, row = rng.choices(rows, weights)[0]
            fitting: list[Acting] = [p for p in self._posts(case) if p.role in row.who]
            fitting += [Asking(case.pk)] * row.applicant
            self._try(case, Move(move), rng.choice(fitting), rng)
        RUN.steps += 1

    @precondition(lambda self: self.stories)
    @rule(seed=st.integers(0, 2**30))
    def a_reply_goes_its_whole_way(self, seed: int) -> None:
        """What few random walks do: as far as the reviews, the signature and the post let it."""
        rng = self._random(seed)
        ending = rng.choice(["serve", "serve", "serve", "recall", "withdraw"])
        key = self._case(rng).pk
        for name in [*WAY, ending, "record_delivery"]:
            case = Application.objects.select_related("organ").get(pk=key)
            row = who_may.table().get((case.stage, name))
            if row:
                holder = next(post for post in self._posts(case) if post.role in row.who)
                self._try(case, Move(name), holder, rng)
                self.every_day_to_reply_is_the_oracles()
                self.what_came_in_is_handled_or_carried_on()
                self.no_number_is_missing_or_given_twice()
                RUN.steps += 1

    @precondition(lambda self: self.stories)
    @rule(seed=st.integers(0, 2**30))
    def anybody_tries_anything(self, seed: int) -> None:
        rng = self._random(seed)
        case = self._case(rng)
        anybody: list[Acting] = [*self.world.strangers, *self._posts(case), COMMAND]
        anybody += [Asking(pk) for pk in self.stories]
        moves = [move for move in Move if move is not Move.SUBMIT]
        self._try(case, rng.choice(moves), rng.choice(anybody), rng)
        RUN.steps += 1

    @invariant()
    def every_day_to_reply_is_the_oracles(self) -> None:
        due = dict(Application.objects.order_by().values_list("pk", "due_on"))
        assert due == {pk: story.due() for pk, story in self.stories.items()}

    @invariant()
    def what_came_in_is_handled_or_carried_on(self) -> None:
        """Counted anew whenever a fact that is counted has changed."""
        counted = (self.day.year, rows_of(LEDGER), rows_of(ROLLUP))
        if counted == self.counted:
            return
        for year in (self.day.year - 1, self.day.year):
            balance(self.world.root, self.world.organs, year)
        assert tally.recount() == []
        self.counted = counted

    @invariant()
    def no_number_is_missing_or_given_twice(self) -> None:
        """The last number of a series is how many bear one; together with uniqueness: no gap."""
        numbers = rows_of(NUMBERS)
        assert len(set(numbers)) == len(numbers)
        given = {(name, organ): last for name, organ, last in rows_of(SERIES)}
        assert Counter((name, organ) for name, organ, _ in numbers) == given

    @invariant()
    def a_result_stands_exactly_where_a_case_was_concluded(self) -> None:
        for stage, outcome, on, year in rows_of(RESULTS):
            assert bool(outcome) is (on is not None)
            assert outcome or stage not in ("closed", "archived", "ledger")
            assert on is None or str(on).startswith(str(year))

    def _try(self, case: Application, move: Move, by: Acting, rng: Random) -> None:
        """Make the move if it can be made; either way the books must be right afterwards."""
        arguments = Clerk(case, rng, self.day, self._posts(case)).fill(move)
        before, was = books(), case.stage
        events = Event.objects.count()
        letters = set(Inquiry.objects.values_list("pk", flat=True))
        act = getattr(actions, {Move.RETURN: "return_"}.get(move, move.value))
        row = who_may.table().get((was, move.value))
        try:
            done = act(case.pk, **arguments, by=by, at=self._now())
        except PermissionDenied:
            assert not (row and self._may(by, case, row)), (move, by)
            assert books() == before
            return
        except Refusal as refused:
            assert books() == before, (move, refused)  # noqa: PT017
            assert refused.reason  # noqa: PT017
            return
        assert row
        assert self._may(by, case, row), (move, by)
        now = Application.objects.get(pk=case.pk)
        assert now.stage in row.to
        if was in ("closed", "archived", "lapsed", "ledger") and now.stage != was:
            assert move in (Move.ARCHIVE, Move.REOPEN)
        parts = done[1:] if move is Move.SPLIT else []
        self._one_event(case, move, events, len(parts))
        new = Inquiry.objects.exclude(pk__in=letters).first()
        self._tell(now, move, arguments, new)
        for part in parts:
            self.stories[part.pk] = Story(start=self.stories[case.pk].start)
        MADE[move.value] += 1

    def _one_event(self, case: Application, move: Move, before: int, parts: int) -> None:
        verbs = list(Event.objects.order_by("pk").values_list("verb", "object_id"))[before:]
        own = [verb for verb, subject in verbs if subject == str(case.pk)]
        assert own == [move.law.verb]
        assert len(verbs) == 1 + parts

    def _tell(
        self, case: Application, move: Move, given: dict[str, Any], new: Inquiry | None
    ) -> None:
        """Note down in the paper file what happened."""
        story = self.stories[case.pk]
        story.over |= case.stage in ("closed", "archived", "lapsed")
        match move:
            case Move.CONFIRM:
                story.start = self.day
            case Move.ASK_CORRECTION | Move.CHARGE:
                story.still = True
            case Move.RECEIVE_CORRECTION | Move.RECORD_PAYMENT:
                story.runs_anew(given["on"])
            case Move.GRANT_DELAY:
                story.delayed = given["until"]
            case Move.EXTEND:
                story.longer += given["workdays"]
            case Move.REOPEN:
                story.anew(given["ordered_on"], given["workdays"])
            case _:
                self._tell_letters(story, move, given, new)

    def _tell_letters(
        self, story: Story, move: Move, given: dict[str, Any], new: Inquiry | None
    ) -> None:
        match move:
            case Move.CONSULT_THIRD_PARTY | Move.CONSULT_AGENCY | Move.REFER:
                assert new
                self.letters[new.pk] = Asked(self.day)
                story.asked.append(self.letters[new.pk])
            case Move.RECORD_OPINION | Move.END_CONSULTATION:
                letter = self.letters[given["inquiry_id"]]
                letter.delivered, letter.back = given["delivered_on"], given.get("on")
            case Move.RECORD_DETERMINATION:
                story.asked[-1].back = given["on"]

    def _may(self, by: Acting, case: Application, row: who_may.Row) -> bool:
        if isinstance(by, Asking):
            return row.applicant and by.application_id == case.pk
        if isinstance(by, Post):
            return by.organ_id == case.organ_id and by.role in row.who
        return True

    def _case(self, rng: Random) -> Application:
        """Any case, the open ones more often."""
        open_ = [pk for pk, story in self.stories.items() if not story.over]
        pk = rng.choice(open_ if open_ and rng.random() < 0.8 else list(self.stories))
        return Application.objects.select_related("organ").get(pk=pk)

    def _posts(self, case: Application) -> list[Post]:
        return self.world.posts[case.organ_id]

    def _holder(self, organ: Organ, role: Role) -> Post:
        return next(post for post in self.world.posts[organ.pk] if post.role == role)

    def _random(self, seed: int) -> Random:
        """Hypothesis likes small and equal numbers; the moment makes each of them another one."""
        return Random(f"{RUN.batch} {seed} {self.moment}")  # noqa: S311

    def _later(self, days: int) -> None:
        self.day = min(self.day + timedelta(days=days), LAST_DAY)

    def _now(self) -> Any:
        self.moment += 1
        return factories.noon(self.day) + timedelta(milliseconds=self.moment)


@pytest.fixture
def world() -> Iterator[None]:
    root = factories.described(factories.organ(kind="government"))
    organs = tuple(factories.described(factories.organ(parent=root)) for _ in range(2))
    posts = {organ.pk: [factories.post(role, organ) for role in Role] for organ in organs}
    for organ in organs:  # one person who drafts, reviews and signs
        twin = factories.user()
        for role in (Role.OFFICER, Role.REVIEWER, Role.SECRECY, Role.SIGNER, Role.HEAD):
            posts[organ.pk].append(factories.post(role, organ, user=twin))
    strangers = [factories.post(role, root) for role in Role]
    RUN.world = World(root, organs, posts, strangers)
    RUN.steps = RUN.batch = 0
    MADE.clear()
    yield
    RUN.world = None


def handle(steps: int, *, derandomize: bool) -> None:
    """Examples in batches until so many steps were made."""
    while RUN.steps < steps:
        RUN.batch += 1
        run_state_machine_as_test(
            Handling,
            settings=settings(
                max_examples=20,
                stateful_step_count=50,
                deadline=None,
                database=None,
                derandomize=derandomize,
                phases=(Phase.generate, Phase.shrink),
                suppress_health_check=list(HealthCheck),
            ),
        )


@pytest.mark.django_db
def test_ten_thousand_steps(world: None) -> None:
    handle(10_000, derandomize=True)
    assert {"sign", "serve", "archive", "reopen", "extend", "receive_correction"} <= MADE.keys()
    assert len(MADE) > len(Move) / 2


@pytest.mark.long
@pytest.mark.django_db
def test_a_hundred_thousand_steps(world: None) -> None:
    handle(100_000, derandomize=False)
    assert {move.value for move in Move} - MADE.keys() == {"submit"}
    assert Extension.objects.count() == 0  # every example was undone
