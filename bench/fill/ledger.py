"""The ledgers: cases and remedies over 2019 to 2025 by one INSERT … SELECT, then the rollup.

Cases stand in the order in which they were received, organs mixed, as years of work leave them.
Kinds and outcomes follow the real report behind the demonstration, with every pair present.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from django.db import connection

from bench import plan
from bench.fill import tree
from mingbai.applications.models import Application, YearCount
from mingbai.demo.source import figures
from mingbai.organs.models import Organ
from mingbai.remedies.models import Remedy
from mingbai.rules.report.outcomes import ApplicantKind, Outcome

BEGIN, END = date(2019, 1, 1), date(2025, 12, 31)
DAYS = (END - BEGIN).days + 1
# How often each (kind, outcome) of the real report stands in the mix; every other pair once.
REAL = 20
# One remedy to so many cases; one case in so many stays open for long.
CASES_A_REMEDY, CASES_AN_OLD_ONE = 200, 500
PRIME = 2_147_483_647
# Columns of a remedy that this ledger leaves empty.
EMPTY = ("suspended_from", "cause", "lesson", "applicant", "third_party")

ROWS = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last}) "
    "SELECT i FROM n)",
    "postgresql": "(SELECT generate_series(0::bigint, {last}) AS i)",
}
UUID = {"sqlite": "printf('%032x', {})", "postgresql": "lpad(to_hex({}), 32, '0')::uuid"}
FAST = {
    "sqlite": ["PRAGMA synchronous=OFF", "PRAGMA cache_size=-1000000", "PRAGMA temp_store=MEMORY"],
    "postgresql": [
        "SET maintenance_work_mem = '1GB'",
        "SET session_replication_role = replica",  # the keys are right by construction
        "SET synchronous_commit = off",
    ],
}
TIDY = {
    "sqlite": ["PRAGMA wal_checkpoint(TRUNCATE)"],
    "postgresql": ["VACUUM ANALYZE", "CHECKPOINT"],
}


def fill(cases: int) -> None:
    """An empty database gets ``cases`` applications among the organs of the plan."""
    vendor = connection.vendor
    tree.fill()
    _execute(*FAST[vendor], *_lookups())
    models = (Application, Remedy, YearCount)
    for model in models:
        with connection.schema_editor(atomic=False) as editor:
            for index in model._meta.indexes:
                editor.remove_index(model, index)
    _execute(_applications(vendor, cases), _remedies(vendor, cases), _rollup())
    for model in models:
        with connection.schema_editor(atomic=False) as editor:
            for index in model._meta.indexes:
                editor.add_index(model, index)
    _execute(*TIDY[vendor])


def _lookups() -> Iterator[str]:
    """Temporary tables: a calendar, the organs in order, the mix of kinds and outcomes."""
    yield "CREATE TEMPORARY TABLE b_day (d integer PRIMARY KEY, on_date date, y integer)"
    days = [BEGIN + timedelta(days=n) for n in range(DAYS)]
    yield from _values("b_day", [f"({n}, '{day}', {day.year})" for n, day in enumerate(days)])
    yield "CREATE TEMPORARY TABLE b_organ (p integer PRIMARY KEY, organ_id integer)"
    others = Organ.objects.exclude(code=tree.BIG).order_by("pk").values_list("pk", flat=True)
    keys = [Organ.objects.get(code=tree.BIG).pk, *others]
    yield from _values("b_organ", [f"({place}, {key})" for place, key in enumerate(keys)])
    yield "CREATE TEMPORARY TABLE b_mix (m integer PRIMARY KEY, kind text, outcome text)"
    yield from _values(
        "b_mix", [f"({n}, '{kind}', '{outcome}')" for n, (kind, outcome) in enumerate(_mix())]
    )


def _values(table: str, rows: list[str]) -> Iterator[str]:
    for start in range(0, len(rows), 500):
        yield f"INSERT INTO {table} VALUES {', '.join(rows[start : start + 500])}"


def _mix() -> list[tuple[str, str]]:
    concluded = figures()["concluded"]
    return [
        (kind.value, outcome.value)
        for kind, outcome in product(ApplicantKind, Outcome)
        for _ in range(1 + REAL * concluded.get(kind, {}).get(outcome, 0))
    ]


def _chance(salt: int, one_in: int) -> str:
    """SQL for an even, repeatable number below ``one_in`` out of the row number."""
    mixed = f"((i * {1_103_515_245 + 2 * salt} + {salt * 7_919_131}) % {PRIME})"
    return f"({mixed} * {mixed} % {PRIME} % {one_in})"


def _applications(vendor: str, cases: int) -> str:
    big = plan.big_organ(cases)
    # The great ledger's cases are spread evenly among all others.
    in_big = f"(i + 1) * {big} / {cases} > i * {big} / {cases}"
    open_now = f"taken > {DAYS - 1} OR {_chance(3, CASES_AN_OLD_ONE)} = 0"
    return f"""
INSERT INTO {Application._meta.db_table} (id, organ_id, number, subject, applicant_kind,
    received_on, received_year, concluded_on, concluded_year, outcome, source, stage)
SELECT {UUID[vendor].format("i + 1")}, b_organ.organ_id, r.y || '-' || i,
    '某某项目批复文件及附图 ' || i, b_mix.kind, r.on_date, r.y, c.on_date, c.y,
    CASE WHEN c.d IS NULL THEN '' ELSE b_mix.outcome END, 'import', 'ledger'
FROM (
    SELECT i, received, CASE WHEN {open_now} THEN NULL ELSE taken END AS concluded
    FROM (
        SELECT i, i * {DAYS} / {cases} AS received,
            i * {DAYS} / {cases} + 2 + {_chance(2, 38)} AS taken
        FROM {ROWS[vendor].format(last=cases - 1)} AS numbers
    ) AS timed
) AS facts
JOIN b_organ ON b_organ.p = CASE WHEN {in_big} THEN 0 ELSE 1 + i % {plan.ORGANS - 1} END
JOIN b_mix ON b_mix.m = {_chance(1, len(_mix()))}
JOIN b_day AS r ON r.d = received
LEFT JOIN b_day AS c ON c.d = concluded"""


def _remedies(vendor: str, cases: int) -> str:
    count = max(cases // CASES_A_REMEDY, 1)
    return f"""
INSERT INTO {Remedy._meta.db_table} (id, organ_id, kind, after_review, joint_respondent, case_no,
    authority, subject, accepted_on, accepted_year, concluded_on, concluded_year, result, source,
    stage, procedure, {", ".join(EMPTY)})
SELECT {UUID[vendor].format("i + 1")}, b_organ.organ_id,
    CASE WHEN i % 3 = 0 THEN 'suit' ELSE 'review' END, {_boolean(vendor, "i % 6 = 0")},
    {_boolean(vendor, "1 = 0")}, '（' || a.y || '）第' || i || '号', '某机关', '某答复',
    a.on_date, a.y, c.on_date, c.y,
    CASE WHEN c.d IS NULL THEN '' WHEN i % 3 = 0 THEN 'suit_claims_dismissed'
        ELSE 'review_upheld' END, 'import',
    CASE WHEN c.d IS NULL THEN 'accepted' ELSE 'closed' END, 'ordinary',
    {", ".join("''" for _ in EMPTY)}
FROM {ROWS[vendor].format(last=count - 1)} AS numbers
JOIN b_organ ON b_organ.p = CASE WHEN i % 10 = 0 THEN 0 ELSE 1 + i % {plan.ORGANS - 1} END
JOIN b_day AS a ON a.d = i * {DAYS} / {count}
LEFT JOIN b_day AS c ON c.d = i * {DAYS} / {count} + 40 + {_chance(4, 50)}"""


def _boolean(vendor: str, condition: str) -> str:
    return (
        f"({condition})" if vendor == "postgresql" else f"CASE WHEN {condition} THEN 1 ELSE 0 END"
    )


def _rollup() -> str:
    fields = "organ_id, received_year, COALESCE(concluded_year, 0), applicant_kind, outcome"
    return f"""
INSERT INTO {YearCount._meta.db_table}
    (organ_id, received_year, concluded_year, applicant_kind, outcome, count)
SELECT {fields}, COUNT(*) FROM {Application._meta.db_table} GROUP BY {fields}"""


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
