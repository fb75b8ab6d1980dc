"""What is put down for a reply: the facts that defence.py weighs (第三十六条、第三十七条)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingbai.rules.report.outcomes import Outcome


@dataclass(frozen=True)
class Pointer:
    """Where the applicant is sent: an organ and its contact, or an address and the way there.

    ``unknown``: why the responsible organ cannot be determined (第三十六条第（五）项).
    """

    organ: str = ""
    contact: str = ""
    address: str = ""
    way: str = ""
    unknown: str = ""


@dataclass(frozen=True)
class Search:
    """One search: in which system or archive, by whom, with which words, on which day."""

    where: str
    by: str
    words: str
    on: date | None


class Opinion(StrEnum):
    """What a third party said; silence is neither consent nor refusal (第三十二条)."""

    CONSENT = "consent"
    OBJECTION = "objection"
    SILENCE = "silence"


@dataclass(frozen=True)
class ThirdParty:
    """One third party: asked when, until when, what came back; or why nobody could be asked.

    ``told_on``: the day of the written notice that it will be disclosed against the objection.
    """

    asked_on: date | None = None
    reply_by: date | None = None
    opinion: Opinion | None = None
    objection: str = ""
    impossible: str = ""
    told_on: date | None = None


@dataclass(frozen=True)
class Withheld:
    """One part not given, the outcome whose ground it has, and its own reason (第三十七条)."""

    part: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class Earlier:
    """An earlier reply (number, date), or the application into which this one is merged."""

    number: str
    on: date | None = None


@dataclass(frozen=True)
class Correction:
    """The one correction notice: sent when, until when, and when the correction came (第三十条)."""

    noticed_on: date
    until: date
    corrected_on: date | None = None


@dataclass(frozen=True)
class FeeWait:
    """The fee notice: received when, last day to pay, paid in full when (109号)."""

    noticed_on: date
    until: date
    paid_on: date | None = None


@dataclass(frozen=True)
class Draft:
    """A reply before it is signed; empty fields are what has not been put down.

    ``article`` is the provision relied on, ``facts`` what was found, ``reasons`` why the provision
    applies to it; ``law`` the law or administrative regulation that forbids or has its own access
    rules; ``classification`` 定密依据 (for the file only); ``duty`` which rule gives the matter to
    another organ; ``way`` form, channel and time of supply; ``statement`` the written withdrawal.
    """

    outcome: Outcome
    article: str = ""
    facts: str = ""
    reasons: str = ""
    law: str = ""
    classification: str = ""
    duty: str = ""
    weighing: str = ""
    way: str = ""
    provided: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    pointer: Pointer = Pointer()
    searches: tuple[Search, ...] = ()
    third_parties: tuple[ThirdParty, ...] = ()
    earlier: Earlier | None = None
    correction: Correction | None = None
    fee: FeeWait | None = None
    reasons_asked_on: date | None = None
    statement: str = ""
