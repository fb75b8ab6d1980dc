"""What must be true beyond the stage, row by row in the words of the articles."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.roles import Role
from mingbai.applications import actions
from mingbai.applications.models import Application
from mingbai.applications.parties import Asking
from mingbai.applications.stages import Stage
from mingbai.refusal import Refusal
from mingbai.rules.draft import Correction, Draft, Opinion, ThirdParty
from mingbai.rules.report.outcomes import Outcome
from tests import factories
from tests.applications.acts import DRAFTS
from tests.applications.casework import NOT_FOUND, PROVIDED, Desk, day, opened

pytestmark = pytest.mark.django_db


def refused(desk: Desk, words: str, move: str, today: str, **given: object) -> None:
    """The move is refused in these words and the case stays where it is."""
    stage = desk.stage
    with pytest.raises(Refusal, match=words):
        desk.do(move, today, **given)
    assert desk.stage is stage


def test_article_30_correction_is_asked_once() -> None:
    desk = opened("2019-09-25")
    desk.do("ask_correction", "2019-09-27")
    desk.do("receive_correction", "2019-10-09", on=day("2019-10-09"))
    refused(desk, "只能告知一次", "ask_correction", "2019-10-10")


def test_article_30_nothing_is_given_up_before_the_reasonable_period_is_over() -> None:
    desk = opened("2019-09-25")
    desk.do("ask_correction", "2019-10-08", workdays=7)
    refused(desk, "2019年10月16日届满", "close_uncorrected", "2019-10-16")
    case = desk.do("close_uncorrected", "2019-10-17")
    assert (case.outcome, case.stage) == ("abandoned_no_correction", Stage.CLOSED)


@pytest.mark.parametrize("workdays", [-1, 61])
def test_article_30_the_period_to_correct_is_reasonable(workdays: int) -> None:
    refused(opened("2019-09-25"), "不合理", "ask_correction", "2019-09-26", workdays=workdays)


def test_article_30_still_unclear_is_answered_only_after_a_correction_came() -> None:
    desk = opened("2019-09-25")
    claimed = Correction(day("2019-09-26"), day("2019-10-17"), day("2019-10-08"))
    unclear = replace(
        NOT_FOUND, outcome=Outcome.STILL_UNCLEAR, article="第三十条", correction=claimed
    )
    desk.do("draft", "2019-10-09", draft=unclear)
    refused(desk, "没有告知补正", "submit_draft", "2019-10-09")


@pytest.mark.parametrize("workdays", [0, 21])
def test_article_33_an_extension_is_of_at_most_twenty_working_days(workdays: int) -> None:
    refused(opened("2019-09-25"), "只能延长1至20个", "extend", "2019-09-26", workdays=workdays)


def test_article_33_the_period_is_extended_once() -> None:
    desk = opened("2019-09-25")
    desk.do("extend", "2019-09-26", workdays=5)
    refused(desk, "已经延期一次", "extend", "2019-09-27", workdays=5)
    refused(desk, "已经延期一次", "propose_extension", "2019-09-27", workdays=5)


def test_article_33_the_period_is_extended_before_it_is_over() -> None:
    late = opened("2019-09-25")
    refused(late, "已于2019年10月28日届满", "extend", "2019-10-29")
    assert opened("2019-09-25").do("extend", "2019-10-28").due_on == day("2019-11-25")


def test_article_33_who_proposes_does_not_agree_and_one_proposal_waits_at_a_time() -> None:
    desk = opened("2019-09-25")
    desk.do("propose_extension", "2019-09-26")
    refused(desk, "正等公开机构负责人决定", "propose_extension", "2019-09-26")
    twin = factories.post(Role.HEAD, desk.case.organ, user=desk.posts[Role.OFFICER].user)
    refused(desk, "不能自己同意", "extend", "2019-09-27", by=twin)
    desk.do("decline_extension", "2019-09-27")
    assert desk.due == day("2019-10-28")
    refused(desk, "没有等待决定", "decline_extension", "2019-09-27")


def test_a_period_set_by_the_decision_is_not_extended() -> None:
    desk = opened("2019-06-03")
    desk.closed("2019-06-20")
    desk.do("reopen", "2019-09-26", ordered_on=day("2019-09-25"), workdays=15)
    desk.do("accept", "2019-09-26")
    refused(desk, "不能自行延长", "extend", "2019-09-27")


def test_article_32_nobody_is_silent_before_the_fifteenth_working_day() -> None:
    desk = opened("2019-09-25")
    desk.do("consult_third_party", "2019-10-08")
    asked = desk.inquiry()
    refused(desk, "2019年10月28日届满", "end_consultation", "2019-10-28", inquiry_id=asked)
    assert desk.do("end_consultation", "2019-10-29", inquiry_id=asked).stage == Stage.PROCESSING


@pytest.mark.parametrize("delivered", ["2019-10-07", "2019-10-17"])
def test_article_32_the_letter_is_received_between_its_dispatch_and_the_opinion(
    delivered: str,
) -> None:
    desk = opened("2019-09-25")
    desk.do("consult_third_party", "2019-10-08")
    came = {"inquiry_id": desk.inquiry(), "on": day("2019-10-16"), "delivered_on": day(delivered)}
    refused(desk, "对方收到函件的日期", "record_opinion", "2019-10-18", **came)


def test_article_32_an_objection_cannot_be_left_out_of_a_reply_that_discloses() -> None:
    desk = opened("2019-09-25")
    desk.do("consult_third_party", "2019-10-08")
    desk.do("record_opinion", "2019-10-16", inquiry_id=desk.inquiry(), on=day("2019-10-16"))
    desk.do("draft", "2019-10-17", draft=PROVIDED)
    refused(desk, "表示不同意公开，稿件没有写明", "submit_draft", "2019-10-17")


def test_article_32_a_draft_claims_no_consultation_that_the_file_does_not_hold() -> None:
    desk = opened("2019-09-25")
    party = ThirdParty(asked_on=day("2019-09-26"), opinion=Opinion.CONSENT)
    desk.do("draft", "2019-10-17", draft=replace(PROVIDED, third_parties=(party,)))
    refused(desk, "案卷里没有2019年9月26日发出", "submit_draft", "2019-10-17")


def test_article_35_reasons_are_asked_once_and_awaited() -> None:
    desk = opened("2019-09-25")
    desk.do("ask_reason", "2019-09-26", workdays=7)
    refused(desk, "还没有说明理由", "judge_excessive", "2019-10-11")
    desk.do("judge_excessive", "2019-10-12")
    refused(desk, "已经要求申请人说明过理由", "ask_reason", "2019-10-14")


def test_article_35_not_handled_for_number_only_after_the_reasons_were_judged() -> None:
    desk = opened("2019-09-25")
    desk.do("draft", "2019-09-27", draft=DRAFTS[3])
    refused(desk, "没有要求说明理由", "submit_draft", "2019-09-27")


def test_article_35_a_delay_is_later_than_the_period() -> None:
    desk = opened("2019-09-25")
    desk.do("ask_reason", "2019-09-26")
    desk.do("receive_reason", "2019-09-27", on=day("2019-09-27"))
    refused(desk, "不晚于现在的期限", "grant_delay", "2019-09-29", until=day("2019-10-28"))


def test_article_42_a_fee_is_charged_once_and_within_the_period() -> None:
    late = opened("2025-02-05")
    refused(late, "不能再发收费通知", "charge", "2025-03-06")
    desk = opened("2025-02-05")
    desk.do("charge", "2025-02-10")
    refused(desk, "2025年3月10日届满", "close_unpaid", "2025-03-10")
    desk.do("record_payment", "2025-02-20", on=day("2025-02-20"))
    refused(desk, "已经发过收费通知", "charge", "2025-02-21")


def test_article_42_there_was_no_fee_before_2021() -> None:
    with pytest.raises(Refusal):
        opened("2020-09-25").do("charge", "2020-09-27")


@pytest.mark.parametrize(
    ("outcome", "move"),
    [
        (Outcome.ABANDONED_NO_CORRECTION, "逾期未补正"),
        (Outcome.ABANDONED_NO_FEE, "逾期未缴费"),
        (Outcome.WITHDRAWN, "撤回申请"),
        (Outcome.APPLICANT_ENDED, "终止办理"),
        (Outcome.MERGED, "终止办理"),
    ],
)
def test_what_has_its_own_move_is_not_written_as_a_reply(outcome: Outcome, move: str) -> None:
    desk = opened("2019-09-25")
    desk.do("draft", "2019-09-27", draft=Draft(outcome=outcome, statement="不要了"))
    refused(desk, move, "submit_draft", "2019-09-27")


def test_article_17_who_drafted_does_not_review_and_who_reviewed_does_not_sign() -> None:
    desk = opened("2019-09-25")
    author = desk.posts[Role.OFFICER].user
    organ = desk.case.organ
    desk.do("draft", "2019-10-08")
    desk.do("submit_draft", "2019-10-08")
    twin = factories.post(Role.REVIEWER, organ, user=author)
    refused(desk, "起草人不能审查", "pass_legal", "2019-10-08", by=twin)
    desk.do("pass_legal", "2019-10-08")
    same = factories.post(Role.SECRECY, organ, user=desk.posts[Role.REVIEWER].user)
    refused(desk, "您已经办过这一稿的法制审核", "pass_secrecy", "2019-10-08", by=same)
    desk.do("pass_secrecy", "2019-10-08")
    signer = factories.post(Role.SIGNER, organ, user=desk.posts[Role.SECRECY].user)
    refused(desk, "您已经办过这一稿的保密审查", "sign", "2019-10-08", by=signer)
    desk.do("sign", "2019-10-08")


@pytest.mark.parametrize("how", ["sent back", "recalled"])
def test_article_17_a_reviewed_draft_is_written_and_reviewed_anew_from_the_beginning(
    how: str,
) -> None:
    desk = opened("2019-09-25")
    if how == "recalled":
        desk.signed("2019-10-08")
        desk.do("recall", "2019-10-08")
    else:
        for move in ("draft", "submit_draft", "pass_legal", "send_back"):
            desk.do(move, "2019-10-08")
    refused(desk, "不能再次送审", "submit_draft", "2019-10-09")
    assert desk.signed("2019-10-09").stage == Stage.SIGNED
    assert desk.case.papers.filter(kind="reply_not_exist", voided_at=None).count() == 1


def test_article_33_what_is_supplied_is_never_supplied_on_the_spot() -> None:
    refused(opened("2019-09-25"), "不能当场答复", "answer_at_once", "2019-09-26", draft=PROVIDED)


def test_235_a_reply_is_not_posted_before_it_is_signed_nor_by_a_private_courier() -> None:
    desk = opened("2019-09-25")
    desk.signed("2019-10-30")
    post = {"method": "post", "tracking": "EA000000001CN"}
    refused(desk, "早于文书日期", "serve", "2019-10-30", posted_on=day("2019-10-28"), **post)
    refused(desk, "快递", "serve", "2019-10-30", method="courier")
    refused(desk, "没有要求用电子方式", "serve", "2019-10-30", method="electronic")


def test_a_withdrawal_takes_the_unserved_reply_with_it() -> None:
    desk = opened("2019-09-25")
    desk.signed("2019-10-08")
    desk.do("withdraw", "2019-10-08", on=day("2019-10-08"))
    assert desk.case.papers.get(kind="reply_not_exist").voided_at


def test_a_decision_does_not_come_before_the_reply_it_is_about() -> None:
    desk = opened("2019-06-03")
    desk.closed("2019-06-20")
    refused(desk, "早于上次办结", "reopen", "2019-09-26", ordered_on=day("2019-06-19"))
    desk.do("reopen", "2019-09-26", ordered_on=day("2019-09-25"))
    desk.do("accept", "2019-09-26")
    desk.closed("2019-10-08")
    refused(desk, "早于上次办结", "reopen", "2019-12-02", ordered_on=day("2019-09-30"))


def test_cnt_7_the_result_of_an_earlier_year_stays_and_one_of_the_same_year_is_replaced() -> None:
    desk = opened("2019-06-03")
    desk.closed("2019-06-20")
    for on, outcome in (("2019-09-25", "provided"), ("2020-03-02", "provided")):
        desk.do("reopen", on, ordered_on=day(on))
        desk.do("accept", on)
        desk.signed(on, PROVIDED if on < "2020" else NOT_FOUND)
        desk.do("serve", on, method="direct", signed_on=day(on))
        assert (desk.case.outcome, desk.case.concluded_year) == (outcome, 2019)


def test_a_row_handled_anew_is_no_longer_corrected_in_the_ledger() -> None:
    desk = opened("2019-09-25")
    ended = {"outcome": "provided", "concluded_on": day("2019-06-20")}
    row = factories.application(desk.case.organ, **ended)
    anew = {"by": desk.posts[Role.OFFICER], "at": factories.noon(day("2019-09-25"))}
    actions.reopen(row.pk, ordered_on=day("2019-09-25"), basis="某判决", **anew)
    with pytest.raises(Refusal, match="按程序办理"):
        actions.amend(row.pk, received_on=day("2019-06-04"), **anew)
    with pytest.raises(Refusal, match="不是同一申请人"):
        actions.link(row.pk, earlier=desk.pk, **anew)


def test_the_applicant_opens_and_rates_his_own_reply_alone() -> None:
    desk, at = opened("2019-09-25"), factories.noon(day("2019-10-09"))
    desk.closed("2019-10-08")
    other = Asking(opened("2019-09-25").pk)
    with pytest.raises(PermissionDenied):
        actions.rate(desk.pk, stars=1, by=other, at=at)
    with pytest.raises(PermissionDenied):
        actions.open_reply(desk.pk, by=other, at=at)
    assert actions.rate(desk.pk, stars=5, by=Asking(desk.pk), at=at).stars == 5


def test_a_case_is_given_to_an_officer_who_holds_the_post_today() -> None:
    desk = opened("2019-09-25")
    left = factories.post(Role.OFFICER, desk.case.organ, until=day("2019-09-30"))
    refused(desk, "现任的经办人", "assign", "2019-10-08", to=left)


def test_a_case_is_merged_only_into_one_that_is_being_handled() -> None:
    desk = opened("2019-09-25")
    facts = {"outcome": "merged", "reason": "同一事项"}
    gone = factories.filed(desk.case.organ, day("2019-09-25")).application
    Application.objects.filter(pk=gone.pk).update(stage=Stage.LAPSED)
    refused(desk, "没有指明并入哪一件", "end", "2019-09-26", into=gone.pk, **facts)
