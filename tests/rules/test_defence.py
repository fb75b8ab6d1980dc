"""A reply that cannot be defended is not sendable: each outcome, what it lacks, what heals it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.defence import document_kind, doubts, missing, pieces
from mingbai.rules.draft import (
    Correction,
    Draft,
    Earlier,
    FeeWait,
    Opinion,
    Pointer,
    Search,
    ThirdParty,
    Withheld,
)
from mingbai.rules.pieces import CHECKS, own_words, separable
from mingbai.rules.report import data
from mingbai.rules.report.outcomes import Outcome

ON = date(2026, 3, 20)
BEFORE = date(2026, 3, 2)
FACTS = "您申请的是2025年正阳路改造工程的会议材料，由我局2025年6月形成。"
WHY = "其中记录了尚未定案的三个比选方案和报价底线，提前公布会使后续招标失去公平竞争的条件"
SEARCH = Search("档案室和公文系统", "王某", "正阳路 改造 批复", BEFORE)
ORGAN = Pointer(organ="区住房和城乡建设局", contact="0532-00000000")
ASKED = ThirdParty(BEFORE, date(2026, 3, 16), Opinion.OBJECTION, "报价构成属于商业秘密")
PART = Withheld("第3页报价底线", Outcome.REFUSE_PROCESS_INFO, "这一页是过程稿，" + WHY)


def draft(outcome: Outcome, **pieces: Any) -> Draft:
    """A draft with the article, facts and reasons any reply can have."""
    base = Draft(outcome, article=outcome.article, facts=FACTS, reasons=WHY)
    return replace(base, **pieces)


def named(kind: str) -> str:
    return f"这份材料属于{kind}。{WHY}"


WHOLE = [
    draft(Outcome.ALREADY_PUBLIC, pointer=Pointer(address="https://example.gov.cn/a/1.html")),
    draft(Outcome.PROVIDED, provided=("批复",), way="电子邮件，当日发出"),
    draft(Outcome.PARTIAL, provided=("批复",), way="邮寄", withheld=(PART,)),
    draft(Outcome.REFUSE_STATE_SECRET, classification="某机关定密，秘密级，十年"),
    draft(Outcome.REFUSE_LAW_FORBIDS, law="《中华人民共和国统计法》第二十五条"),
    draft(Outcome.REFUSE_THREE_SAFETY, reasons=named("公共安全")),
    draft(
        Outcome.REFUSE_THIRD_PARTY,
        reasons=named("商业秘密"),
        third_parties=(ASKED,),
        weighing="只涉及一家企业的报价，不公开不影响公众监督工程质量",
    ),
    draft(Outcome.REFUSE_INTERNAL_AFFAIRS, reasons=named("人事管理")),
    draft(Outcome.REFUSE_PROCESS_INFO, reasons=named("讨论记录")),
    draft(Outcome.REFUSE_ENFORCEMENT_FILE),
    draft(
        Outcome.SPECIAL_QUERY_REGIME,
        law="《不动产登记暂行条例》第二十七条",
        pointer=Pointer(organ="区不动产登记中心", address="正阳路1号"),
    ),
    draft(Outcome.NOT_EXIST, searches=(SEARCH,)),
    draft(Outcome.NOT_RESPONSIBLE, duty="区住建局三定规定第三条", pointer=ORGAN),
    draft(Outcome.NEEDS_CREATION),
    draft(Outcome.STILL_UNCLEAR, correction=Correction(BEFORE, ON, date(2026, 3, 10))),
    draft(Outcome.PETITION_COMPLAINT, pointer=Pointer(organ="区信访局", way="到正阳路2号来访")),
    draft(Outcome.REPEAT, earlier=Earlier("青城政公开〔2025〕8号", BEFORE)),
    draft(Outcome.PUBLICATION, pointer=Pointer(way="区图书馆可以借阅")),
    draft(Outcome.EXCESSIVE_UNJUSTIFIED, reasons_asked_on=BEFORE),
    draft(Outcome.CONFIRM_OR_REISSUE),
    draft(Outcome.ABANDONED_NO_CORRECTION, correction=Correction(BEFORE, date(2026, 3, 19))),
    draft(Outcome.ABANDONED_NO_FEE, fee=FeeWait(BEFORE, date(2026, 3, 19))),
    draft(Outcome.WITHDRAWN, statement="2026年3月5日撤回申请书"),
    draft(Outcome.NOT_GOV_INFO),
    draft(Outcome.APPLICANT_ENDED),
    draft(Outcome.MERGED, earlier=Earlier("2026-0012")),
    draft(
        Outcome.ARCHIVES_LAW,
        law="《中华人民共和国档案法》第二十七条",
        pointer=Pointer(organ="区档案馆", contact="0532-00000001"),
    ),
]


def fields(lacking: Draft, on: date = ON) -> list[str]:
    return [each.field for each in missing(lacking, on=on)]


def test_every_outcome_has_an_example() -> None:
    assert [each.outcome for each in WHOLE] == list(Outcome)


@pytest.mark.parametrize("whole", WHOLE, ids=[each.outcome.label for each in WHOLE])
def test_a_whole_draft_is_sendable(whole: Draft) -> None:
    assert missing(whole, on=ON) == []


@pytest.mark.parametrize("outcome", Outcome, ids=[each.label for each in Outcome])
def test_an_empty_draft_is_not_sendable(outcome: Outcome) -> None:
    gaps = missing(Draft(outcome), on=ON)
    assert gaps
    assert all(gap.reason and gap.article and gap.remedy and "{" not in str(gap) for gap in gaps)
    assert all(hasattr(Draft(outcome), gap.field) for gap in gaps)


BY_CODE = {each.outcome: each for each in WHOLE}
O = Outcome  # noqa: E741
FLAWS: list[tuple[str, Draft, list[str]]] = [
    ("依据写错了条", replace(BY_CODE[O.NOT_EXIST], article="第十四条"), ["article"]),
    (
        "理由只重复条文（第三十六条第（三）项）",
        replace(
            BY_CODE[O.REFUSE_STATE_SECRET],
            reasons="您申请的信息属于依法确定为国家秘密的政府信息，根据《政府信息公开条例》"
            "第十四条的规定，决定不予公开。",
        ),
        ["reasons"],
    ),
    ("不存在而没有检索", replace(BY_CODE[O.NOT_EXIST], searches=()), ["searches"]),
    (
        "检索没有检索词、没有经手人（指导案例101号）",
        replace(BY_CODE[O.NOT_EXIST], searches=(replace(SEARCH, by="", words=" "),)),
        ["searches", "searches"],
    ),
    (
        "检索晚于答复",
        replace(BY_CODE[O.NOT_EXIST], searches=(replace(SEARCH, on=date(2026, 3, 21)),)),
        ["searches"],
    ),
    (
        "不掌握，检索可以代替职责依据",
        replace(BY_CODE[O.NOT_RESPONSIBLE], duty="", searches=(SEARCH,)),
        [],
    ),
    ("不掌握而两样都没有", replace(BY_CODE[O.NOT_RESPONSIBLE], duty=""), ["duty"]),
    (
        "不能确定负责机关的，写明原因",
        replace(BY_CODE[O.NOT_RESPONSIBLE], pointer=Pointer(unknown="没有机关承担这项职责")),
        [],
    ),
    (
        "有机关名称而没有联系方式",
        replace(BY_CODE[O.NOT_RESPONSIBLE], pointer=Pointer(organ="区住建局")),
        ["pointer"],
    ),
    (
        "没有征求第三方意见（第三十二条）",
        replace(BY_CODE[O.REFUSE_THIRD_PARTY], third_parties=()),
        ["third_parties"],
    ),
    (
        "无法联系第三方，写明原因",
        replace(
            BY_CODE[O.REFUSE_THIRD_PARTY], third_parties=(ThirdParty(impossible="企业已经注销"),)
        ),
        [],
    ),
    (
        "第三方期限未满",
        replace(
            BY_CODE[O.REFUSE_THIRD_PARTY], third_parties=(ThirdParty(BEFORE, date(2026, 3, 20)),)
        ),
        ["third_parties"],
    ),
    (
        "第三方逾期不答，由机关决定",
        replace(
            BY_CODE[O.REFUSE_THIRD_PARTY],
            third_parties=(ThirdParty(BEFORE, date(2026, 3, 19), Opinion.SILENCE),),
        ),
        [],
    ),
    (
        "第三方同意却不公开（第十五条）",
        replace(
            BY_CODE[O.REFUSE_THIRD_PARTY],
            third_parties=(ThirdParty(BEFORE, ON, Opinion.CONSENT),),
        ),
        ["third_parties"],
    ),
    ("没有衡量公共利益", replace(BY_CODE[O.REFUSE_THIRD_PARTY], weighing=""), ["weighing"]),
    (
        "第三方反对仍公开，没有衡量、没有告知",
        replace(BY_CODE[O.PROVIDED], third_parties=(ASKED,)),
        ["weighing", "third_parties"],
    ),
    (
        "第三方反对仍公开，已经书面告知",
        replace(
            BY_CODE[O.PROVIDED],
            third_parties=(replace(ASKED, told_on=ON),),
            weighing="涉及饮水安全",
        ),
        [],
    ),
    ("没有指明哪一种过程性信息", replace(BY_CODE[O.REFUSE_PROCESS_INFO], reasons=WHY), ["reasons"]),
    ("部分公开没有列出不公开部分", replace(BY_CODE[O.PARTIAL], withheld=()), ["withheld"]),
    (
        "不公开部分没有自己的理由（第三十七条）",
        replace(BY_CODE[O.PARTIAL], withheld=(replace(PART, reason="过程稿，不予公开"),)),
        ["withheld"],
    ),
    (
        "不公开部分的理由条款不对",
        replace(BY_CODE[O.PARTIAL], withheld=(replace(PART, outcome=O.REPEAT),)),
        ["withheld", "earlier"],
    ),
    (
        "其中一部分不存在，同样要检索",
        replace(BY_CODE[O.PARTIAL], withheld=(PART, Withheld("附件二", O.NOT_EXIST, WHY))),
        ["searches"],
    ),
    (
        "其中一部分涉及第三方，同样要征求意见",
        replace(
            BY_CODE[O.PARTIAL],
            withheld=(Withheld("第5页", O.REFUSE_THIRD_PARTY, "商业秘密，" + WHY),),
        ),
        ["third_parties", "weighing"],
    ),
    (
        "补正期限最后一日还不能视为放弃",
        replace(BY_CODE[O.ABANDONED_NO_CORRECTION], correction=Correction(BEFORE, ON)),
        ["correction"],
    ),
    (
        "已经补正，不能视为放弃",
        replace(BY_CODE[O.ABANDONED_NO_CORRECTION], correction=Correction(BEFORE, BEFORE, BEFORE)),
        ["correction"],
    ),
    (
        "已经缴费，不能视为放弃",
        replace(BY_CODE[O.ABANDONED_NO_FEE], fee=FeeWait(BEFORE, BEFORE, BEFORE)),
        ["fee"],
    ),
    ("没有告知过补正", replace(BY_CODE[O.STILL_UNCLEAR], correction=None), ["correction"]),
    ("原答复没有日期", replace(BY_CODE[O.REPEAT], earlier=Earlier("8号")), ["earlier"]),
    (
        "没有要求说明理由（第三十五条）",
        replace(BY_CODE[O.EXCESSIVE_UNJUSTIFIED], reasons_asked_on=None),
        ["reasons_asked_on"],
    ),
]


@pytest.mark.parametrize(
    ("flawed", "expected"), [row[1:] for row in FLAWS], ids=[row[0] for row in FLAWS]
)
def test_what_is_missing(flawed: Draft, expected: list[str]) -> None:
    assert fields(flawed) == expected


DOUBTS = [
    ("工作秘密不是理由", draft(O.REFUSE_LAW_FORBIDS, reasons="涉及工作秘密"), "reasons"),
    ("三需要已经取消", draft(O.REFUSE_PROCESS_INFO, facts="与申请人无关"), "reasons"),
    ("规章不能作为依据", draft(O.REFUSE_LAW_FORBIDS, law="《某某管理办法》第三条"), "law"),
    ("申请不能移送", draft(O.NOT_RESPONSIBLE, reasons="已转交区住建局"), "reasons"),
    ("两处同一个理由", draft(O.PARTIAL, withheld=(PART, replace(PART, part="附件"))), "withheld"),
    (
        "只给首页",
        draft(O.ALREADY_PUBLIC, pointer=Pointer(address="https://example.gov.cn/")),
        "pointer",
    ),
]


@pytest.mark.parametrize(("text", "field"), [r[1:] for r in DOUBTS], ids=[r[0] for r in DOUBTS])
def test_doubtful_wording(text: Draft, field: str) -> None:
    assert [each.field for each in doubts(text)] == [field]


@pytest.mark.parametrize("whole", WHOLE, ids=[each.outcome.label for each in WHOLE])
def test_a_whole_draft_raises_no_doubt(whole: Draft) -> None:
    assert doubts(whole) == []


def test_own_words_are_what_is_left_without_law_and_labels() -> None:
    assert own_words("根据《政府信息公开条例》第十六条第二款的规定，决定不予公开。") == 0
    assert own_words("方案未定，底价未公布") == 9


def test_the_table_and_the_checks_name_the_same_things() -> None:
    table = data.table("defence")
    assert {piece for each in Outcome for piece in pieces(each)} == set(CHECKS)
    assert set(table["outcome"]) == {each.value for each in Outcome}
    assert {each for each in Outcome if each.refused} < set(separable())


def test_papers_by_outcome() -> None:
    kinds = {each: document_kind(each) for each in Outcome}
    assert {kinds[each] for each in Outcome if each.refused} == {"reply_refuse"}
    assert kinds[O.PARTIAL] == "reply_partial"
    assert kinds[O.ALREADY_PUBLIC] == kinds[O.PROVIDED] == "reply_open"
    assert kinds[O.ABANDONED_NO_FEE] == "notice_abandoned"
    assert kinds[O.REPEAT] == "notice_not_processed"


def test_replies_under_the_old_regulation_are_not_judged_by_the_new() -> None:
    with pytest.raises(Refusal, match="2019年5月15日"):
        missing(BY_CODE[O.PROVIDED], on=date(2019, 5, 14))
