"""The report of a government with all organs below it (AGG-R1)."""

from django.db import connection

from bench import plan
from bench.fill import tree
from bench.measures import Contestants
from bench.measures.organ import void
from mingbai.applications import queries
from mingbai.applications.models import Application, YearCount
from mingbai.organs.models import Organ
from mingbai.reports import figures
from mingbai.rules.findings import Number
from mingbai.rules.report import formats
from mingbai.rules.report.counting import count_applications

YEAR = plan.YEAR
GROUP = "c.received_year, c.concluded_year, c.applicant_kind, c.outcome"
ROLLUP = f"""
SELECT {GROUP}, SUM(c.count) FROM {YearCount._meta.db_table} c
JOIN {Organ._meta.db_table} o ON o.id = c.organ_id
WHERE o.path LIKE %s AND c.received_year <= %s
  AND (c.concluded_year = 0 OR c.concluded_year >= %s)
GROUP BY {GROUP}"""
LEDGER = f"""
SELECT {GROUP}, COUNT(*) FROM {Application._meta.db_table} c
JOIN {Organ._meta.db_table} o ON o.id = c.organ_id
WHERE o.path LIKE %s AND c.received_year <= %s
  AND (c.concluded_year IS NULL OR c.concluded_year >= %s)
GROUP BY {GROUP}"""


def contestants() -> Contestants:
    """Raw SQL over the rollup and over the ledger; the product's table three; all three tables."""
    root = Organ.objects.get(code=tree.ROOT)
    fmt = formats.for_year(YEAR)

    def raw(statement: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, [f"{root.path}%", YEAR, YEAR])
            return sum(row[4] for row in cursor.fetchall() if row[1] == YEAR)

    def table_three() -> int:
        groups = queries.tree_groups(root, YEAR)
        return count_applications(groups, year=YEAR, fmt=fmt)["t3.3.7/total"]

    def report() -> Number | None:
        return figures.figures(root, YEAR, subtree=True).cells["t3.3.7/total"]

    def with_findings() -> None:
        figures.findings(figures.figures(root, YEAR, subtree=True))

    if not raw(ROLLUP) == raw(LEDGER) == table_three() == report() or not raw(LEDGER):
        raise RuntimeError("The contestants do not count the same.")
    return {
        "参照：汇总表上一条 GROUP BY（不经 Django）": lambda: void(raw(ROLLUP)),
        "对照：台账上一条 GROUP BY（没有汇总表时）": lambda: void(raw(LEDGER)),
        "第三表（tree_groups＋计数）": lambda: void(table_three()),
        "三张表（reports.figures）": lambda: void(report()),
        "三张表并核对勾稽": with_findings,
    }
