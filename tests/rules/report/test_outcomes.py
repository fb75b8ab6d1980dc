"""Outcomes and results with their row, column and article (LIT-3, LIT-4)."""

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.report import data, formats
from mingbai.rules.report.outcomes import (
    ApplicantKind,
    Outcome,
    RemedyKind,
    RemedyResult,
    block_of,
    individual_business_kind,
    of_mixed,
    outcomes_in,
    remedy_column,
    row_of,
)
from mingbai.rules.report.switches import NAMES, Switches, catalogue

OLD, NEW = formats.load("2019"), formats.load("2021")

ROWS = [
    ("第三十六条第（一）项：已主动公开", Outcome.ALREADY_PUBLIC, "t3.3.1", "t3.3.1"),
    ("第三十六条第（二）项：可以公开", Outcome.PROVIDED, "t3.3.1", "t3.3.1"),
    ("第三十七条：区分处理", Outcome.PARTIAL, "t3.3.2", "t3.3.2"),
    ("第十四条：国家秘密", Outcome.REFUSE_STATE_SECRET, "t3.3.3.1", "t3.3.3.1"),
    ("第十四条：法律、行政法规禁止", Outcome.REFUSE_LAW_FORBIDS, "t3.3.3.2", "t3.3.3.2"),
    ("第十四条：三安全一稳定", Outcome.REFUSE_THREE_SAFETY, "t3.3.3.3", "t3.3.3.3"),
    ("第十五条：第三方合法权益", Outcome.REFUSE_THIRD_PARTY, "t3.3.3.4", "t3.3.3.4"),
    ("第十六条第一款：内部事务", Outcome.REFUSE_INTERNAL_AFFAIRS, "t3.3.3.5", "t3.3.3.5"),
    ("第十六条第二款：过程性信息", Outcome.REFUSE_PROCESS_INFO, "t3.3.3.6", "t3.3.3.6"),
    ("第十六条第二款：执法案卷", Outcome.REFUSE_ENFORCEMENT_FILE, "t3.3.3.7", "t3.3.3.7"),
    ("第三十六条第（七）项：另有查询规定", Outcome.SPECIAL_QUERY_REGIME, "t3.3.3.8", "t3.3.3.8"),
    ("第三十六条第（四）项：不存在", Outcome.NOT_EXIST, "t3.3.4.1", "t3.3.4.1"),
    ("第三十六条第（五）项：不属于本机关", Outcome.NOT_RESPONSIBLE, "t3.3.4.1", "t3.3.4.1"),
    ("第三十八条：需要另行制作", Outcome.NEEDS_CREATION, "t3.3.4.2", "t3.3.4.2"),
    ("第三十条：补正后仍不明确", Outcome.STILL_UNCLEAR, "t3.3.4.3", "t3.3.4.3"),
    ("第三十九条第一款：信访举报投诉", Outcome.PETITION_COMPLAINT, "t3.3.5.1", "t3.3.5.1"),
    ("第三十六条第（六）项：重复申请", Outcome.REPEAT, "t3.3.5.2", "t3.3.5.2"),
    ("第三十九条第二款：公开出版物", Outcome.PUBLICATION, "t3.3.5.3", "t3.3.5.3"),
    ("第三十五条：大量反复申请", Outcome.EXCESSIVE_UNJUSTIFIED, "t3.3.5.4", "t3.3.5.4"),
    ("确认或者重新出具", Outcome.CONFIRM_OR_REISSUE, "t3.3.5.5", "t3.3.5.5"),
    ("第三十条：逾期不补正", Outcome.ABANDONED_NO_CORRECTION, "t3.3.6", "t3.3.6.1"),
    ("收费办法：逾期不缴费", Outcome.ABANDONED_NO_FEE, "t3.3.6", "t3.3.6.2"),
    ("撤回申请", Outcome.WITHDRAWN, "t3.3.6", "t3.3.6.3"),
    ("第二条：不属于政府信息", Outcome.NOT_GOV_INFO, "t3.3.6", "t3.3.6.3"),
    ("申请人死亡或者终止", Outcome.APPLICANT_ENDED, "t3.3.6", "t3.3.6.3"),
    ("并案", Outcome.MERGED, "t3.3.6", "t3.3.6.3"),
    ("已移交档案馆", Outcome.ARCHIVES_LAW, "t3.3.6", "t3.3.6.3"),
]


@pytest.mark.parametrize(
    ("outcome", "old", "new"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
)
def test_row_of_an_outcome(outcome: Outcome, old: str, new: str) -> None:
    assert (row_of(outcome, OLD), row_of(outcome, NEW)) == (old, new)
    assert outcome.label


def test_every_outcome_has_a_row_and_every_row_an_outcome() -> None:
    assert {row[1] for row in ROWS} == set(Outcome)
    assert {item.value for item in Outcome} == set(data.table("outcomes")["outcome"])
    for form in (OLD, NEW):
        rows = [outcomes_in(row.id, form) for row in form.leaves]
        assert all(rows)
        assert sum(len(row) for row in rows) == len(Outcome)


def test_archives_row_is_a_switch() -> None:
    switches = Switches(archives_law_row="query_regime")
    assert row_of(Outcome.ARCHIVES_LAW, NEW, switches) == "t3.3.3.8"
    assert Outcome.ARCHIVES_LAW in outcomes_in("t3.3.3.8", NEW, switches)


MIXED = [
    ("提供与不予公开：只计部分公开", ["provided", "refuse_process_info"], {}, "partial"),
    ("已公开与提供：予以公开", ["already_public", "provided"], {}, "provided"),
    ("提供与不存在：默认部分公开", ["provided", "not_exist"], {}, "partial"),
    (
        "提供与不存在：可计予以公开",
        ["provided", "not_exist"],
        {"mixed_reply": "provided_first"},
        "provided",
    ),
    ("只有一种答复", ["repeat", "repeat"], {}, "repeat"),
]


@pytest.mark.parametrize(
    ("parts", "switches", "one"), [row[1:] for row in MIXED], ids=[row[0] for row in MIXED]
)
def test_mixed_reply_is_one_outcome(parts: list[str], switches: dict[str, str], one: str) -> None:
    assert of_mixed([Outcome(part) for part in parts], switches=Switches(**switches)) == one


def test_several_negative_kinds_need_the_main_item() -> None:
    parts = [Outcome.NOT_EXIST, Outcome.REPEAT]
    with pytest.raises(Refusal, match="主要事项"):
        of_mixed(parts)
    assert of_mixed(parts, primary=Outcome.REPEAT) is Outcome.REPEAT


COLUMNS = [
    ("复议法第六十八条：维持", "review_upheld", "upheld"),
    ("第六十九条：驳回请求", "review_request_rejected", "upheld"),
    ("第六十三条：变更", "review_changed", "corrected"),
    ("第六十四条：部分撤销", "review_partly_annulled", "corrected"),
    ("第六十五条：确认违法", "review_illegal", "corrected"),
    ("第六十六条：限期履行", "review_ordered_to_perform", "corrected"),
    ("第三十三条：驳回申请", "review_application_rejected", "other"),
    ("第四十一条：终止", "review_terminated", "other"),
    ("第七十三条：调解", "review_mediated", "other"),
    ("第三十九条：中止", "review_suspended", "pending"),
    ("第三十条：不予受理", "review_not_accepted", None),
    ("行诉法第六十九条：驳回诉讼请求", "suit_claims_dismissed", "upheld"),
    ("第七十条：撤销", "suit_annulled", "corrected"),
    ("第七十四条：确认违法", "suit_illegal", "corrected"),
    ("驳回起诉", "suit_rejected", "other"),
    ("准许撤诉", "suit_withdrawn", "other"),
    ("不予立案", "suit_not_filed", None),
]


@pytest.mark.parametrize(
    ("result", "column"), [row[1:] for row in COLUMNS], ids=[row[0] for row in COLUMNS]
)
def test_column_of_a_result(result: str, column: str | None) -> None:
    assert remedy_column(RemedyResult(result)) == column
    assert RemedyResult(result).article


def test_every_result_is_in_the_table_and_of_its_kind() -> None:
    assert {item.value for item in RemedyResult} == set(data.table("remedies")["result"])
    assert all(item.value.startswith(item.kind.value) and item.label for item in RemedyResult)


def test_blocks_of_table_four() -> None:
    assert block_of(RemedyKind.REVIEW, False) == "review"
    assert block_of(RemedyKind.SUIT, False) == "suit_direct"
    assert block_of(RemedyKind.SUIT, True) == "suit_after_review"


def test_switches_are_the_catalogue_with_defaults_and_refuse_others() -> None:
    assert {switch.id for switch in catalogue()} == set(NAMES)
    assert all(getattr(Switches(), item.id) == item.default for item in catalogue())
    assert len(Switches().in_words()) == len(NAMES)
    with pytest.raises(Refusal, match="没有"):
        Switches(remedy_year="随便")


def test_individual_business_follows_the_switch() -> None:
    assert individual_business_kind() is ApplicantKind.ORG_BUSINESS
    natural = Switches(individual_business_kind="natural")
    assert individual_business_kind(natural) is ApplicantKind.NATURAL
