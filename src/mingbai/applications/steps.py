"""The next step of an open case in a few words, and the working days left as a pill."""

from dataclasses import dataclass
from datetime import date, timedelta

from mingbai.applications.models import Application
from mingbai.applications.stages import UNRECEIVED, Stage
from mingbai.rules.calendar import Calendar

SOON = 5
_NEXT = {
    Stage.SUBMITTED: "与申请人确认收到",
    Stage.UNCONFIRMED: "再次联系申请人",
    Stage.REGISTERED: "受理承办，或者七个工作日内告知补正",
    Stage.AWAITING_CORRECTION: "等申请人补正",
    Stage.PROCESSING: "起草答复",
    Stage.CONSULTING_THIRD_PARTY: "等第三方意见",
    Stage.CONSULTING_AGENCY: "等其他机关意见",
    Stage.REFERRED: "等主管部门确定",
    Stage.AWAITING_REASON: "等申请人说明理由",
    Stage.AWAITING_PAYMENT: "等申请人缴费",
    Stage.LEGAL_REVIEW: "业务审核人审核",
    Stage.SECRECY_REVIEW: "保密审查人审查",
    Stage.SIGNING: "签发人签发",
    Stage.SIGNED: "送达",
    Stage.REOPENED: "受理，重新答复",
}


@dataclass(frozen=True)
class Left:
    """``days`` are working days left, negative when overdue, None while the period stands."""

    days: int | None
    words: str
    tone: str


def next_step(application: Application) -> str:
    """What is to be done next; empty when nothing is."""
    return _NEXT.get(Stage(application.stage), "")


def left(application: Application, *, today: date, calendar: Calendar) -> Left:
    """The pill of a case: a word and a number, coloured."""
    if Stage(application.stage) in UNRECEIVED:
        return Left(None, "待确认", "amber")
    due = application.due_on
    if due is None:
        return Left(None, "期限停止", "plain")
    if today > due:
        late = calendar.workdays_between(due, today)
        # 届满后的休息日：一个工作日也还没过，但已逾期
        return Left(-max(late, 1), f"已逾期 {late} 个工作日" if late else "已逾期", "danger")
    days = calendar.workdays_between(today, due)
    if not days:
        return Left(0, "今天到期", "danger")
    return Left(days, f"还剩 {days} 个工作日", "amber" if days <= SOON else "green")


def soon_until(today: date, calendar: Calendar) -> date:
    """The last day that counts as due soon."""
    return calendar.add_workdays(today, SOON + 1) - timedelta(days=1)
