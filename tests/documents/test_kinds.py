"""Every kind of paper: what it must contain, and the remedies it must tell."""

from datetime import date

import pytest

from mingbai.documents import wording
from mingbai.documents.composing import composed, lacking
from mingbai.documents.kinds import KINDS, SLOTS, examples, shipped
from mingbai.documents.paper import Paper, paper_of, plain, words
from mingbai.refusal import Refusal

ON = date(2026, 11, 2)
REMEDIES = "如对本告知书不服，可以申请行政复议。"
# 第二列：必须写明的内容，照《条例》与国办函〔2020〕109号；第三列：是否写明救济途径。
TABLE = [
    ("receipt", {"received_on", "due_on", "query_code", "register_no"}, False),
    ("correction_notice", {"points", "guidance", "period", "until"}, False),
    ("reason_notice", {"findings", "period", "until"}, False),
    ("extension_notice", {"due_on", "workdays", "approved_by"}, False),
    ("delay_notice", {"delayed_until", "reasons"}, False),
    ("third_party_letter", {"info"}, False),
    ("third_party_notice_to_applicant", {"sent_on"}, False),
    ("third_party_decision_notice", {"info", "reasons", "opinion"}, True),
    ("agency_letter", {"request"}, False),
    ("fee_notice", {"fee_basis", "calculation", "amount", "payment", "tariff"}, True),
    ("reply_open", {"request"}, True),
    ("reply_partial", {"provided", "withheld"}, True),
    ("reply_refuse", {"ground", "reasons"}, True),
    ("reply_query_regime", {"regime", "where_to"}, True),
    ("reply_not_exist", {"search"}, True),
    ("reply_not_responsible", {"reasons"}, True),
    ("reply_needs_creation", {"reasons"}, True),
    ("reply_unclear", {"correction_history"}, True),
    ("notice_not_processed", {"ground", "reasons", "result"}, True),
    ("notice_abandoned", {"lapsed", "ground"}, True),
    ("rectify_notice", {"rectify_request"}, True),
    ("withdraw_notice", {"withdrawn_on", "statement"}, False),
    ("determination_request", {"info", "doubts", "own_view"}, False),
    ("approval_form", {"handler_view", "legal_view", "secrecy_view", "signer_view"}, False),
    ("service_receipt", {"served_paper", "recipient", "service_method"}, False),
    ("file_contents", {"case_title", "archive_no", "documents"}, False),
]


def made(kind: str, **changes: str) -> Paper:
    """The shipped paper of a made-up case; an empty change takes a fact away."""
    facts = examples(kind) | changes
    return composed(kind, shipped(kind), organ="明阳区民政局", facts=facts, number="第1号", on=ON)


def test_every_kind_is_in_the_table() -> None:
    assert [kind for kind, _, _ in TABLE] == list(KINDS)


@pytest.mark.parametrize(("kind", "due", "remedies"), TABLE)
def test_what_must_be_in_it_is_there_and_is_missed_by_name(
    kind: str, due: set[str], remedies: bool
) -> None:
    row = KINDS[kind]
    assert due <= set(row.in_text)
    assert ("remedies" in row.in_text) is remedies
    wording.check(shipped(kind), row)
    text = words(made(kind))
    for code in row.required:
        for line in SLOTS[code].example.split("\n"):
            shown = row.example.get(code, line)
            assert shown.split("\t")[-1] in text
        if SLOTS[code].default:
            assert SLOTS[code].default in words(made(kind, **{code: ""}))
            continue
        with pytest.raises(Refusal, match=SLOTS[code].name):
            made(kind, **{code: "　 \n"})


@pytest.mark.parametrize(("kind", "due", "remedies"), TABLE)
def test_the_remedies_stand_where_the_law_wants_them_and_nowhere_else(
    kind: str, due: set[str], remedies: bool
) -> None:
    if remedies:
        assert REMEDIES in words(made(kind, remedies=REMEDIES))
        with pytest.raises(Refusal, match="救济途径"):
            made(kind, remedies="")
        lines = [line for line in shipped(kind).splitlines() if "{{救济途径}}" not in line]
        with pytest.raises(Refusal, match="救济途径”不得删去"):
            wording.check("\n".join(lines), KINDS[kind])
    else:
        with pytest.raises(ValueError, match="remedies"):
            made(kind, remedies=REMEDIES)
        assert "提起行政诉讼" not in words(made(kind))


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS.values() if not kind.form])
def test_what_goes_out_says_whose_it_is_to_whom_and_whom_to_ask(kind: str) -> None:
    paper = made(kind, addressee="张三", contact="李四，0532-1")
    assert (paper.signed_by, paper.dated, paper.number) == (
        "明阳区民政局",
        "2026年11月2日",
        "第1号",
    )
    assert (paper.addressee, paper.contact) == ("张三", "李四，0532-1")
    assert lacking(kind, examples(kind) | {"addressee": "", "contact": ""}) == [
        "受文人",
        "联系方式",
    ]
    assert "《中华人民共和国政府信息公开条例》" in words(paper)


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS.values() if kind.form])
def test_a_form_is_signed_in_its_boxes(kind: str) -> None:
    paper = made(kind)
    assert (paper.signed_by, paper.addressee, paper.number) == ("", "", "")
    assert any(part.kind == "table" for part in paper.parts)


CONDITIONS = [
    ("reply_refuse", "ground", "《条例》第十五条", "opinion", "第三方意见"),
    ("reply_refuse", "ground", "《条例》第十五条", "public_interest", "公共利益衡量"),
    ("reply_partial", "withheld", "住址：依据《条例》第十五条", "opinion", "第三方意见"),
    ("notice_not_processed", "ground", "《条例》第三十六条第（六）项", "earlier_reply", "前次答复"),
    ("notice_not_processed", "ground", "《条例》第三十九条第一款", "petition_channel", "反映渠道"),
    ("notice_not_processed", "ground", "《条例》第三十九条第二款", "publication_source", "出版物"),
    ("notice_not_processed", "ground", "《条例》第三十五条", "findings", "数量频次"),
]


@pytest.mark.parametrize(("kind", "slot", "says", "due", "name"), CONDITIONS)
def test_what_the_cited_article_wants(kind: str, slot: str, says: str, due: str, name: str) -> None:
    assert any(name in missing for missing in lacking(kind, examples(kind) | {slot: says, due: ""}))
    other = {slot: "《条例》第十六条第二款", due: ""}
    assert lacking(kind, examples(kind) | other) == []


ALTERNATIVES = [
    ("reply_open", ("provided", "already_public"), "公开内容或者已公开信息的获取途径"),
    ("agency_letter", ("co_made", "assist"), "共同制作的信息或者协办事项"),
    ("rectify_notice", ("corrected", "transferred", "not_corrected"), "更正内容或者转送情况"),
]


@pytest.mark.parametrize(("kind", "group", "named"), ALTERNATIVES)
def test_one_of_several_must_be_given(kind: str, group: tuple[str, ...], named: str) -> None:
    with pytest.raises(Refusal, match=named):
        made(kind, **dict.fromkeys(group, ""))
    for chosen in group:
        given = dict.fromkeys(group, "") | {chosen: "只有这一项。"}
        assert "只有这一项。" in words(made(kind, **given))


def test_a_refused_correction_must_tell_the_remedies_and_a_made_one_need_not() -> None:
    corrected = {"corrected": "已更正。", "not_corrected": "", "remedies": ""}
    assert "已更正。" in words(made("rectify_notice", **corrected))
    with pytest.raises(Refusal, match="救济途径"):
        made("rectify_notice", not_corrected="不属实。", remedies="")


def test_silence_means_consent_only_for_those_who_made_it_together() -> None:
    together = words(made("agency_letter", co_made="联合通知", assist=""))
    helping = words(made("agency_letter", co_made="", assist="请核实。"))
    assert "逾期未提出意见的，视为同意公开" in together
    assert "视为同意" not in helping
    assert "视为同意" not in words(made("third_party_letter"))


def test_the_third_party_gets_a_slip_on_a_page_of_its_own() -> None:
    slip = made("third_party_letter").appendix
    assert slip[0].kind == "title"
    assert "不同意公开" in "".join(cell for p in slip for r in p.rows for cell in r.cells)


def test_the_calculation_of_a_fee_is_a_table_with_its_head() -> None:
    fact = wording.table_fact([("档次", "金额\t（元）"), ("1—10件", 0), ("合计", 2800)])
    paper = made("fee_notice", calculation=fact)
    (table,) = [part for part in paper.parts if part.kind == "table"]
    assert [row.cells for row in table.rows] == [
        ("档次", "金额 （元）"),
        ("1—10件", "0"),
        ("合计", "2800"),
    ]
    assert [row.head for row in table.rows] == [True, False, False]


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_kept_and_read_back(kind: str) -> None:
    paper = made(kind, attachments="甲\n乙" if not KINDS[kind].form else "")
    assert paper_of(plain(paper)) == paper


def test_a_fact_that_does_not_exist_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="colour"):
        made("receipt", colour="红")
    with pytest.raises(ValueError, match="colour"):
        lacking("colour", {})
