"""REG-31: the day of receipt by channel, a truth table."""

from datetime import date

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.receipt import CHANNEL_LABELS, Channel, needs_confirmation, received_on

ARRIVED, CONFIRMED = date(2024, 3, 1), date(2024, 3, 4)


@pytest.mark.parametrize(
    ("channel", "unconfirmed", "confirmed"),
    [
        (Channel.FACE, ARRIVED, ARRIVED),  # 提交之日
        (Channel.ORAL, ARRIVED, ARRIVED),
        (Channel.POST, ARRIVED, ARRIVED),  # 签收之日
        (Channel.LETTER, None, CONFIRMED),  # 确认之日
        (Channel.FAX, None, CONFIRMED),  # 双方确认之日
        (Channel.WEB, None, CONFIRMED),
        (Channel.EMAIL, None, CONFIRMED),
    ],
)
def test_day_of_receipt(channel: Channel, unconfirmed: date | None, confirmed: date) -> None:
    assert received_on(channel, ARRIVED) == unconfirmed
    assert received_on(channel, ARRIVED, CONFIRMED) == confirmed
    assert needs_confirmation(channel, ARRIVED) is (unconfirmed is None)


def test_before_2019_an_online_submission_was_received_at_once() -> None:
    assert received_on(Channel.WEB, date(2011, 6, 1)) == date(2011, 6, 1)  # 指导案例26号


def test_a_confirmation_before_arrival_is_refused() -> None:
    with pytest.raises(Refusal, match=r"确认日期2024年3月1日早于到达日期2024年3月4日.*第三十一条"):
        received_on(Channel.WEB, CONFIRMED, ARRIVED)


def test_before_the_regulation_there_is_no_receipt() -> None:
    with pytest.raises(Refusal, match="尚未施行"):
        received_on(Channel.FACE, date(2008, 4, 30))


def test_every_channel_has_a_name() -> None:
    assert CHANNEL_LABELS.keys() == set(Channel)
