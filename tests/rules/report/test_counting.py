"""From cases to cells: table 3 and table 4 are counted, their identities are never plugged."""

import random

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.report import formats
from mingbai.rules.report.counting import (
    CaseGroup,
    RemedyGroup,
    add_up,
    count_applications,
    count_remedies,
    remedy_selection,
    selection,
)
from mingbai.rules.report.outcomes import ApplicantKind, Outcome, RemedyKind, RemedyResult
from mingbai.rules.report.switches import Switches

OLD, NEW = formats.load("2019"), formats.load("2021")
NATURAL = ApplicantKind.NATURAL
ALL_SWITCHES = [
    Switches(),
    Switches(
        remedy_year="by_acceptance_year",
        dismissal_counts_as="other",
        not_accepted_counted="yes",
        joint_respondent="counted",
        archives_law_row="query_regime",
    ),
]


def some_cases(seed: int, size: int = 3000) -> list[CaseGroup]:
    """Cases as a ledger may hold them, late, early, unknown and contradictory ones included."""
    chance = random.Random(seed)  # noqa: S311
    years = [2019, 2020, 2021, 2022, 2023]
    return [
        CaseGroup(
            received=chance.choice(years),
            concluded=chance.choice([None, *years]),
            kind=chance.choice([None, *ApplicantKind]),
            outcome=chance.choice([None, *Outcome]),
            count=chance.randint(1, 3),
        )
        for _ in range(size)
    ]


def some_remedies(seed: int, size: int = 3000) -> list[RemedyGroup]:
    """Reconsiderations and suits of all results, joint respondents included."""
    chance = random.Random(seed)  # noqa: S311
    years = [2020, 2021, 2022]
    groups = []
    for _ in range(size):
        result = chance.choice([None, *RemedyResult])
        groups.append(
            RemedyGroup(
                kind=result.kind if result else chance.choice([*RemedyKind]),
                after_review=chance.random() < 0.5,
                accepted=chance.choice(years),
                concluded=chance.choice([None, *years]),
                result=result,
                count=chance.randint(1, 3),
                joint_respondent=chance.random() < 0.2,
            )
        )
    return groups


@pytest.mark.parametrize("switches", ALL_SWITCHES)
@pytest.mark.parametrize("form", [OLD, NEW])
def test_every_cell_of_table_three_equals_the_cases_behind_it(
    form: formats.Format, switches: Switches
) -> None:
    cases = some_cases(7)
    cells = count_applications(cases, year=2021, fmt=form, switches=switches)
    assert tuple(cells) == form.cell_ids("t3")
    for cell, number in cells.items():
        chosen = selection(cell, year=2021, fmt=form, switches=switches)
        assert number == sum(case.count for case in cases if chosen.holds(case)), cell
    assert min(cells[f"{row.id}/total"] for row in form.numeric_rows) > 0


@pytest.mark.parametrize("switches", ALL_SWITCHES)
def test_every_cell_of_table_four_equals_the_cases_behind_it(switches: Switches) -> None:
    cases = some_remedies(11)
    cells = count_remedies(cases, year=2021, fmt=NEW, switches=switches)
    assert tuple(cells) == NEW.cell_ids("t4")
    for cell, number in cells.items():
        chosen = remedy_selection(cell, year=2021, fmt=NEW, switches=switches)
        assert number == sum(case.count for case in cases if chosen.holds(case)), cell
        assert number > 0, cell


CASES = [
    # 情形, 收到年, 办结年, 结果, 应计入 2021 年度的行
    ("当年收到当年答复", 2021, 2021, Outcome.PROVIDED, {"t3.1", "t3.3.1", "t3.3.7"}),
    ("上年收到当年答复", 2020, 2021, Outcome.PARTIAL, {"t3.2", "t3.3.2", "t3.3.7"}),
    ("当年收到次年答复", 2021, 2022, Outcome.PROVIDED, {"t3.1", "t3.4"}),
    ("当年收到至今未结", 2021, None, None, {"t3.1", "t3.4"}),
    ("上年收到跨过当年", 2020, 2022, Outcome.PROVIDED, {"t3.2", "t3.4"}),
    ("上年已办结", 2020, 2020, Outcome.PROVIDED, set()),
    ("次年收到", 2022, 2022, Outcome.PROVIDED, set()),
    ("逾期不补正", 2021, 2021, Outcome.ABANDONED_NO_CORRECTION, {"t3.1", "t3.3.6.1", "t3.3.7"}),
    ("逾期不缴费", 2021, 2021, Outcome.ABANDONED_NO_FEE, {"t3.1", "t3.3.6.2", "t3.3.7"}),
    ("申请人撤回", 2021, 2021, Outcome.WITHDRAWN, {"t3.1", "t3.3.6.3", "t3.3.7"}),
]


@pytest.mark.parametrize(("name", "received", "concluded", "outcome", "rows"), CASES)
def test_rows_in_which_an_application_counts(
    name: str, received: int, concluded: int | None, outcome: Outcome | None, rows: set[str]
) -> None:
    group = CaseGroup(received, concluded, NATURAL, outcome)
    cells = count_applications([group], year=2021, fmt=NEW)
    assert {cell.split("/")[0] for cell, number in cells.items() if number} == rows, name
    assert {cell.split("/")[1] for cell, number in cells.items() if number} <= {"natural", "total"}


def test_unknown_kind_counts_in_the_total_only() -> None:
    cells = count_applications([CaseGroup(2021, 2021, None, Outcome.PROVIDED)], year=2021, fmt=NEW)
    assert cells["t3.1/total"] == 1
    assert sum(cells[f"t3.1/{kind.value}"] for kind in ApplicantKind) == 0


def test_unknown_outcome_counts_in_handled_total_only() -> None:
    cells = count_applications([CaseGroup(2021, 2021, NATURAL, None)], year=2021, fmt=NEW)
    assert cells["t3.3.7/natural"] == 1
    assert sum(cells[f"{row.id}/natural"] for row in NEW.leaves) == 0


REMEDIES = [
    # 情形, 类型, 复议后, 受理年, 审结年, 结果, 口径, 2021 年度计入
    ("复议维持", "review", False, 2021, 2021, "review_upheld", {}, "review/upheld"),
    ("上年受理当年维持", "review", False, 2020, 2021, "review_upheld", {}, "review/upheld"),
    ("当年受理次年才判", "suit", False, 2021, 2022, "suit_annulled", {}, "suit_direct/pending"),
    ("中止的仍是未结", "review", False, 2021, 2021, "review_suspended", {}, "review/pending"),
    ("复议后起诉", "suit", True, 2021, 2021, "suit_illegal", {}, "suit_after_review/corrected"),
    ("不予立案不计", "suit", False, 2021, 2021, "suit_not_filed", {}, None),
    (
        "驳回复议请求可计其他",
        "review",
        False,
        2021,
        2021,
        "review_request_rejected",
        {"dismissal_counts_as": "other"},
        "review/other",
    ),
    (
        "按受理年度只计当年受理",
        "review",
        False,
        2020,
        2021,
        "review_upheld",
        {"remedy_year": "by_acceptance_year"},
        None,
    ),
    (
        "不予受理可计其他",
        "review",
        False,
        2021,
        2021,
        "review_not_accepted",
        {"not_accepted_counted": "yes"},
        "review/other",
    ),
]


@pytest.mark.parametrize(
    ("name", "kind", "after", "accepted", "ended", "result", "sw", "cell"), REMEDIES
)
def test_cell_in_which_a_remedy_counts(
    name: str,
    kind: str,
    after: bool,
    accepted: int,
    ended: int,
    result: str,
    sw: dict[str, str],
    cell: str | None,
) -> None:
    group = RemedyGroup(RemedyKind(kind), after, accepted, ended, RemedyResult(result))
    cells = count_remedies([group], year=2021, fmt=NEW, switches=Switches(**sw))
    expected = {cell, cell.split("/")[0] + "/total"} if cell else set()
    assert {key for key, number in cells.items() if number} == expected, name


def test_joint_respondent_counts_only_by_switch() -> None:
    group = RemedyGroup(
        RemedyKind.SUIT, True, 2021, 2021, RemedyResult.SUIT_ANNULLED, joint_respondent=True
    )
    assert not any(count_remedies([group], year=2021, fmt=NEW).values())
    counted = Switches(joint_respondent="counted")
    cells = count_remedies([group], year=2021, fmt=NEW, switches=counted)
    assert cells["suit_after_review/corrected"] == 1


@pytest.mark.parametrize("cell", ["t3.3/total", "t3.3.6/total", "review/upheld", "没有"])
def test_unknown_cell_of_table_three_is_refused(cell: str) -> None:
    with pytest.raises(Refusal):
        selection(cell, year=2021, fmt=NEW)


def test_unknown_cell_of_table_four_is_refused() -> None:
    with pytest.raises(Refusal):
        remedy_selection("t3.1/total", year=2021, fmt=NEW)


def test_add_up_has_no_sum_where_one_organ_has_no_number() -> None:
    sums = add_up([{"t3.1/total": 3, "t2.permit/decisions": 5}, {"t3.1/total": 4}])
    assert sums == {"t3.1/total": 7, "t2.permit/decisions": None}
    assert add_up([]) == {}
