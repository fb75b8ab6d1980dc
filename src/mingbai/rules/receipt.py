"""The day an application counts as received, by the way it came (REG-31)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingbai.refusal import Refusal
from mingbai.rules.dated import in_force, law
from mingbai.rules.legal_days import chinese_date


class Channel(StrEnum):
    """How an application comes (第二十九条、第三十一条)."""

    FACE = "face"
    ORAL = "oral"
    POST = "post"
    LETTER = "letter"
    FAX = "fax"
    WEB = "web"
    EMAIL = "email"


CHANNEL_LABELS: dict[Channel, str] = {
    Channel.FACE: "当面提交",
    Channel.ORAL: "口头提出、代为填写",
    Channel.POST: "邮寄（需签收）",
    Channel.LETTER: "平常信函（无需签收）",
    Channel.FAX: "传真",
    Channel.WEB: "网上提交",
    Channel.EMAIL: "电子邮件",
}


@dataclass(frozen=True)
class ReceiptRule:
    """Channels whose receipt waits for the applicant's confirmation."""

    effective_from: date
    confirmed: tuple[Channel, ...]
    basis: str


def receipt_rule(arrived: date) -> ReceiptRule:
    """The rule on the day of arrival; Refusal before the first Regulation."""
    rules = (
        ReceiptRule(row["effective_from"], tuple(map(Channel, row["confirmed"])), row["basis"])
        for row in law("reply")["receipt"]
    )
    rule = in_force(rules, arrived)
    if rule is None:
        raise Refusal(
            f"{chinese_date(arrived)}《政府信息公开条例》尚未施行", remedy="请核对收到日期"
        )
    return rule


def needs_confirmation(channel: Channel, arrived: date) -> bool:
    """Whether the office must confirm with the applicant before the clock starts."""
    return channel in receipt_rule(arrived).confirmed


def received_on(channel: Channel, arrived: date, confirmed: date | None = None) -> date | None:
    """The legal day of receipt, None while a confirmation it depends on is missing.

    ``arrived`` is the day of handing in, signing for, or coming in; ``confirmed`` the day both
    sides confirmed.  Raises Refusal when the confirmation is dated before the arrival.
    """
    if confirmed is not None and confirmed < arrived:
        raise Refusal(
            f"确认日期{chinese_date(confirmed)}早于到达日期{chinese_date(arrived)}",
            article=receipt_rule(arrived).basis,
            remedy="请核对两个日期",
        )
    return confirmed if needs_confirmation(channel, arrived) else arrived
