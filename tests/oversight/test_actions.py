"""Taking in, versions, corrections, judgements and rounds: what holds after each move."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit.actors import TICK
from mingbai.audit.models import Event
from mingbai.files import store
from mingbai.organs.models import Organ
from mingbai.oversight import actions, checking, queries, tasks
from mingbai.oversight.actions import Arrival
from mingbai.oversight.models import Correction, Judgement, Paper, Verdict
from mingbai.refusal import Refusal
from tests import factories
from tests.oversight.papers import NOON, district, officer, taken, text

pytestmark = pytest.mark.django_db
WRONG = {"t3.1/natural": 6}  # parts and balance fail


@pytest.fixture
def organs(settings: Any, tmp_path: Path) -> dict[str, Organ]:
    settings.VAR = tmp_path
    return district()


@pytest.fixture
def office(organs: dict[str, Organ]) -> Post:
    return officer(organs["root"])


def rules(paper: Paper) -> set[str]:
    return set(paper.issues.values_list("rule", flat=True))


def errors(paper: Paper) -> list[str]:
    """Fingerprints of the errors."""
    return list(paper.issues.filter(severity="error").values_list("fingerprint", flat=True))


def test_organ_and_year_are_found_by_themselves(office: Post, organs: dict[str, Organ]) -> None:
    (paper,) = taken(office, text("示范市明阳区民政局", 2023))
    assert (paper.organ, paper.year, paper.version, paper.current) == (
        organs["civil"],
        2023,
        1,
        True,
    )
    assert not paper.waiting
    assert paper.reading["complete"]
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"intake.taken", "paper.read", "paper.assigned"} <= verbs


def test_the_same_bytes_twice_change_nothing(office: Post) -> None:
    (paper,) = taken(office, text())
    again = actions.take_in(
        office=office.organ, files=[Arrival("再来.txt", text().encode())], by=office, at=NOON
    )
    assert again.identical == [["再来.txt", str(paper.pk)]]
    assert Paper.objects.count() == 1


def test_the_same_bytes_in_one_upload_are_one_paper(office: Post) -> None:
    files = [Arrival("a.txt", b"x" * 50), Arrival("b.txt", b"x" * 50)]
    intake = actions.take_in(office=office.organ, files=files, by=office, at=NOON)
    assert [name for name, _ in intake.identical] == ["b.txt"]
    assert intake.papers.count() == 1


def test_other_bytes_are_a_new_version_and_the_old_one_stays(office: Post) -> None:
    (first,) = taken(office, text(changes=WRONG))
    (second,) = taken(office, text())
    first.refresh_from_db()
    assert (first.version, first.current) == (1, False)
    assert (second.version, second.current) == (2, True)
    assert store.get(first.sha256).decode() == text(changes=WRONG)


def test_a_name_of_no_organ_here_waits_for_a_person(office: Post, organs: dict[str, Organ]) -> None:
    (paper,) = taken(office, text("示范市临河区民政局"))
    assert paper.organ is None
    assert list(queries.unassigned(Paper.objects.all())) == [paper]
    actions.assign(paper.pk, organ=organs["tax"], year=2022, by=office, at=NOON)
    paper.refresh_from_db()
    assert (paper.organ, paper.year, paper.version) == (organs["tax"], 2022, 1)


def test_a_paper_that_leaves_gives_its_place_back(office: Post, organs: dict[str, Organ]) -> None:
    (first,) = taken(office, text())
    (second,) = taken(office, text(prose="2023年，本机关另有一稿。"))
    actions.assign(second.pk, organ=organs["tax"], year=2023, by=office, at=NOON)
    first.refresh_from_db()
    assert first.current
    assert queries.current(organs["civil"], 2023) == first


@pytest.mark.parametrize("year", [2018, 2025])
def test_a_year_without_a_report_is_refused(
    year: int, office: Post, organs: dict[str, Organ]
) -> None:
    (paper,) = taken(office, text("某某学会"))
    with pytest.raises(Refusal, match="可以核对"):
        actions.assign(paper.pk, organ=organs["tax"], year=year, by=office, at=NOON)


def test_a_correction_checks_again_and_keeps_what_was_read(office: Post) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    assert "T3-R3" in rules(paper)
    actions.correct(
        paper.pk, cell="t3.1/natural", value=Decimal(5), reason="原件第2页", by=office, at=NOON
    )
    assert "T3-R3" not in rules(paper)
    paper.refresh_from_db()
    assert paper.reading["cells"]["t3.1/natural"]["value"] == 6
    actions.correct(paper.pk, cell="t3.1/natural", value=None, reason="看错了", by=office, at=NOON)
    assert "T3-R3" in rules(paper)
    assert Correction.objects.count() == 2


@pytest.mark.parametrize(
    ("cell", "value", "reason", "words"),
    [
        ("t3.1/natural", Decimal(5), " ", "没有写明更正原因"),
        ("t3.1/natural", Decimal("1.5"), "原件", "应是整数"),
        ("t3.1/natural", Decimal(-1), "原件", "不能小于0"),
        ("t3.9/natural", Decimal(1), "原件", "没有“t3.9/natural”这一格"),
        ("t3.1/natural", None, "原件", "没有更正过"),
    ],
)
def test_a_correction_that_cannot_be(
    cell: str, value: Decimal | None, reason: str, words: str, office: Post
) -> None:
    (paper,) = taken(office, text())
    with pytest.raises(Refusal, match=words):
        actions.correct(paper.pk, cell=cell, value=value, reason=reason, by=office, at=NOON)


def test_a_judgement_survives_a_recheck(office: Post, organs: dict[str, Organ]) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    chosen = errors(paper)
    actions.judge(paper.pk, chosen=chosen, verdict=Verdict.CONFIRMED, reason="", by=office, at=NOON)
    actions.reread([paper.pk], by=office, at=NOON)
    paper.refresh_from_db()
    assert paper.waiting
    assert tasks.read_waiting(at=NOON, by=TICK) == 1
    assert errors(paper) == chosen
    reach = Organ.objects.all()
    confirmed = queries.narrowed(queries.issues(reach), queries.Filters(state="confirmed"), None)
    assert confirmed.count() == len(chosen)


def test_the_last_judgement_counts_and_can_be_taken_back(office: Post) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    chosen, facts = errors(paper)[:1], {"by": office, "at": NOON}
    for verdict, reason in (("confirmed", ""), ("dismissed", "口径不同"), ("withdrawn", "再看")):
        actions.judge(paper.pk, chosen=chosen, verdict=verdict, reason=reason, **facts)
        judged = queries.last_judgements(paper.organ_id, paper.year)
        assert [row.verdict for row in judged.values()] == [verdict][: verdict != "withdrawn"]
    assert Judgement.objects.count() == 3


@pytest.mark.parametrize(
    ("verdict", "reason", "which", "words"),
    [
        ("dismissed", "", "known", "没有写明理由"),
        ("confirmed", "", "none", "没有勾选"),
        ("confirmed", "", "strange", "刚重新核对过"),
        ("withdrawn", "再看", "known", "还没有判断过"),
    ],
)
def test_a_judgement_that_cannot_be(
    verdict: str, reason: str, which: str, words: str, office: Post
) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    chosen = {"known": errors(paper)[:1], "none": [], "strange": ["0" * 64]}[which]
    with pytest.raises(Refusal, match=words):
        actions.judge(paper.pk, chosen=chosen, verdict=verdict, reason=reason, by=office, at=NOON)


def test_what_is_decided_cannot_be_rewritten(office: Post) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    actions.judge(
        paper.pk, chosen=errors(paper), verdict="confirmed", reason="", by=office, at=NOON
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Judgement.objects.update(verdict="dismissed")


def test_last_years_carry_over_is_held_against_this_year(office: Post) -> None:
    (this,) = taken(office, text(year=2023))
    assert "T3-R5" not in rules(this)
    taken(office, text(year=2022))
    assert "T3-R5" in rules(this), "2022年结转1件，2023年上年结转0件"
    taken(office, text(year=2022, changes={"t3.4/natural": 0, "t3.4/total": 0}))
    assert "T3-R5" not in rules(this), "新版本来了，重新核对"


def test_a_government_is_held_against_all_below_it(office: Post, organs: dict[str, Organ]) -> None:
    (whole,) = taken(office, text("示范市明阳区人民政府"))
    taken(office, text("示范市明阳区民政局"))
    assert checking.lacking(organs["root"], 2023) == [organs["tax"]]
    assert "AGG-R1" not in rules(whole), "财政局的还没有，不比"
    taken(office, text("示范市明阳区财政局"))
    assert checking.lacking(organs["root"], 2023) == []
    assert "AGG-R1" in rules(whole), "两个局共10件，全区报5件"


def test_a_round_from_opening_to_close(office: Post) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    due = NOON.date() + timedelta(days=14)
    with pytest.raises(Refusal, match="没有已确认的问题"):
        actions.open_round(paper.pk, due_on=due, by=office, at=NOON)
    actions.judge(
        paper.pk, chosen=errors(paper), verdict="confirmed", reason="", by=office, at=NOON
    )
    made = actions.open_round(paper.pk, due_on=due, by=office, at=NOON)
    assert len(made.asked) == len(errors(paper))
    with pytest.raises(Refusal, match="没有办结"):
        actions.open_round(paper.pk, due_on=due, by=office, at=NOON)
    with pytest.raises(Refusal, match="没有写明办结情况"):
        actions.close_round(made.pk, note=" ", by=office, at=NOON)
    actions.close_round(made.pk, note="已改正并重新公布", by=office, at=NOON)
    with pytest.raises(Refusal, match="已经办结"):
        actions.close_round(made.pk, note="再来", by=office, at=NOON)


def test_a_round_cannot_be_due_today(office: Post) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    actions.judge(
        paper.pk, chosen=errors(paper), verdict="confirmed", reason="", by=office, at=NOON
    )
    with pytest.raises(Refusal, match="应在今天之后"):
        actions.open_round(paper.pk, due_on=date(2025, 3, 3), by=office, at=NOON)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_other_roles_write_nothing(role: Role, office: Post, organs: dict[str, Organ]) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    by = factories.post(role, organs["root"])
    facts: dict[str, Any] = {"by": by, "at": NOON}
    moves = [
        lambda: actions.take_in(office=by.organ, files=[Arrival("a.txt", b"a")], **facts),
        lambda: actions.assign(paper.pk, organ=organs["tax"], year=2023, **facts),
        lambda: actions.correct(
            paper.pk, cell="t3.1/natural", value=Decimal(5), reason="原件", **facts
        ),
        lambda: actions.judge(
            paper.pk, chosen=errors(paper), verdict="confirmed", reason="", **facts
        ),
        lambda: actions.reread([paper.pk], **facts),
        lambda: actions.open_round(paper.pk, due_on=date(2025, 4, 1), **facts),
    ]
    for move in moves:
        with pytest.raises(PermissionDenied):
            move()


def test_a_foreign_office_writes_nothing(office: Post, organs: dict[str, Organ]) -> None:
    (paper,) = taken(office, text())
    stranger = officer(organs["foreign"])
    with pytest.raises(PermissionDenied):
        actions.reread([paper.pk], by=stranger, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.assign(paper.pk, organ=organs["foreign"], year=2022, by=office, at=NOON)


def test_bytes_that_are_gone_are_said(office: Post, settings: Any) -> None:
    intake = actions.take_in(
        office=office.organ, files=[Arrival("a.txt", text().encode())], by=office, at=NOON
    )
    paper = intake.papers.get()
    (Path(settings.VAR) / "files" / paper.sha256[:2] / paper.sha256).unlink()
    tasks.read([paper], by=office, at=NOON)
    assert "不见了" in paper.issues.get().message
