"""The books as they stand, read after every step: what a refused act must leave as it was."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from mingbai.applications import queries
from mingbai.organs.models import Organ
from mingbai.rules.report.counting import CARRIED_IN, CARRIED_OUT, RECEIVED, count_applications
from mingbai.rules.report.formats import HANDLED_TOTAL, TOTAL, for_year
from mingbai.rules.report.outcomes import ApplicantKind

GROWING = (
    *("applications_reopening", "applications_opinion", "applications_reply", "audit_event"),
    *("applications_replyreview", "applications_paper", "applications_delivery"),
    *("applications_filing", "outbox_message"),
)
CHANGING = (
    *("applications_application", "applications_inquiry", "applications_extension"),
    *("documents_series", "applications_yearcount"),
)
COUNTS = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in GROWING)
_COUNTED = "organ_id, received_year, concluded_year, applicant_kind, outcome"
LEDGER = f"SELECT {_COUNTED}, id FROM applications_application"
ROLLUP = f"SELECT {_COUNTED}, count FROM applications_yearcount"
RESULTS = "SELECT stage, outcome, concluded_on, concluded_year FROM applications_application"
NUMBERS = """
    SELECT 'application', organ_id, number FROM applications_application WHERE source = 'case'
    UNION ALL
    SELECT 'document', organ_id, paper.number FROM applications_paper paper
    JOIN applications_application c ON c.id = application_id WHERE paper.number <> ''
"""
SERIES = """
    SELECT name, organ_id, sum(last) FROM documents_series
    WHERE name IN ('application', 'document') AND last > 0 GROUP BY name, organ_id
"""


def rows_of(sql: str) -> list[tuple[Any, ...]]:
    """The rows of a statement, asked for after every step and therefore by hand."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def books() -> tuple[Any, ...]:
    """Everything an act could write."""
    return rows_of(COUNTS), *(rows_of(f"SELECT * FROM {table}") for table in CHANGING)


def balance(root: Organ, organs: Sequence[Organ], year: int) -> None:
    """新收＋结转＝办理＋结转下年 in every column, from the ledger and from the rollup alike."""
    fmt = for_year(max(year, 2019))
    own = queries.year_groups([organ.pk for organ in organs], year)
    tree = queries.tree_groups(root, year)
    cells = count_applications(own, year=year, fmt=fmt)
    assert cells == count_applications(tree, year=year, fmt=fmt)
    for column in [TOTAL, *(kind.value for kind in ApplicantKind)]:
        came = cells[f"{RECEIVED}/{column}"] + cells[f"{CARRIED_IN}/{column}"]
        gone = cells[f"{HANDLED_TOTAL}/{column}"] + cells[f"{CARRIED_OUT}/{column}"]
        assert came == gone, (year, column)
