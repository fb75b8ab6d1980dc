"""Whole-day events as an iCalendar file (RFC 5545), so that a last day stands in one's calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
# Control characters have no place in a TEXT value (RFC 5545, 3.1).
CONTROLS = dict.fromkeys([*range(9), *range(11, 32), 127])


@dataclass(frozen=True)
class Event:
    """One day: ``uid`` stays the same when the day moves, so that calendars replace the event."""

    uid: str
    day: date
    summary: str
    description: str = ""
    url: str = ""


def calendar_file(name: str, events: Sequence[Event], stamp: datetime) -> str:
    """The text of a ``.ics`` file with CRLF ends; ``stamp`` (aware) is the time of writing.

    Lines are folded at 75 octets of UTF-8 without cutting a character (3.1), text is escaped
    (3.3.11), a whole day is DATE to the next DATE (3.6.1).  Raises ValueError for a naive stamp.
    """
    if stamp.tzinfo is None:
        raise ValueError("stamp must be aware")
    written = f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mingbai//mingbai//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event, written)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(event: Event, written: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{written}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(event.summary)}",
        "TRANSP:TRANSPARENT",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{_text(event.description)}")
    if event.url:
        lines.append(f"URL:{_address(event.url)}")
    return [*lines, "END:VEVENT"]


def _text(value: str) -> str:
    return value.translate(CONTROLS).translate(ESCAPES)


def _address(value: str) -> str:
    """A URI is not escaped; a line end in it would begin a new property."""
    return "".join(character for character in value if character.isprintable())


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets; each part after the first begins with a space."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part += character
        size += width
    yield part
