"""One organ's report: tables from a ledger of 100,000 cases and more, out of all cases."""

from django.db import connection

from bench import plan
from bench.fill import tree
from bench.measures import Contestants
from mingbai.applications import queries
from mingbai.applications.models import Application
from mingbai.organs.models import Organ
from mingbai.reports import figures
from mingbai.rules.findings import Number
from mingbai.rules.report import formats
from mingbai.rules.report.counting import count_applications

YEAR = plan.YEAR
GROUPED = f"""
SELECT received_year, concluded_year, applicant_kind, outcome, COUNT(*)
FROM {Application._meta.db_table}
WHERE organ_id = %s AND received_year <= %s AND (concluded_year IS NULL OR concluded_year >= %s)
GROUP BY received_year, concluded_year, applicant_kind, outcome"""


def contestants() -> Contestants:
    """Raw SQL; groups counted into table three; all three tables; the findings too."""
    organ = Organ.objects.get(code=tree.BIG)
    fmt = formats.for_year(YEAR)

    def raw() -> int:
        with connection.cursor() as cursor:
            cursor.execute(GROUPED, [organ.pk, YEAR, YEAR])
            return sum(row[4] for row in cursor.fetchall() if row[1] == YEAR)

    def table_three() -> int:
        groups = queries.year_groups([organ.pk], YEAR)
        return count_applications(groups, year=YEAR, fmt=fmt)["t3.3.7/total"]

    def report() -> Number | None:
        return figures.figures(organ, YEAR, subtree=False).cells["t3.3.7/total"]

    def with_findings() -> None:
        figures.findings(figures.figures(organ, YEAR, subtree=False))

    if not raw() == table_three() == report() or not raw():
        raise RuntimeError("The contestants do not count the same.")
    return {
        "参照：一条 GROUP BY（不经 Django）": lambda: void(raw()),
        "第三表（year_groups＋计数）": lambda: void(table_three()),
        "三张表（reports.figures）": lambda: void(report()),
        "三张表并核对勾稽": with_findings,
    }


def void(_: object) -> None:
    """Drops a value: the worker takes the time."""
