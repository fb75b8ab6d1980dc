"""A file of 20,000 rows into an organ's empty ledger: read, understood, checked, entered."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from openpyxl import load_workbook

from bench import plan, sheets
from bench.measures import Contestants
from mingbai.applications.facts import Facts
from mingbai.applications.importing import ApplicationLedger, columns, sort
from mingbai.applications.models import Application
from mingbai.audit.actors import COMMAND
from mingbai.files.columns import Entry
from mingbai.files.tables import read_table
from mingbai.files.uploads import Upload
from mingbai.organs.models import Organ, OrganKind

AT = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
FIELDS = (
    *("id", "organ_id", "number", "subject", "applicant_kind", "received_on", "received_year"),
    *("outcome", "concluded_on", "concluded_year", "source"),
)


def contestants() -> Contestants:
    """Plain INSERTs of the same rows; openpyxl reading them; the product from both files."""
    facts = sheets.rows(plan.ROWS)
    files = sheets.write(Path(settings.VAR), facts)
    organs = _organs()

    def brought_in(extension: str) -> None:
        content = files[extension].read_bytes()
        upload = Upload(files[extension].name, len(content), io.BytesIO(content))
        organ = next(organs)
        found = sort(_entries(upload), organ=organ, today=AT.date())
        done = ApplicationLedger().enter_as(
            found, organ=organ, sha256=upload.sha256(), by=COMMAND, at=AT
        )
        if done.new != plan.ROWS:
            raise RuntimeError(f"{done.new} rows, {found.bad[:3]}")

    def looked_at() -> None:
        content = files["xlsx"].read_bytes()
        upload = Upload(files["xlsx"].name, len(content), io.BytesIO(content))
        sort(_entries(upload), organ=next(organs), today=AT.date())

    def read_only() -> None:
        book = load_workbook(files["xlsx"], read_only=True)
        for _ in book.worksheets[0].iter_rows(values_only=True):
            pass

    return {
        "参照：普通 INSERT 同样的行，一个事务": lambda: _insert(next(organs), facts),
        "对照：openpyxl 把 xlsx 读一遍": read_only,
        "xlsx 预览（读、认列、逐行审，不写）": looked_at,
        "xlsx 导入（读、审、写、入审计）": lambda: brought_in("xlsx"),
        "csv 导入（读、审、写、入审计）": lambda: brought_in("csv"),
    }


def _entries(upload: Upload) -> list[Entry]:
    layout = columns()
    table = read_table(upload, known=layout.keys)
    return layout.read(table, layout.match(table.headers))


def _organs() -> Iterator[Organ]:
    """A fresh organ for every run, so that every ledger is empty."""
    while True:
        code = f"o-{uuid4().hex[:12]}"
        yield Organ.objects.create(
            code=code,
            name=code,
            short_name=code,
            kind=OrganKind.DEPARTMENT,
            path=f"{code}/",
            active_from=date(2019, 1, 1),
        )


def _insert(organ: Organ, facts: list[Facts]) -> None:
    key = Application._meta.pk
    rows = [
        (
            key.get_db_prep_value(uuid4(), connection),
            organ.pk,
            item.number,
            item.subject,
            str(item.applicant_kind),
            item.received_on,
            item.received_on.year,
            str(item.outcome or ""),
            item.concluded_on,
            item.concluded_on.year if item.concluded_on else None,
            "import",
        )
        for item in facts
    ]
    marks = ", ".join(["%s"] * len(FIELDS))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Application._meta.db_table} ({', '.join(FIELDS)}) VALUES ({marks})", rows
        )
