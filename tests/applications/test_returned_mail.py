"""A reply that came back: noted, sent another way, archived; in time by its first posting."""

from datetime import date

import pytest

from mingbai.accounts.roles import Role
from mingbai.applications import actions, guards
from mingbai.applications.models import Delivery, Note
from mingbai.applications.stages import Move, Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.applications.test_procedure import NOT_FOUND, RECEIVED, fresh, government
from tests.factories import noon

pytestmark = pytest.mark.django_db

SENT, BACK = date(2019, 10, 8), date(2019, 10, 30)


def test_what_came_back_is_sent_another_way_and_archived() -> None:
    organ = factories.described(factories.organ(parent=government()))
    posts = factories.office_of_all(organ)
    officer, at = posts[Role.OFFICER], noon(SENT)
    case = factories.filed(organ, RECEIVED, by=officer).application
    actions.accept(case.pk, by=officer, at=at)
    actions.draft(case.pk, draft=NOT_FOUND, by=officer, at=at)
    actions.submit_draft(case.pk, by=officer, at=at)
    actions.pass_legal(case.pk, by=posts[Role.REVIEWER], at=at)
    actions.pass_secrecy(case.pk, by=posts[Role.SECRECY], at=at)
    actions.sign(case.pk, by=posts[Role.SIGNER], at=at)
    posted = {"posted_on": SENT, "tracking": "EA000000001CN"}
    actions.serve(case.pk, method="post", by=officer, at=at, **posted)
    delivery = Delivery.objects.get()
    with pytest.raises(Refusal, match="没有退回的文书"):
        actions.serve_again(case.pk, method="direct", signed_on=BACK, by=officer, at=noon(BACK))

    back = {"delivery_id": delivery.pk, "returned_on": BACK, "reason": "查无此人"}
    actions.record_return(case.pk, by=officer, at=noon(BACK), **back)
    with pytest.raises(Refusal, match="没有等待签收的文书"):
        actions.record_return(case.pk, by=officer, at=noon(BACK), **back)
    actions.serve_again(case.pk, method="direct", signed_on=BACK, by=officer, at=noon(BACK))
    actions.archive(case.pk, by=officer, at=noon(BACK))

    first, second = Delivery.objects.order_by("at")
    assert (first.in_time, first.returned_on, first.return_reason) == (True, BACK, "查无此人")
    assert (second.in_time, second.served_on) == (None, BACK)
    assert fresh(case).stage == Stage.ARCHIVED
    assert fresh(case).concluded_on == SENT


def test_a_reply_served_before_does_not_hinder_the_one_that_came_back() -> None:
    organ = factories.described(factories.organ(parent=government()))
    officer = factories.post(Role.OFFICER, organ)
    case = factories.filed(organ, RECEIVED, by=officer).application
    paper = case.papers.get(kind="receipt")
    facts = {"paper": paper, "method": "post", "posted_on": SENT, "by": officer}
    Delivery.objects.create(signed_on=SENT, served_on=SENT, at=noon(SENT), **facts)
    later = Delivery.objects.create(returned_on=BACK, at=noon(BACK), **facts)
    case = fresh(case)
    case.stage = Stage.CLOSED
    assert guards.last_sent(case) == later
    guards.check(case, Move.SERVE_AGAIN, today=BACK)


def test_what_an_officer_writes_down_is_kept_in_his_words() -> None:
    organ = factories.organ()
    officer = factories.post(Role.OFFICER, organ)
    case = factories.filed(organ, RECEIVED, by=officer, channel="letter").application
    said = "下午三点拨打申请人电话，无人接听"
    actions.fail_to_confirm(case.pk, note=said, by=officer, at=noon(RECEIVED))
    assert [(note.move_label, note.text) for note in Note.objects.all()] == [("登记联系未果", said)]
