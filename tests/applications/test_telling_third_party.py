"""第三十二条: a third party that objects is told in writing what is disclosed, and why."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.accounts.roles import Role
from mingbai.applications import drafting, papers, public
from mingbai.applications.models import Application
from mingbai.applications.stages import Stage
from mingbai.documents.paper import plain
from mingbai.refusal import Refusal
from mingbai.rules.report.outcomes import Outcome
from tests.applications.casework import PROVIDED, Desk, day, opened

pytestmark = pytest.mark.django_db
WEIGHED = "污染状况直接关系附近居民的健康，不公开可能对公共利益造成重大影响。"


def asked(answer: str) -> Desk:
    """A case whose third party answered this way, or let the fifteen working days pass."""
    desk = opened("2019-09-25")
    desk.do("consult_third_party", "2019-09-26")
    if answer == "silent":
        desk.do("end_consultation", "2019-10-25", inquiry_id=desk.inquiry())
    else:
        said = {"opinion": answer, "text": "含报价", "on": day("2019-09-30")}
        desk.do("record_opinion", "2019-09-30", inquiry_id=desk.inquiry(), **said)
    return desk


def text_of(case: Application) -> str:
    return str(plain(papers.words(case.papers.get(kind="third_party_decision_notice"))))


@pytest.mark.parametrize(
    ("answer", "said"),
    [("refuse", "不同意公开，理由是：含报价"), ("partial", "只同意公开一部分"), ("silent", "届满")],
)
def test_it_is_told_what_is_disclosed_why_and_its_own_remedies(answer: str, said: str) -> None:
    desk = asked(answer)
    case = desk.do("tell_third_party", "2019-10-28", inquiry_id=desk.inquiry())
    text = text_of(case)
    for words in ("某公司", "施工合同", "附近居民的健康", said, "申请行政复议", "提起行政诉讼"):
        assert words in text
    assert case.stage == Stage.PROCESSING
    assert case.inquiries.get().told_on == day("2019-10-28")


def test_it_does_not_learn_who_asked_and_the_applicant_does_not_see_its_letter() -> None:
    desk = asked("refuse")
    case = desk.do("tell_third_party", "2019-10-08", inquiry_id=desk.inquiry())
    assert papers.applicant_name(case) not in text_of(case)
    assert case.filing.description not in text_of(case)
    assert "公开决定告知书（第三方）" not in [each.name for each in public.letters(case)]


def test_who_consented_is_not_told_and_nobody_twice() -> None:
    desk = asked("consent")
    with pytest.raises(Refusal, match="没有不同意公开"):
        desk.do("tell_third_party", "2019-10-08", inquiry_id=desk.inquiry())
    desk = asked("refuse")
    desk.do("tell_third_party", "2019-10-08", inquiry_id=desk.inquiry())
    with pytest.raises(Refusal, match="没有不同意公开"):
        desk.do("tell_third_party", "2019-10-09", inquiry_id=desk.inquiry())


@pytest.mark.parametrize("missing", ["info", "reasons"])
def test_what_and_why_must_be_said(missing: str) -> None:
    desk = asked("refuse")
    with pytest.raises(Refusal, match="没有填写决定公开的"):
        desk.do("tell_third_party", "2019-10-08", inquiry_id=desk.inquiry(), **{missing: " "})
    assert desk.case.inquiries.get().told_on is None


def test_the_reply_goes_to_review_only_once_the_third_party_was_told() -> None:
    desk = asked("refuse")

    def disclosed() -> Any:
        first = drafting.first(desk.case, Outcome.PROVIDED, today=day("2019-10-09"))
        given = {"article": PROVIDED.article, "provided": PROVIDED.provided, "way": PROVIDED.way}
        return replace(first, weighing=WEIGHED, **given)

    desk.do("draft", "2019-10-08", draft=disclosed())
    with pytest.raises(Refusal, match="告知"):
        desk.do("submit_draft", "2019-10-08")
    desk.do("tell_third_party", "2019-10-09", inquiry_id=desk.inquiry())
    assert disclosed().third_parties[0].told_on == day("2019-10-09")
    desk.do("draft", "2019-10-09", draft=disclosed())
    desk.do("submit_draft", "2019-10-09")
    assert desk.stage is Stage.LEGAL_REVIEW


def test_the_officer_chooses_among_those_not_yet_told(client: Client) -> None:
    desk = asked("refuse")
    client.force_login(desk.posts[Role.OFFICER].user)
    address = reverse("applications:case_move", args=[desk.pk, "tell_third_party"])
    page = client.get(address).content.decode()
    assert "某公司（2019年9月26日征求意见，不同意公开）" in page
    assert "施工合同" in page
    sent = {"inquiry_id": str(desk.inquiry()), "info": "施工合同", "reasons": WEIGHED}
    answer = client.post(address, {"stage": desk.stage.value} | sent)
    assert answer.status_code == 302
    assert desk.case.papers.filter(kind="third_party_decision_notice").count() == 1
