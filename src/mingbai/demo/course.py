"""One invented suit of a later year, taken through both courts to the new answer.

It shows the course of a case under today's law; the figures of 2019 do not know it.
"""

from datetime import date

from mingbai.accounts.roles import Role
from mingbai.demo.moments import moment
from mingbai.demo.officers import Staff
from mingbai.demo.remedies import COURT
from mingbai.organs.models import Organ
from mingbai.remedies import actions
from mingbai.remedies.models import Remedy

ORGAN = "zrzyj"
HIGHER_COURT = "示范市中级人民法院"


def live_through(made: dict[str, Organ], staff: Staff) -> Remedy:
    """Register the suit and every step of it, each on its day."""
    by = staff[ORGAN, Role.OFFICER]
    case = actions.register(
        organ=made[ORGAN],
        kind="suit",
        case_no="（2025）示0001行初12号",
        authority=COURT,
        subject="不服政府信息不存在告知（某地块控制性详细规划调整的论证材料）",
        filed_on=date(2025, 2, 20),
        accepted_on=date(2025, 3, 3),
        received_on=date(2025, 3, 6),
        by=by,
        at=moment(date(2025, 3, 7)),
    )
    key = case.pk
    actions.name_parties(
        key, applicant="演示原告（虚构）", by=by, at=moment(date(2025, 3, 7), hour=11)
    )
    actions.answer(key, answered_on=date(2025, 3, 18), by=by, at=moment(date(2025, 3, 18)))
    actions.hear(key, hearing_on=date(2025, 4, 17), by=by, at=moment(date(2025, 4, 17)))
    actions.decide(
        key,
        result="suit_annulled",
        decided_on=date(2025, 6, 9),
        served_on=date(2025, 6, 11),
        by=by,
        at=moment(date(2025, 6, 11)),
    )
    actions.appeal(
        key,
        case_no="（2025）示00行终58号",
        authority=HIGHER_COURT,
        opened_on=date(2025, 7, 2),
        by=by,
        at=moment(date(2025, 7, 4)),
    )
    actions.decide_again(
        key,
        result="same",
        decided_on=date(2025, 9, 4),
        served_on=date(2025, 9, 8),
        by=by,
        at=moment(date(2025, 9, 8)),
    )
    return _answered_anew(case, staff)


def _answered_anew(case: Remedy, staff: Staff) -> Remedy:
    by, key = staff[ORGAN, Role.OFFICER], case.pk
    ordered, done = date(2025, 9, 8), date(2025, 9, 24)
    actions.order_redo(key, ordered_on=ordered, workdays=15, by=by, at=moment(ordered, hour=15))
    actions.finish_redo(key, redo_done_on=done, by=by, at=moment(done))
    lesson = "答复信息不存在前，业务科室和档案室都要检索，检索的时间、范围和关键词记入案卷。"
    actions.reflect(key, cause="search", lesson=lesson, by=by, at=moment(done, hour=15))
    return actions.close(key, by=by, at=moment(date(2025, 9, 26)))
