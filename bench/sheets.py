"""A ledger of invented cases as an office keeps it: one xlsx and one CSV with the same rows."""

import csv
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from mingbai.applications.facts import LABELS, Facts
from mingbai.rules.report.outcomes import ApplicantKind, Outcome

BEGIN, DAYS = date(2021, 1, 1), 1400
OUTCOMES = (Outcome.PROVIDED, Outcome.NOT_EXIST, Outcome.ALREADY_PUBLIC, Outcome.NOT_RESPONSIBLE)


def rows(count: int) -> list[Facts]:
    """Cases that break no rule; one in twenty is still open."""
    return [_facts(number) for number in range(count)]


def write(folder: Path, facts: list[Facts]) -> dict[str, Path]:
    """The files by extension; in xlsx dates are dates, in CSV they are text."""
    files = {extension: folder / f"ledger.{extension}" for extension in ("xlsx", "csv")}
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(list(LABELS.values()))
    for item in facts:
        sheet.append(_cells(item))
    book.save(files["xlsx"])
    with files["csv"].open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(LABELS.values())
        writer.writerows(_cells(item) for item in facts)
    return files


def _facts(number: int) -> Facts:
    received = BEGIN + timedelta(days=number % DAYS)
    still_open = number % 20 == 0
    return Facts(
        number=f"{received.year}-{number:06d}",
        subject=f"某某路{number}号地块的征收批复及补偿方案",
        applicant_kind=ApplicantKind.ORG_BUSINESS if number % 9 == 0 else ApplicantKind.NATURAL,
        received_on=received,
        outcome=None if still_open else OUTCOMES[number % len(OUTCOMES)],
        concluded_on=None if still_open else received + timedelta(days=3 + number % 25),
    )


def _cells(item: Facts) -> list[str | date | None]:
    return [
        item.number,
        item.subject,
        item.applicant_kind.label,
        item.received_on,
        item.outcome.label if item.outcome else None,
        item.concluded_on,
    ]
