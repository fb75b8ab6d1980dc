"""The vectors of CLK-5 through the actions, each with what moves the period and what not."""

import pytest

from mingbai.applications import clock
from mingbai.applications.models import Inquiry, InquiryKind
from mingbai.applications.stages import Stage
from mingbai.refusal import Refusal
from mingbai.rules.receipt import Channel
from tests import factories
from tests.applications.casework import PROVIDED, day, opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2019-09-25", "2019-10-28"),
        ("2020-01-20", "2020-02-25"),
        ("2024-09-10", "2024-10-14"),
        ("2025-01-20", "2025-02-21"),
        ("2025-09-18", "2025-10-22"),
        ("2026-02-10", "2026-03-16"),
    ],
)
def test_twenty_working_days_from_the_day_after_receipt(received: str, due: str) -> None:
    assert opened(received).due == day(due)


def test_what_awaits_confirmation_has_no_day_to_reply_until_both_sides_confirm() -> None:
    desk = opened("2019-09-23", channel=Channel.EMAIL)
    assert (desk.stage, desk.due) == (Stage.SUBMITTED, None)
    desk.do("fail_to_confirm", "2019-09-24", note="上午十时电话无人接听")
    assert desk.due is None
    assert desk.do("confirm", "2019-09-25").received_on == day("2019-09-25")
    assert desk.due == day("2019-10-28")


@pytest.mark.parametrize(("sent", "late"), [("2019-10-10", False), ("2019-10-11", True)])
def test_a_correction_notice_after_the_seventh_working_day_is_marked_late(
    sent: str, late: bool
) -> None:
    desk = opened("2019-09-25")
    desk.do("ask_correction", sent)
    assert Inquiry.objects.get().late is late
    assert desk.due is None
    desk.do("receive_correction", "2019-10-15", on=day("2019-10-15"))
    assert desk.due == day("2019-11-12")


def test_a_consultation_is_not_counted() -> None:
    desk = opened("2019-09-25")
    desk.do("consult_third_party", "2019-10-08")
    desk.do("record_opinion", "2019-10-16", inquiry_id=desk.inquiry(), on=day("2019-10-16"))
    assert (desk.stage, desk.due) == (Stage.PROCESSING, day("2019-11-06"))


def test_two_consultations_at_once_are_not_counted_once() -> None:
    desk = opened("2019-09-25")
    desk.do("consult_third_party", "2019-10-08")
    first = desk.inquiry()
    desk.do("consult_agency", "2019-10-09")
    second = desk.inquiry()
    on = day("2019-10-16")
    desk.do("record_opinion", "2019-10-16", inquiry_id=second, on=day("2019-10-12"))
    assert desk.stage is Stage.CONSULTING_THIRD_PARTY
    desk.do("record_opinion", "2019-10-16", inquiry_id=first, on=on)
    assert (desk.stage, desk.due) == (Stage.PROCESSING, day("2019-11-06"))


def test_the_third_party_has_fifteen_working_days_from_the_day_it_got_the_letter() -> None:
    desk = opened("2019-09-25")
    desk.do("consult_third_party", "2019-10-08")
    asked, got = desk.inquiry(), day("2019-10-09")
    with pytest.raises(Refusal, match="2019年10月29日届满"):
        desk.do("end_consultation", "2019-10-29", inquiry_id=asked, delivered_on=got)
    desk.do("end_consultation", "2019-10-30", inquiry_id=asked, delivered_on=got)
    assert Inquiry.objects.get().due_on == day("2019-10-29")
    assert Inquiry.objects.get().answer == "silent"


def test_the_silence_of_a_co_maker_is_consent() -> None:
    desk = opened("2019-09-25")
    desk.do("consult_agency", "2019-10-08", co_maker=True)
    desk.do("end_consultation", "2019-10-30", inquiry_id=desk.inquiry())
    assert Inquiry.objects.get().answer == "consent"


def test_a_late_opinion_is_kept_but_the_period_ran_on_from_the_last_day() -> None:
    desk = opened("2019-09-25")
    desk.do("consult_third_party", "2019-10-08")
    desk.do("record_opinion", "2019-11-08", inquiry_id=desk.inquiry(), on=day("2019-11-08"))
    in_time = opened("2019-09-25")
    in_time.do("consult_third_party", "2019-10-08")
    last = Inquiry.objects.get(application=in_time.pk).due_on
    in_time.do("record_opinion", "2019-11-08", inquiry_id=in_time.inquiry(), on=last)
    assert desk.due == in_time.due


def test_a_full_extension_adds_twenty_working_days() -> None:
    desk = opened("2019-09-25")
    desk.do("extend", "2019-10-28")
    assert desk.due == day("2019-11-25")


def test_a_fee_stops_the_period_and_it_begins_anew_after_payment() -> None:
    desk = opened("2025-02-05")
    desk.do("charge", "2025-02-10")
    waiting = Inquiry.objects.get()
    assert (waiting.kind, waiting.due_on) == (InquiryKind.PAYMENT, day("2025-03-10"))
    assert desk.due is None
    desk.do("record_payment", "2025-02-20", on=day("2025-02-20"))
    assert desk.due == day("2025-03-20")


def test_the_period_runs_on_while_reasons_are_asked_and_a_delay_moves_it() -> None:
    desk = opened("2019-09-25")
    desk.do("ask_reason", "2019-09-27")
    assert desk.due == day("2019-10-28")
    desk.do("receive_reason", "2019-10-08", on=day("2019-10-08"))
    desk.do("grant_delay", "2019-10-09", until=day("2019-12-31"))
    assert (desk.stage, desk.due) == (Stage.PROCESSING, day("2019-12-31"))


def test_a_referral_is_not_counted_and_never_moves_the_application_away() -> None:
    desk = opened("2019-09-25")
    organ = desk.case.organ_id
    desk.do("refer", "2019-10-08")
    desk.do("record_determination", "2019-10-16", on=day("2019-10-16"))
    assert (desk.stage, desk.due) == (Stage.PROCESSING, day("2019-11-06"))
    assert desk.case.organ_id == organ


def test_a_case_ordered_anew_has_twenty_working_days_from_the_decision() -> None:
    desk = opened("2019-06-03")
    desk.closed("2019-06-20")
    desk.do("reopen", "2019-09-26", ordered_on=day("2019-09-25"))
    assert desk.due == day("2019-10-28")
    desk.do("accept", "2019-09-26")
    desk.do("extend", "2019-10-28")
    assert desk.due == day("2019-11-25")


def test_the_days_that_the_decision_sets_go_before() -> None:
    desk = opened("2019-06-03")
    desk.closed("2019-06-20")
    desk.do("reopen", "2019-09-26", ordered_on=day("2019-09-25"), workdays=7)
    assert desk.due == day("2019-10-10")


def test_nothing_of_the_first_handling_weighs_on_the_second() -> None:
    desk = opened("2019-06-03")
    desk.do("extend", "2019-06-05")
    desk.do("ask_reason", "2019-06-10")
    desk.do("receive_reason", "2019-06-11", on=day("2019-06-11"))
    desk.do("grant_delay", "2019-06-12", until=day("2020-06-30"))
    desk.do("consult_third_party", "2019-09-23")
    desk.do("withdraw", "2019-09-24", on=day("2019-09-24"))
    desk.do("reopen", "2019-09-25", ordered_on=day("2019-09-25"))
    assert desk.due == day("2019-10-28")


@pytest.mark.parametrize(
    ("asking", "withdrawn"), [("ask_correction", "2025-02-12"), ("charge", "2025-02-12")]
)
def test_what_was_never_answered_does_not_stop_the_second_handling(
    asking: str, withdrawn: str
) -> None:
    desk = opened("2025-02-05")
    desk.do(asking, "2025-02-10")
    desk.do("withdraw", withdrawn, on=day(withdrawn))
    desk.do("reopen", "2025-02-20", ordered_on=day("2025-02-20"))
    assert desk.due == day("2025-03-20")


def test_a_row_of_the_ledger_from_the_old_regulation_is_answered_anew_in_the_new_period() -> None:
    desk = opened("2019-09-25")
    old = factories.application(
        desk.case.organ,
        received_on=day("2019-03-01"),
        outcome="provided",
        concluded_on=day("2019-03-20"),
    )
    desk.pk = old.pk
    desk.do("reopen", "2019-09-25", ordered_on=day("2019-09-25"))
    assert desk.due == day("2019-10-28")


def test_an_ended_case_has_no_day_to_reply() -> None:
    desk = opened("2019-09-25")
    desk.closed("2019-10-08")
    assert desk.due is None
    assert clock.explanation(desk.case).due == day("2019-10-28")


@pytest.mark.parametrize(("posted", "timely"), [("2019-10-28", True), ("2019-10-29", False)])
def test_a_reply_by_post_is_in_time_when_posted_on_the_last_day(posted: str, timely: bool) -> None:
    desk = opened("2019-09-25")
    desk.signed("2019-10-25", PROVIDED)
    desk.do("serve", posted, method="post", posted_on=day(posted), tracking="EA000000001CN")
    assert desk.case.papers.get(kind="reply_open").deliveries.get().in_time is timely


def test_a_reply_handed_over_is_in_time_by_the_day_of_signing_for_it() -> None:
    desk = opened("2019-09-25")
    desk.signed("2019-10-25", PROVIDED)
    desk.do("serve", "2019-10-30", method="direct", signed_on=day("2019-10-29"))
    delivery = desk.case.papers.get(kind="reply_open").deliveries.get()
    assert (delivery.in_time, delivery.served_on) == (False, day("2019-10-29"))
    assert desk.case.concluded_on == day("2019-10-25")
