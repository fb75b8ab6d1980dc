"""235号: which day decides whether a reply is in time, and when the remedy period begins."""

from datetime import date

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.service import Method, check_method, in_time, served_on

DUE = date(2026, 3, 16)
LAST, NEXT = date(2026, 3, 16), date(2026, 3, 17)
PAPER = date(2026, 3, 13)

TIMELY = [
    ("直接送达，期满当日签收", Method.DIRECT, {"signed_on": LAST}, True),
    ("直接送达，次日签收", Method.DIRECT, {"signed_on": NEXT}, False),
    ("委托送达，期满当日签收", Method.ENTRUSTED, {"signed_on": LAST}, True),
    ("委托送达，交出不算", Method.ENTRUSTED, {"posted_on": LAST}, False),
    ("邮寄，期满当日交邮、次日签收", Method.POST, {"posted_on": LAST, "signed_on": NEXT}, True),
    ("邮寄，次日交邮", Method.POST, {"posted_on": NEXT}, False),
    ("邮寄，只有签收没有交邮凭证", Method.POST, {"signed_on": LAST}, False),
    ("电子，期满当日发送成功", Method.ELECTRONIC, {"sent_on": LAST}, True),
    ("电子，次日发送", Method.ELECTRONIC, {"sent_on": NEXT}, False),
    ("电子，没有发送成功", Method.ELECTRONIC, {}, False),
]


@pytest.mark.parametrize(
    ("method", "days", "timely"), [row[1:] for row in TIMELY], ids=[r[0] for r in TIMELY]
)
def test_in_time(method: Method, days: dict[str, date], timely: bool) -> None:
    posted, signed, sent = (days.get(name) for name in ("posted_on", "signed_on", "sent_on"))
    found = in_time(method, due_on=DUE, posted_on=posted, signed_on=signed, sent_on=sent)
    assert found.in_time is timely
    assert found.basis


def test_the_sentence() -> None:
    found = in_time(Method.POST, due_on=DUE, posted_on=NEXT)
    assert found.sentence == "邮寄送达（中国邮政）：2026年3月17日交邮，期限至2026年3月16日，逾期。"


def test_a_private_courier_is_refused() -> None:
    with pytest.raises(Refusal, match="只能交邮政企业"):
        in_time(Method.COURIER, due_on=DUE, posted_on=LAST)


def test_electronic_only_when_asked_for() -> None:
    check_method(Method.ELECTRONIC, PAPER)
    with pytest.raises(Refusal, match="没有要求"):
        check_method(Method.ELECTRONIC, PAPER, requested=False)


def test_the_remedy_period_runs_from_what_the_applicant_has() -> None:
    assert served_on(Method.POST, posted_on=PAPER, signed_on=NEXT, on=PAPER) == NEXT
    assert served_on(Method.POST, posted_on=PAPER, on=PAPER) is None
    assert served_on(Method.DIRECT, signed_on=LAST, on=PAPER) == LAST
    assert served_on(Method.ELECTRONIC, sent_on=PAPER, on=PAPER) == PAPER


def test_signing_before_posting_cannot_be() -> None:
    with pytest.raises(Refusal, match="送达回证"):
        served_on(Method.POST, posted_on=NEXT, signed_on=LAST, on=PAPER)


@pytest.mark.parametrize("method", Method, ids=[each.label for each in Method])
def test_every_method_has_a_name(method: Method) -> None:
    assert method.label
