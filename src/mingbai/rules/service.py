"""Service of a paper: whether it was in time, and from which day the remedy period runs (235号)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from mingbai.refusal import Refusal
from mingbai.rules.dated import in_force, law
from mingbai.rules.legal_days import chinese_date


class Method(StrEnum):
    """How a paper reaches the applicant; a private courier is known only to be refused."""

    DIRECT = "direct"
    ENTRUSTED = "entrusted"
    POST = "post"
    ELECTRONIC = "electronic"
    COURIER = "courier"

    @property
    def label(self) -> str:
        """The method in Chinese."""
        rows = law("service")["method"] + law("service")["forbidden"]
        return next(str(row["label"]) for row in rows if row["name"] == self.value)


@dataclass(frozen=True)
class ServiceRule:
    """Which day decides timeliness and which starts the remedy clock: signed, posted or sent."""

    name: Method
    label: str
    effective_from: date
    timely_by: str
    served_by: str
    basis: str


@dataclass(frozen=True)
class Timeliness:
    """Whether a reply was in time: the deciding day (None while it has not come) and why."""

    in_time: bool
    day: date | None
    basis: str
    sentence: str


def service_rule(method: Method, on: date) -> ServiceRule:
    """The rule for a method on a day; Refusal for a private courier, or before the rule began."""
    for row in law("service")["forbidden"]:
        if row["name"] == method.value:
            raise Refusal(row["reason"], article=row["basis"], remedy=row["remedy"])
    rule = in_force((row for row in _rules() if row.name is method), on)
    if rule is None:
        raise Refusal(
            f"{chinese_date(on)}尚无“{method.label}”的规定", remedy="请核对日期和送达方式"
        )
    return rule


def check_method(method: Method, on: date, *, requested: bool = True) -> None:
    """Refuse a method that may not be used; electronic only when the applicant asked for it."""
    rule = service_rule(method, on)
    if method is Method.ELECTRONIC and not requested:
        raise Refusal(
            "申请人没有要求用电子方式接收答复",
            article=rule.basis,
            remedy="请改用直接送达或者邮寄送达，或者先征得申请人同意",
        )


def in_time(
    method: Method,
    *,
    due_on: date,
    posted_on: date | None = None,
    signed_on: date | None = None,
    sent_on: date | None = None,
    requested: bool = True,
) -> Timeliness:
    """Whether the reply was in time by the day that decides for its method.

    Direct and entrusted service: signed for on or before ``due_on``; by post: handed to the post
    by then; electronic: sent successfully by then (``sent_on`` is the day in Asia/Shanghai).
    Raises Refusal for a private courier, or an electronic paper nobody ``requested``.
    """
    check_method(method, due_on, requested=requested)
    rule = service_rule(method, due_on)
    day = _days(posted_on, signed_on, sent_on)[rule.timely_by]
    what = {"signed": "签收", "posted": "交邮", "sent": "发送成功"}[rule.timely_by]
    timely = day is not None and day <= due_on
    if day is None:
        words = f"还没有{what}，最迟{chinese_date(due_on)}"
    else:
        late = "按期" if timely else "逾期"
        words = f"{chinese_date(day)}{what}，期限至{chinese_date(due_on)}，{late}"
    return Timeliness(timely, day, rule.basis, f"{rule.label}：{words}。")


def served_on(
    method: Method,
    *,
    posted_on: date | None = None,
    signed_on: date | None = None,
    sent_on: date | None = None,
    on: date,
) -> date | None:
    """The day the applicant has the paper, from which the remedy period runs; None until then.

    By post it is the day of signing for it, not of posting.  ``on`` (the paper's date) chooses
    the rule; raises Refusal when that day lies before it or before the posting.
    """
    rule = service_rule(method, on)
    day = _days(posted_on, signed_on, sent_on)[rule.served_by]
    earliest = max(on, posted_on or on)
    if day is not None and day < earliest:
        raise Refusal(
            f"送达日期{chinese_date(day)}早于文书日期或者交邮日期{chinese_date(earliest)}",
            remedy="请核对送达回证上的日期",
        )
    return day


def _days(posted: date | None, signed: date | None, sent: date | None) -> dict[str, date | None]:
    return {"posted": posted, "signed": signed, "sent": sent}


@cache
def _rules() -> tuple[ServiceRule, ...]:
    rows = law("service")["method"]
    return tuple(ServiceRule(**row | {"name": Method(row["name"])}) for row in rows)
