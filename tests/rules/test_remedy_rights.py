"""RV1–RV3, review body and court, and the applicant's own last days (CLK-5)."""

from datetime import date

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.readable import readable
from mingbai.rules.remedy_rights import (
    CourtScheme,
    Respondent,
    RespondentKind,
    Rights,
    court,
    deadlines,
    paper_paragraph,
    paragraph,
    review_body,
    rights,
)
from mingbai.rules.report.outcomes import Outcome

CALENDAR = Calendar.load()
NOW, THEN = date(2026, 3, 2), date(2023, 12, 29)
O, K = Outcome, RespondentKind  # noqa: E741
NAMES = {
    "government": "青城区人民政府",
    "upper_government": "海东市人民政府",
    "higher_office": "海东市某局",
    "competent_department": "青城区教育局",
    "basic_court": "青城区人民法院",
    "intermediate_court": "海东市中级人民法院",
}


def respondent(kind: RespondentKind) -> Respondent:
    return Respondent(kind, "某机关", **NAMES)


DEPARTMENT = respondent(K.DEPARTMENT)
SECRET, PROCESS = O.REFUSE_STATE_SECRET, O.REFUSE_PROCESS_INFO

BLOCKS = [
    ("国家秘密（第十四条），2024年起复议前置", SECRET, NOW, (), Rights.FIRST),
    ("第三方合法权益（第十五条）", O.REFUSE_THIRD_PARTY, NOW, (), Rights.FIRST),
    ("执法案卷（第十六条）", O.REFUSE_ENFORCEMENT_FILE, NOW, (), Rights.FIRST),
    ("新法施行当日", SECRET, date(2024, 1, 1), (), Rights.FIRST),
    ("新法施行前一日", SECRET, date(2023, 12, 31), (), Rights.FREE),
    ("予以公开", O.PROVIDED, NOW, (), Rights.FREE),
    ("信息不存在不属于不予公开（法释〔2025〕8号）", O.NOT_EXIST, NOW, (), Rights.FREE),
    ("不予处理", O.REPEAT, NOW, (), Rights.FREE),
    ("行政查询事项", O.SPECIAL_QUERY_REGIME, NOW, (), Rights.FREE),
    ("逾期不补正", O.ABANDONED_NO_CORRECTION, NOW, (), Rights.FREE),
    ("部分公开，其余依第十六条", O.PARTIAL, NOW, (PROCESS,), Rights.MIXED),
    ("部分公开，其余不存在", O.PARTIAL, NOW, (O.NOT_EXIST,), Rights.FREE),
    ("部分公开，新法施行前", O.PARTIAL, THEN, (PROCESS,), Rights.FREE),
    ("撤回", O.WITHDRAWN, NOW, (), Rights.NONE),
]


@pytest.mark.parametrize(
    ("outcome", "on", "withheld", "block"), [row[1:] for row in BLOCKS], ids=[r[0] for r in BLOCKS]
)
def test_which_block(
    outcome: Outcome, on: date, withheld: tuple[Outcome, ...], block: Rights
) -> None:
    assert rights(outcome, on=on, withheld=withheld) is block


def test_public_units_are_answered_for_by_their_department() -> None:
    unit = respondent(K.PUBLIC_UNIT)
    words = paragraph(SECRET, on=NOW, respondent=unit)
    assert words == "如对本答复不服，可以向青城区教育局申诉，由其调查处理并告知结果。"
    gone = deadlines(
        NOW, outcome=SECRET, decided_on=NOW, calendar=CALENDAR, kind=RespondentKind.PUBLIC_UNIT
    )
    assert gone == ()


BODIES = [
    ("部门：本级人民政府（第二十四条）", K.DEPARTMENT, NOW, ("青城区人民政府",)),
    ("2024年前，部门可选", K.DEPARTMENT, THEN, ("青城区人民政府", "海东市某局")),
    ("街道办事处：设立它的人民政府", K.STREET, NOW, ("青城区人民政府",)),
    ("区人民政府：上一级人民政府", K.GOVERNMENT, NOW, ("海东市人民政府",)),
    ("乡镇人民政府：上一级人民政府", K.TOWNSHIP, NOW, ("海东市人民政府",)),
    ("垂直管理：上一级主管部门（第二十七条）", K.VERTICAL, NOW, ("海东市某局",)),
    (
        "司法行政部门：可选（第二十八条）",
        K.JUSTICE_OFFICE,
        NOW,
        ("青城区人民政府", "海东市某局"),
    ),
]


@pytest.mark.parametrize(
    ("kind", "on", "names"), [row[1:] for row in BODIES], ids=[r[0] for r in BODIES]
)
def test_review_body(kind: RespondentKind, on: date, names: tuple[str, ...]) -> None:
    assert review_body(respondent(kind), on=on) == names


def test_court() -> None:
    scheme = CourtScheme(basic="海东铁路运输法院")
    assert court(DEPARTMENT, on=NOW) == "青城区人民法院"
    assert court(DEPARTMENT, on=NOW, scheme=scheme) == "海东铁路运输法院"
    assert court(respondent(K.TOWNSHIP), on=NOW) == "青城区人民法院"
    assert court(respondent(K.GOVERNMENT), on=NOW, scheme=scheme) == "海东市中级人民法院"


@pytest.mark.parametrize("lost", ["government", "basic_court"])
def test_a_name_that_is_not_set_stops_the_reply(lost: str) -> None:
    incomplete = Respondent(K.DEPARTMENT, "某机关", **NAMES | {lost: ""})
    with pytest.raises(Refusal, match="没有设置"):
        paragraph(O.PROVIDED, on=NOW, respondent=incomplete)


def test_free_choice_in_words() -> None:
    assert paragraph(O.NOT_EXIST, on=NOW, respondent=DEPARTMENT) == (
        "如对本答复不服，可以自收到本答复之日起60日内向青城区人民政府申请行政复议；"
        "也可以自收到本答复之日起6个月内向青城区人民法院提起行政诉讼。"
    )


def test_review_first_in_words() -> None:
    words = paragraph(SECRET, on=NOW, respondent=DEPARTMENT)
    assert "应当先申请行政复议，不能直接起诉" in words
    assert "收到行政复议决定书之日起15日内向青城区人民法院提起行政诉讼" in words
    assert "6个月" not in words


def test_partial_tells_both_by_part() -> None:
    words = paragraph(O.PARTIAL, on=NOW, respondent=DEPARTMENT, withheld=(PROCESS,))
    assert words.index("不予公开的部分") < words.index("不能直接起诉") < words.index("其他部分")
    assert "6个月内向青城区人民法院" in words


def test_served_on_line_the_review_link_is_told() -> None:
    link = "https://xzfy.example.gov.cn/"
    words = paragraph(SECRET, on=NOW, respondent=DEPARTMENT, online=True, link=link)
    assert words.endswith(f"可以在网上提交行政复议申请：{link}")
    assert link not in paragraph(SECRET, on=NOW, respondent=DEPARTMENT, link=link)
    assert link not in paragraph(SECRET, on=THEN, respondent=DEPARTMENT, online=True, link=link)
    with pytest.raises(Refusal, match="没有写明网上申请行政复议的地址"):
        paragraph(SECRET, on=NOW, respondent=DEPARTMENT, online=True)


def test_papers_that_are_no_reply() -> None:
    def told(document: str) -> str:
        return paper_paragraph(document, on=NOW, respondent=DEPARTMENT)

    assert "6个月内" in told("third_party_decision_notice")
    assert told("fee_notice").startswith("收费决定不能单独")
    assert told("extension_notice") == told("receipt") == ""


def last_days(served: str, outcome: Outcome, reviewed: date | None = None) -> list[str | None]:
    on = date.fromisoformat(served)
    found = deadlines(
        on, outcome=outcome, decided_on=on, calendar=CALENDAR, review_received_on=reviewed
    )
    return [each.last_day.isoformat() if each.last_day else None for each in found]


DAYS = [
    ("60日，末日是工作日", "2024-03-01", O.NOT_EXIST, ["2024-04-30", "2024-09-02", None]),
    ("60日，末日是国庆节", "2024-08-02", SECRET, ["2024-10-08", None]),
]


@pytest.mark.parametrize(
    ("served", "outcome", "last"), [row[1:] for row in DAYS], ids=[r[0] for r in DAYS]
)
def test_the_applicants_last_days(served: str, outcome: Outcome, last: list[str | None]) -> None:
    assert last_days(served, outcome) == last


def test_fifteen_days_after_the_review_decision() -> None:
    received = date(2024, 9, 20)
    assert last_days("2024-03-01", SECRET, received)[-1] == "2024-10-08"


def test_sentences_for_the_status_page() -> None:
    first = deadlines(
        date(2024, 8, 2), outcome=SECRET, decided_on=date(2024, 8, 1), calendar=CALENDAR
    )[0]
    assert first.sentence == (
        "您2024年8月2日收到答复，60日内可以申请行政复议，最后一日是2024年10月8日（周二）。"
    )
    assert "第二十条" in first.basis


@pytest.mark.parametrize("outcome", [O.NOT_EXIST, SECRET, O.PARTIAL], ids=["RV1", "RV2", "部分"])
def test_the_words_are_plain(outcome: Outcome) -> None:
    words = paragraph(outcome, on=NOW, respondent=DEPARTMENT, withheld=(PROCESS,))
    assert [hint for hint in readable(words) if "一段" not in hint.problem] == []


def test_a_partial_reply_may_be_sued_at_once_only_for_the_other_parts() -> None:
    on = date(2026, 3, 2)
    _, suit, _ = deadlines(
        on, outcome=O.PARTIAL, decided_on=on, calendar=CALENDAR, withheld=(PROCESS,)
    )
    assert "对不予公开以外的部分" in suit.sentence
    assert "应当先申请行政复议" in suit.sentence
