"""Writing audit events, each in a transaction of its own, as an officer's act would."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from bench.measures import Contestants
from bench.plan import BENCHMARKS
from mingbai.audit.actions import record
from mingbai.audit.actors import COMMAND
from mingbai.audit.canonical import digest
from mingbai.audit.models import Chain

COUNT = next(benchmark.count for benchmark in BENCHMARKS if benchmark.name == "events")
AT = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def contestants() -> Contestants:
    """Plain INSERT and commit into a table without chain or triggers; the product's events."""
    Chain.objects.get_or_create(code="bench")
    subject = Chain.objects.get(code="bench")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_plain (id integer, at timestamp, verb text, object text, hash text)"
        )

    def plain() -> None:
        with connection.cursor() as cursor:
            for number in range(COUNT):
                with transaction.atomic():
                    cursor.execute(
                        "INSERT INTO bench_plain VALUES (%s, %s, %s, %s, %s)",
                        [number, AT, "application.registered", "bench", digest(number)],
                    )

    def events() -> None:
        for number in range(COUNT):
            with transaction.atomic():
                record(
                    "application.registered",
                    subject,
                    chain="bench",
                    by=COMMAND,
                    at=AT,
                    number=digest(number),
                    received_on=AT.date(),
                    applicant_kind="natural",
                )

    return {"参照：普通 INSERT，一行一提交": plain, "audit.record，一事一提交": events}
