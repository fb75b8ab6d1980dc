"""RFC 5545: whole days, escaping, folding that never cuts a Chinese character."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.rules.ics import Event, calendar_file

STAMP = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
EVENT = Event("case-12@example.gov.cn", date(2026, 3, 16), "答复期限")


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def unescaped(value: str) -> str:
    """Read back what was written, one character at a time."""
    found, quoted = "", False
    for character in value:
        if quoted:
            found += "\n" if character == "n" else character
            quoted = False
        elif character == "\\":
            quoted = True
        else:
            found += character
    return found


def test_one_whole_day() -> None:
    assert calendar_file("我的申请", [EVENT], STAMP).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mingbai//mingbai//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:我的申请",
        "BEGIN:VEVENT",
        "UID:case-12@example.gov.cn",
        "DTSTAMP:20260302T010203Z",
        "DTSTART;VALUE=DATE:20260316",
        "DTEND;VALUE=DATE:20260317",
        "SUMMARY:答复期限",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_stamp_is_written_in_utc() -> None:
    beijing = timezone(timedelta(hours=8))
    text = calendar_file("", [EVENT], datetime(2026, 3, 2, 9, 2, 3, tzinfo=beijing))
    assert "DTSTAMP:20260302T010203Z\r\n" in text
    with pytest.raises(ValueError, match="aware"):
        calendar_file("", [EVENT], datetime(2026, 3, 2))


def test_special_characters_are_escaped() -> None:
    event = Event("1", date(2026, 3, 16), "甲;乙,丙\\丁\r\n戊", description="一行\n二行\x00")
    lines = unfolded(calendar_file("", [event], STAMP))
    assert r"SUMMARY:甲\;乙\,丙\\丁\n戊" in lines
    assert r"DESCRIPTION:一行\n二行" in lines


def test_an_address_cannot_begin_a_new_property() -> None:
    event = Event("1", date(2026, 3, 16), "x", url="https://a.cn/?a=1,2\r\nATTENDEE:x")
    lines = unfolded(calendar_file("", [event], STAMP))
    assert "URL:https://a.cn/?a=1,2ATTENDEE:x" in lines


def test_a_long_chinese_line_is_folded_between_characters() -> None:
    event = Event("1", date(2026, 3, 16), "信" * 60)
    parts = calendar_file("", [event], STAMP).split("\r\n")
    first = next(part for part in parts if part.startswith("SUMMARY"))
    assert first == "SUMMARY:" + "信" * 22  # 8 + 66 octets; one more would make 77
    assert parts[parts.index(first) + 1] == " " + "信" * 24


@given(st.text(st.characters(exclude_categories=["C"]), max_size=300))
def test_every_line_fits_and_reads_back(summary: str) -> None:
    text = calendar_file(summary, [Event("1", date(2026, 3, 16), summary)], STAMP)
    assert all(len(part.encode()) <= 75 for part in text.split("\r\n"))
    line = next(part for part in unfolded(text) if part.startswith("SUMMARY:"))
    assert unescaped(line.removeprefix("SUMMARY:")) == summary
