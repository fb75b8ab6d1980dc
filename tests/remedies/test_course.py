"""The course of a case: what each step writes, what table four counts meanwhile (LIT-2…8)."""

from datetime import date
from typing import Any

import pytest

from mingbai.accounts.roles import Role
from mingbai.applications.models import Application
from mingbai.audit.models import Event
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.remedies import actions, queries
from mingbai.remedies.models import Remedy
from mingbai.remedies.stages import Move, Stage
from mingbai.rules.report.counting import count_remedies
from mingbai.rules.report.formats import for_year
from tests import factories
from tests.remedies import courses
from tests.remedies.courses import BY, STEPS, make

pytestmark = pytest.mark.django_db


def counted(case: Remedy, year: int) -> dict[str, int]:
    """The cells of table four of the year that are not nought, without totals."""
    groups = queries.year_groups([case.organ_id], year)
    cells = count_remedies(groups, year=year, fmt=for_year(year))
    return {cell: n for cell, n in cells.items() if n and not cell.endswith("total")}


def test_one_event_a_step_and_no_text_in_it() -> None:
    case = courses.at_stage(Stage.CLOSED)
    events = list(Event.objects.filter(object_id=str(case.pk)).order_by("number"))
    assert [event.verb.partition(".")[2] for event in events] == [
        *("registered", "answered", "heard", "decided", "appealed", "decided_again"),
        *("redo_ordered", "redone", "reflected", "closed"),
    ]
    assert "检索" not in str([event.data for event in events])


def test_an_appealed_judgment_is_pending_at_the_end_of_the_year() -> None:
    """LIT-6：一审已判、上诉未决的，年底计尚未审结。"""
    case = courses.at_stage(Stage.APPEALED)
    assert case.result == ""
    assert counted(case, 2025) == {"suit_direct/pending": 1}


def test_the_judgment_of_the_second_court_is_the_result() -> None:
    case = courses.at_stage(Stage.APPEALED)
    make(Move.DECIDE_AGAIN, case, result="suit_claims_dismissed")
    case.refresh_from_db()
    assert (case.result, case.concluded_on) == ("suit_claims_dismissed", date(2025, 8, 11))
    assert counted(case, 2025) == {"suit_direct/upheld": 1}
    assert [each.result for each in queries.instances(case)] == [
        "suit_annulled",
        "suit_claims_dismissed",
    ]


def test_an_upheld_judgment_keeps_the_first_result() -> None:
    assert courses.at_stage(Stage.EFFECTIVE).result == "suit_annulled"


def test_a_judgment_that_nobody_appealed_concludes_the_case_when_it_takes_effect() -> None:
    case = courses.at_stage(Stage.DECIDED)
    assert (case.concluded_on, counted(case, 2025)) == (None, {"suit_direct/pending": 1})
    make(Move.TAKE_EFFECT, case)
    case.refresh_from_db()
    assert (case.result, case.concluded_on) == ("suit_annulled", date(2025, 6, 3))
    assert case.stands is Stage.EFFECTIVE


def test_no_effect_within_the_period_of_appeal() -> None:
    """行政诉讼法第八十五条：送达之日起十五日内可以上诉。"""
    case = courses.at_stage(Stage.DECIDED)
    with pytest.raises(Refusal, match="上诉期到2025年5月29日届满"):
        make(Move.TAKE_EFFECT, case, effective_on=date(2025, 5, 29))


def test_a_withdrawal_takes_effect_without_a_period_of_appeal() -> None:
    case = make(Move.DECIDE, courses.suit(), result="suit_withdrawn", served_on=None)
    assert (case.stands, case.concluded_on) == (Stage.EFFECTIVE, date(2025, 5, 12))


def test_a_review_is_concluded_by_its_decision_and_takes_effect_when_served() -> None:
    """行政复议法第七十五条：决定书一经送达即发生法律效力。"""
    case = make(Move.DECIDE, courses.review(), result="review_upheld", served_on=None)
    assert (case.stands, case.concluded_on) == (Stage.DECIDED, date(2025, 5, 12))
    case = make(Move.TAKE_EFFECT, case, effective_on=date(2025, 5, 20))
    assert (case.stands, case.served_on) == (Stage.EFFECTIVE, date(2025, 5, 20))
    assert counted(case, 2025) == {"review/upheld": 1}


def test_a_case_sent_back_begins_anew_under_its_new_number() -> None:
    case = make(Move.REMAND, courses.at_stage(Stage.APPEALED))
    assert case.stands is Stage.ACCEPTED
    make(Move.DECIDE, case, decided_on=date(2025, 11, 3), served_on=None)
    levels = [(each.level, each.outcome) for each in queries.instances(case)]
    assert levels == [
        ("first", "判决撤销或者部分撤销"),
        ("second", "发回重审"),
        ("first", "判决撤销或者部分撤销"),
    ]
    assert Remedy.objects.count() == 1


def test_a_retrial_leaves_the_judgment_in_force_until_the_new_one() -> None:
    case = courses.at_stage(Stage.RETRIED)
    assert case.result == "suit_annulled"
    case = make(
        Move.DECIDE_AGAIN,
        case,
        result="suit_claims_dismissed",
        decided_on=date(2025, 12, 8),
        served_on=None,
    )
    assert (case.result, case.concluded_on) == ("suit_claims_dismissed", date(2025, 12, 8))


@pytest.mark.parametrize("move", [Move.ANSWER, None], ids=["中止中提交答复", "中止中没有答复"])
def test_a_suspended_case_goes_on_where_it_stood(move: Move | None) -> None:
    case = courses.at_stage(Stage.SUSPENDED)
    if move:
        case = make(move, case)
    case = make(Move.RESUME, case)
    assert case.stands is (Stage.ANSWERED if move else Stage.ACCEPTED)


def test_a_suspended_appeal_goes_on_as_an_appeal() -> None:
    case = courses.at_stage(Stage.APPEALED)
    case = make(Move.SUSPEND, case, on=date(2025, 7, 1))
    assert counted(case, 2025) == {"suit_direct/pending": 1}
    assert make(Move.RESUME, case, on=date(2025, 7, 8)).stands is Stage.APPEALED


def test_a_corrected_answer_is_not_closed_without_cause_and_lesson() -> None:
    case = courses.at_stage(Stage.EFFECTIVE)
    with pytest.raises(Refusal, match="还没有写明原因和改进措施"):
        make(Move.CLOSE, case)
    make(Move.REFLECT, case)
    assert make(Move.CLOSE, case).stands is Stage.CLOSED


def test_an_order_to_perform_is_not_closed_without_the_new_answer() -> None:
    case = make(Move.CONCLUDE, courses.suit(), result="suit_ordered_to_perform")
    case = make(Move.REFLECT, case)
    with pytest.raises(Refusal, match="还没有重新答复"):
        make(Move.CLOSE, case)
    make(Move.ORDER_REDO, case)
    make(Move.FINISH_REDO, case)
    assert make(Move.CLOSE, case).stands is Stage.CLOSED


def test_an_upheld_answer_is_nothing_to_do_over() -> None:
    case = make(Move.DECIDE, courses.review(), result="review_upheld")
    with pytest.raises(Refusal, match="结果是“决定维持”，不责令重新答复"):
        make(Move.ORDER_REDO, case)
    assert make(Move.CLOSE, case).stands is Stage.CLOSED


DAYS = {
    "答复早于收到副本": (Move.ANSWER, {"answered_on": date(2025, 3, 4)}, "早于收到副本日期"),
    "答复在将来": (Move.ANSWER, {"answered_on": date(2026, 1, 1)}, "晚于今天"),
    "开庭早于受理": (Move.HEAR, {"hearing_on": date(2025, 3, 1)}, "早于受理日期"),
    "中止在将来": (Move.SUSPEND, {"on": date(2026, 1, 1)}, "晚于今天"),
    "判决早于立案": (Move.DECIDE, {"decided_on": date(2025, 3, 1)}, "早于2025年3月3日"),
    "送达早于判决": (Move.DECIDE, {"served_on": date(2025, 5, 11)}, "早于2025年5月12日"),
    "复议结果": (Move.DECIDE, {"result": "review_upheld"}, "是行政复议的结果"),
    "未审结不是裁判": (Move.DECIDE, {"result": "suit_pending"}, "不是审结的结果"),
}


@pytest.mark.parametrize(("move", "changes", "words"), DAYS.values(), ids=list(DAYS))
def test_what_cannot_be_is_refused(move: Move, changes: dict[str, Any], words: str) -> None:
    case = courses.suit()
    with pytest.raises(Refusal, match=words):
        make(move, case, **changes)


LATER = {
    "上诉早于一审判决": (Stage.DECIDED, Move.APPEAL, {"opened_on": date(2025, 5, 1)}, "早于"),
    "上诉没有案号": (Stage.DECIDED, Move.APPEAL, {"case_no": " "}, "没有案号"),
    "重新答复早于责令": (
        *(Stage.REDOING, Move.FINISH_REDO, {"redo_done_on": date(2025, 8, 1)}),
        "早于责令重新答复日期",
    ),
    "责令期限为零": (Stage.EFFECTIVE, Move.ORDER_REDO, {"workdays": 0}, "1至250个工作日"),
    "没有的原因": (Stage.CLOSED, Move.REFLECT, {"cause": "bad"}, "没有这一类原因"),
}


@pytest.mark.parametrize(("stage", "move", "changes", "words"), LATER.values(), ids=list(LATER))
def test_what_cannot_be_later_is_refused(
    stage: Stage, move: Move, changes: dict[str, Any], words: str
) -> None:
    case = courses.at_stage(stage)
    with pytest.raises(Refusal, match=words):
        make(move, case, **changes)


def test_a_judgment_put_right_puts_the_case_right() -> None:
    case = courses.at_stage(Stage.EFFECTIVE)
    changes: dict[str, Any] = {"result": "suit_illegal", "decided_on": date(2025, 8, 12)}
    case = actions.correct(case.pk, **changes, **BY)
    assert (case.result, case.concluded_on) == ("suit_illegal", date(2025, 8, 12))
    assert Event.objects.filter(verb="remedy.corrected").count() == 1


def test_a_judgment_put_right_before_its_effect_leaves_the_case_open() -> None:
    case = courses.at_stage(Stage.DECIDED)
    changes: dict[str, Any] = {"result": "suit_illegal", "decided_on": date(2025, 5, 13)}
    case = actions.correct(case.pk, **changes, **BY)
    assert (case.result, case.stands) == ("", Stage.DECIDED)


def test_a_withdrawal_does_not_become_a_judgment_by_correction() -> None:
    case = make(Move.DECIDE, courses.suit(), result="suit_withdrawn", served_on=None)
    with pytest.raises(Refusal, match="生效的方式不同"):
        actions.correct(case.pk, result="suit_annulled", decided_on=date(2025, 5, 12), **BY)


def test_a_review_served_on_another_day_took_effect_that_day() -> None:
    case = make(Move.DECIDE, courses.review(), result="review_upheld")
    changes: dict[str, Any] = {"decided_on": date(2025, 5, 12), "served_on": date(2025, 5, 16)}
    case = actions.correct(case.pk, result="review_upheld", **changes, **BY)
    assert (case.served_on, case.effective_on) == (date(2025, 5, 16), date(2025, 5, 16))


def test_what_a_judgment_says_is_not_amended_in_the_ledger() -> None:
    case = courses.at_stage(Stage.EFFECTIVE)
    with pytest.raises(Refusal, match="请在案件页"):
        actions.amend(case.pk, result="suit_void", **BY)
    actions.amend(case.pk, subject="更正后的行为", **BY)


AMENDED = {
    "补录审结": ({"result": "suit_claims_dismissed", "concluded_on": date(2025, 9, 1)}, "closed"),
    "补录被纠正": ({"result": "suit_annulled", "concluded_on": date(2025, 9, 1)}, "effective"),
    "补录答复": ({"answered_on": date(2025, 3, 12)}, "answered"),
    "补录开庭": ({"hearing_on": date(2025, 4, 10)}, "heard"),
    "补录责令重新答复": (
        {
            "result": "suit_annulled",
            "concluded_on": date(2025, 9, 1),
            "redo_ordered_on": date(2025, 9, 2),
        },
        "redoing",
    ),
}


@pytest.mark.parametrize(("changes", "stage"), AMENDED.values(), ids=list(AMENDED))
def test_the_stage_follows_the_facts_of_the_ledger(changes: dict[str, Any], stage: str) -> None:
    assert actions.amend(courses.suit().pk, **changes, **BY).stage == stage
    assert courses.suit(**changes).stage == stage


def test_a_result_taken_back_opens_the_case_again() -> None:
    case = make(Move.CONCLUDE, courses.suit(answered_on=date(2025, 3, 12)))
    case = actions.amend(case.pk, result=None, concluded_on=None, **BY)
    assert (case.stands, case.concluded_on) == (Stage.ANSWERED, None)


def test_simplified_review_is_not_before_2024() -> None:
    """行政复议法（2023年修订）第五十三条，2024年1月1日起施行。"""
    with pytest.raises(Refusal, match="没有简易程序"):
        factories.remedy(procedure="simplified")


def test_the_names_of_the_parties_are_sealed_and_logged() -> None:
    case = courses.suit()
    actions.name_parties(case.pk, applicant="王小明", third_party="某公司", **BY)
    stored = Remedy.objects.filter(pk=case.pk).values_list("applicant", flat=True).get()
    assert "王小明" not in str(getattr(stored, "text", stored))
    shown = actions.reveal_parties(case.pk, **BY)
    assert (shown.applicant, shown.third_party) == ("王小明", "某公司")
    verbs = set(Event.objects.filter(object_id=str(case.pk)).values_list("verb", flat=True))
    assert {"remedy.parties_named", "remedy.parties_revealed"} <= verbs
    assert "王小明" not in str(list(Event.objects.values_list("data", flat=True)))


def test_names_go_when_the_retention_of_a_closed_case_is_over(settings: Any) -> None:
    """个人信息保护法第十九条：保存期限为实现处理目的所必要的最短时间。"""
    settings.RETENTION_YEARS = 5
    closed, redoing = courses.at_stage(Stage.CLOSED), courses.at_stage(Stage.REDOING)
    for case in (closed, redoing):
        actions.name_parties(case.pk, applicant="王小明", **BY)
    on_time = BY | {"at": factories.noon(date(2030, 8, 11))}
    assert actions.erase_parties(limit=9, **on_time) == 0
    later = BY | {"at": factories.noon(date(2030, 8, 12))}
    assert [actions.erase_parties(limit=9, **later) for _ in range(2)] == [1, 0]
    closed.refresh_from_db()
    redoing.refresh_from_db()
    assert (closed.applicant, redoing.applicant) == ("", "王小明")


def test_a_number_is_no_name() -> None:
    with pytest.raises(Refusal, match="姓名里有"):
        actions.name_parties(courses.suit().pk, applicant="王 13800138000", **BY)


def test_removing_takes_the_instances_along_and_says_which() -> None:
    case = courses.at_stage(Stage.APPEALED)
    actions.remove(case.pk, reason="重复登记", **BY)
    removal = queries.removals(Organ.objects.all()).get()
    assert [text[:2] for text in removal.facts["instances"]] == ["一审", "二审"]
    assert STEPS[Move.APPEAL]["case_no"] in removal.facts["instances"][1]


def concluded(organ: Organ | None = None) -> Application:
    """An application answered before the suit."""
    return factories.application(
        organ,
        received_on=date(2025, 1, 6),
        outcome="not_exist",
        concluded_on=date(2025, 1, 20),
        at=courses.AT,
    )


def sued(application: Application) -> Remedy:
    return courses.at_stage(
        Stage.EFFECTIVE, application.organ, application_number=application.number
    )


def test_an_ordered_new_answer_reopens_the_application() -> None:
    application = concluded()
    case = make(Move.ORDER_REDO, sued(application), workdays=15)
    application.refresh_from_db()
    assert application.stage == "reopened"
    assert application.outcome == "not_exist"  # CNT-7
    (reopening,) = application.reopenings.all()
    assert (reopening.ground, reopening.workdays) == ("court", 15)
    assert case.case_no in reopening.basis
    with pytest.raises(Refusal, match="还在重新办理"):
        make(Move.FINISH_REDO, case)


def test_an_application_that_is_open_anyway_simply_goes_on() -> None:
    application = concluded()
    first, second = sued(application), sued(application)
    make(Move.ORDER_REDO, first)
    assert make(Move.ORDER_REDO, second).stands is Stage.REDOING
    assert application.reopenings.count() == 1


def test_who_does_not_handle_the_application_does_not_reopen_it() -> None:
    above = factories.organ()
    application = concluded(factories.organ(parent=above))
    office = factories.post(Role.OFFICE, above)
    case = sued(application)
    with pytest.raises(Refusal, match=r"请由.*的经办人登记"):
        make(Move.ORDER_REDO, case, by=office)
    case.refresh_from_db()
    assert case.stands is Stage.EFFECTIVE
