"""Whether a document is in force on a day: its dates, and changes with their basis (NRM-6…8)."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from mingbai.refusal import Refusal
from mingbai.rules.calendar import ONE_DAY
from mingbai.rules.dated import law
from mingbai.rules.legal_days import chinese_date

MAX_REGISTER_NO = 40


class Change(StrEnum):
    """What may happen to a document: 修改, 废止, 宣布失效, 恢复效力 (a repeal itself undone)."""

    AMENDED = "amended"
    REPEALED = "repealed"
    EXPIRED = "expired"
    RESTORED = "restored"

    @property
    def label(self) -> str:
        """The change in Chinese."""
        return str(_data()["change"][self.value]["name"])


class State(StrEnum):
    """效力状况 of a document on a day."""

    PENDING = "pending"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return str(_data()["state"][self.value]["name"])

    @property
    def mark(self) -> str:
        """What a list says of it; empty where a reader need not be warned."""
        return str(_data()["state"][self.value].get("mark", ""))

    @property
    def rule(self) -> str:
        """Where it is said that the state is what it is, and is shown."""
        return str(_data()["state"][self.value]["basis"])

    @property
    def binds(self) -> bool:
        """Whether the document is in force, wholly or in part."""
        return self in (State.IN_FORCE, State.AMENDED)


@dataclass(frozen=True)
class ValidityEvent:
    """A change from a day on, and the document that says so. Raises Refusal without a basis."""

    change: Change
    on: date
    basis: str

    def __post_init__(self) -> None:
        if not self.basis.strip():
            raise Refusal(
                f"{self.change.label}须写明依据的文件",
                article=_data()["basis"],
                remedy="请写明作出决定的文件名称和文号",
            )


@dataclass(frozen=True)
class Validity:
    """The state on a day, since when (None when unknown), and by what document or rule."""

    state: State
    since: date | None
    basis: str

    @property
    def sentence(self) -> str:
        """现行有效；已废止（自2026年1月1日起，依据：……）."""
        if self.since is None or self.state is State.IN_FORCE:
            return self.state.label
        if self.state is State.PENDING:
            return f"{self.state.label}（自{chinese_date(self.since)}起施行）"
        return f"{self.state.label}（自{chinese_date(self.since)}起，依据：{self.basis}）"


def state(
    effective_on: date | None,
    expires_on: date | None,
    events: Iterable[ValidityEvent],
    on: date,
) -> Validity:
    """The validity on a day; NRM-8: in force while ``effective_on <= on < expires_on``.

    ``expires_on`` is the 失效日期, the first day without force (``last_day`` is the 有效期至); it
    works by itself.  Without ``effective_on`` the document applies since always.  Events may be
    given in any order; those after ``on`` do not count, and a document ends by the first of several
    that end it.
    """
    known = sorted((event for event in events if event.on <= on), key=lambda event: event.on)
    expired = expires_on is not None and expires_on <= on
    ended = _ended(known)
    if ended is not None and not (expired and expires_on is not None and expires_on < ended.on):
        return Validity(State(ended.change.value), ended.on, ended.basis)
    if expired:
        return Validity(State.EXPIRED, expires_on, State.EXPIRED.rule)
    if effective_on is not None and on < effective_on:
        return Validity(State.PENDING, effective_on, State.PENDING.rule)
    amended = [event for event in known if event.change is Change.AMENDED]
    if amended:
        return Validity(State.AMENDED, amended[-1].on, amended[-1].basis)
    return Validity(State.IN_FORCE, effective_on, State.IN_FORCE.rule)


def check_period(effective_on: date, expires_on: date) -> None:
    """Refusal when the document would expire before it applies."""
    if expires_on <= effective_on:
        raise Refusal(
            f"失效日期{chinese_date(expires_on)}应晚于施行日期{chinese_date(effective_on)}",
            remedy="请核对两个日期",
        )


def last_day(expires_on: date) -> date:
    """有效期至: the last day in force, for a page."""
    return expires_on - ONE_DAY


def expiry_after(valid_until: date) -> date:
    """失效日期 of a document that says 有效期至 ``valid_until``: the day after."""
    return valid_until + ONE_DAY


def default_years(title: str) -> int:
    """Years a document runs that names no end (NRM-6, local): fewer for 试行 and 暂行."""
    period = _data()["period"]
    trial = any(word in title for word in period["trial_words"])
    return int(period["trial_years" if trial else "years"])


def expiry(effective_on: date, years: int) -> date:
    """失效日期 of a document that runs ``years`` years from the day it applies."""
    if years < 1:
        raise Refusal("有效期至少一年", article=_data()["period"]["basis"])
    return _months_later(effective_on, 12 * years)


def evaluate_from(expires_on: date) -> date:
    """The day from which the document is to be evaluated: six months before it expires."""
    return _months_later(expires_on, -int(_data()["period"]["evaluation_months"]))


def needs_evaluation(expires_on: date | None, on: date) -> bool:
    """Whether the day lies in the months before expiry."""
    return expires_on is not None and evaluate_from(expires_on) <= on < expires_on


def check_register_no(text: str, pattern: str | None = None) -> None:
    """Refusal unless 统一登记号 has the shape of the place (NRM-7); ``pattern`` replaces ours."""
    register = _data()["register"]
    shape = pattern or register["pattern"]
    if len(text) > MAX_REGISTER_NO or not re.fullmatch(shape, text):
        raise Refusal(
            "统一登记号的写法不对",
            article=register["basis"],
            remedy=f"例如“{register['example']}”",
        )


def _ended(known: list[ValidityEvent]) -> ValidityEvent | None:
    """The repeal or declared expiry that still stands; the first of several, until restored."""
    ended: ValidityEvent | None = None
    for event in known:
        if event.change is Change.RESTORED:
            ended = None
        elif event.change is not Change.AMENDED:
            ended = ended or event
    return ended


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _data() -> Mapping[str, Any]:
    return law("validity")
