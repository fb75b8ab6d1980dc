"""What the papers of a case say: days of Shanghai, the period as it runs, quotes of fair size."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mingbai.applications import papers, reply_words
from mingbai.documents.paper import plain
from mingbai.rules.draft import Correction, Draft, Opinion, ThirdParty
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import Outcome
from tests.applications.casework import NOT_FOUND, day, opened

pytestmark = pytest.mark.django_db
DAWN = datetime(2019, 10, 8, 23, 30, tzinfo=UTC)  # 10月9日早上七点半


def test_the_applicant_is_told_the_last_day_as_the_consultation_moves_it() -> None:
    """第三十三条第三款: the time of asking a third party is not counted."""
    desk = opened("2019-09-25")
    before = desk.case.due_on
    case = desk.do("consult_third_party", "2019-09-26")
    told = str(plain(papers.words(case.papers.get(kind="third_party_notice_to_applicant"))))
    assert case.due_on != before
    assert f"答复期限至{chinese_date(case.due_on or day('2019-09-26'))}届满" in told


def test_an_extension_agreed_before_eight_is_of_that_day() -> None:
    desk = opened("2019-09-25")
    desk.do("propose_extension", "2019-10-08")
    case = desk.do("extend", "2019-10-09")
    case.extensions.update(decided_at=DAWN)
    assert "2019年10月9日经" in reply_words.progress(case)


def test_a_request_of_many_pages_is_quoted_by_its_beginning() -> None:
    """A notice of thirty pages of the applicant's own words would bury what it says."""
    short, long = "字" * 2000, "字" * 2001
    assert papers.quoted(short) == short
    assert "共2001字" in papers.quoted(long)
    assert len(papers.quoted(long)) < len(long)


def test_a_reply_that_nothing_exists_says_why() -> None:
    """第三十六条第（四）项: what was found out and why stand beside the record of the search."""
    case = opened("2019-09-25").case
    facts = papers.reply_facts(case, NOT_FOUND, on=day("2019-09-26"))
    told = str(
        plain(papers.compose(case, "reply_not_exist", facts, number="1", on=day("2019-09-26")))
    )
    assert NOT_FOUND.facts in told
    assert NOT_FOUND.reasons in told


def test_what_an_excessive_applicant_is_told_is_told_once() -> None:
    """第三十五条: the numbers stand in the findings, the judgement in the reasons."""
    draft = Draft(Outcome.EXCESSIVE_UNJUSTIFIED, facts="本月四十件。", reasons="理由不合理。")
    told = reply_words.slots(draft)
    assert (told["findings"], told["reasons"]) == ("本月四十件。", "理由不合理。")
    other = reply_words.slots(replace(draft, outcome=Outcome.NOT_GOV_INFO))
    assert (other["findings"], other["reasons"]) == ("", "本月四十件。\n理由不合理。")


def test_a_request_still_unclear_is_told_why() -> None:
    draft = Draft(
        Outcome.STILL_UNCLEAR,
        reasons="没有写明年份。",
        correction=Correction(day("2019-09-26"), day("2019-10-18"), day("2019-10-08")),
    )
    assert "没有写明年份。" in reply_words.slots(draft)["correction_history"]


@pytest.mark.parametrize("objection", ["含报价", "含报价。"])
def test_an_opinion_is_told_in_a_sentence_with_one_full_stop(objection: str) -> None:
    party = ThirdParty(day("2019-09-26"), day("2019-10-18"), Opinion.OBJECTION, objection)
    told = reply_words.slots(Draft(Outcome.REFUSE_THIRD_PARTY, third_parties=(party,)))
    assert told["opinion"].endswith("理由是：含报价。")


def test_where_to_send_an_opinion_is_said_without_a_second_label() -> None:
    """“意见请送交：联系单位：…” would label the office twice."""
    case = opened("2019-09-25").do("consult_third_party", "2019-09-26")
    told = str(plain(papers.words(case.papers.get(kind="third_party_letter"))))
    assert "送交：联系单位" not in told
    assert "意见请送交：" in told
