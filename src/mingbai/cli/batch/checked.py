"""One file checked, as the batch hands it on: the JSON object, the sheet to print, the code."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Json = dict[str, Any]
COLOUR = re.compile(r"\033\[\d{1,2}m")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LARGEST = 50 * 1024 * 1024  # larger files are refused unread, so they need no digest


@dataclass(frozen=True)
class Checked:
    """``report`` is the object of ``mingbai check --json``; ``sheet`` has colours in it."""

    name: str
    report: Json
    sheet: str
    code: int

    def under(self, name: str) -> "Checked":
        """The same content found under another name."""
        sheet = self.sheet.replace(self.name, name, 1)
        return replace(self, name=name, report=self.report | {"file": name}, sheet=sheet)

    def printed(self, *, colour: bool) -> str:
        """The sheet for the terminal: our colours at most, no other control character."""
        parts = re.split(f"({COLOUR.pattern})", self.sheet)
        plain = (CONTROL.sub("", part) for part in parts[::2])
        colours = parts[1::2] if colour else [""] * (len(parts) // 2)
        first = next(plain)
        return first + "".join(c + text for c, text in zip(colours, plain, strict=True))


def check(name: str) -> Checked:
    """Read one file; runs in a worker process."""
    from mingbai.cli.sheet import render
    from mingbai.reading.reader import read
    from mingbai.reading.shape import as_json

    reading = read(Path(name), name=name)
    return Checked(name, as_json(reading), render(reading, colour=True), reading.exit_code)


def not_read(name: str, reason: str, hint: str) -> Checked:
    """A file whose reading ended without a result (crash, time, memory): unreadable, and why."""
    from mingbai.cli.sheet import render
    from mingbai.reading.reader import Reading
    from mingbai.reading.shape import as_json
    from mingbai.rules.findings import Finding, Severity

    finding = Finding("READ-FILE", Severity.ERROR, f"读不了：{reason}", hint=hint)
    reading = Reading(name, readable=False, complete=False, findings=(finding,))
    return Checked(name, as_json(reading), render(reading, colour=True), reading.exit_code)


def digest(name: str) -> str | None:
    """sha256 of a file's bytes; None for a file that cannot or need not be read."""
    path = Path(name)
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return None
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
