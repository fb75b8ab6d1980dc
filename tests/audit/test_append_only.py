"""No statement changes a row of the log, of a text or of a review (AUD-03, AUD-11)."""

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction
from django.test import Client

from mingbai.audit import triggers, verify
from mingbai.audit.actions import checkpoint, record
from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from tests import factories

pytestmark = pytest.mark.django_db

COLUMNS = (
    "id, chain, number, at, verb, object_type, object_id, actor_kind, actor_id, post, data, "
    "previous, hash"
)
COPY = f"SELECT {COLUMNS} FROM audit_event LIMIT 1"
VALUES = COLUMNS.replace("id,", "9999,", 1).replace(" data,", " '{}',")

BOTH = {
    "UPDATE 全表": "UPDATE audit_event SET verb = 'x'",
    "UPDATE 一行": "UPDATE audit_event SET data = '{}' WHERE number = 1",
    "UPDATE 成原值": "UPDATE audit_event SET verb = verb",
    "DELETE 全表": "DELETE FROM audit_event",
    "DELETE 一行": "DELETE FROM audit_event WHERE number = 1",
    "UPSERT 改写已有行": (
        f"INSERT INTO audit_event ({COLUMNS}) {COPY.replace(' LIMIT 1', ' WHERE number = 1')} "
        "ON CONFLICT (id) DO UPDATE SET verb = 'x'"
    ),
    "检查点 UPDATE": "UPDATE audit_checkpoint SET heads = '{}'",
    "检查点 DELETE": "DELETE FROM audit_checkpoint",
}
SQLITE = {
    "REPLACE 同主键": f"REPLACE INTO audit_event ({COLUMNS}) {COPY}",
    "INSERT OR REPLACE 同主键": f"INSERT OR REPLACE INTO audit_event ({COLUMNS}) {COPY}",
    "INSERT OR REPLACE 同链同号": (
        f"INSERT OR REPLACE INTO audit_event ({COLUMNS}) SELECT {VALUES} FROM audit_event LIMIT 1"
    ),
    "INSERT OR REPLACE 同散列": (
        f"INSERT OR REPLACE INTO audit_event ({COLUMNS}) SELECT "
        f"{VALUES.replace('number', 'number + 70')} FROM audit_event LIMIT 1"
    ),
    "UPDATE OR REPLACE": "UPDATE OR REPLACE audit_event SET number = 1",
    "UPDATE OR IGNORE": "UPDATE OR IGNORE audit_event SET verb = 'x'",
    "检查点 INSERT OR REPLACE": (
        "INSERT OR REPLACE INTO audit_checkpoint (id, day, made_at, heads, previous, hash) "
        "SELECT id, day, made_at, '{}', previous, hash FROM audit_checkpoint"
    ),
}
POSTGRESQL = {
    "TRUNCATE": "TRUNCATE audit_event",
    "TRUNCATE CASCADE": "TRUNCATE audit_event CASCADE",
    "检查点 TRUNCATE": "TRUNCATE audit_checkpoint",
    "UPDATE FROM": "UPDATE audit_event e SET verb = 'x' FROM audit_chain c WHERE c.code = e.chain",
    "DELETE USING": "DELETE FROM audit_event e USING audit_chain c WHERE c.code = e.chain",
    "MERGE": (
        "MERGE INTO audit_event e USING audit_chain c ON c.code = e.chain WHEN MATCHED THEN DELETE"
    ),
}
STATEMENTS = (
    [pytest.param(None, sql, id=name) for name, sql in BOTH.items()]
    + [pytest.param("sqlite", sql, id=f"SQLite {name}") for name, sql in SQLITE.items()]
    + [pytest.param("postgresql", sql, id=f"PostgreSQL {name}") for name, sql in POSTGRESQL.items()]
)


@pytest.fixture
def log() -> list[Event]:
    """Two events of one organ and the day's checkpoint."""
    organ = factories.organ()
    record("organ.amended", organ, chain=organ.code, by=COMMAND, at=factories.NOON)
    checkpoint(factories.NOON.date(), at=factories.NOON)
    return list(Event.objects.all())


@pytest.mark.parametrize(("vendor", "sql"), STATEMENTS)
def test_statement_is_refused(vendor: str | None, sql: str, log: list[Event]) -> None:
    """Raw SQL on the very connection of the application."""
    if vendor not in (None, connection.vendor):
        pytest.skip(f"只有 {vendor} 有此语句")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert list(Event.objects.all()) == log
    assert list(verify.problems()) == []


def test_replace_is_refused_without_recursive_triggers(log: list[Event]) -> None:
    """A client that opens the file without our pragma replaces nothing either."""
    if connection.vendor != "sqlite":
        pytest.skip("只有 SQLite 有 REPLACE")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        kept = cursor.fetchone()[0]
        cursor.execute("PRAGMA recursive_triggers=OFF")
        try:
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                cursor.execute(SQLITE["INSERT OR REPLACE 同链同号"])
        finally:
            cursor.execute(f"PRAGMA recursive_triggers={kept}")


def test_each_guarded_model_has_its_triggers() -> None:
    """The list is derived from the models; nothing guarded stands without."""
    assert triggers.missing(connection) == []
    tables = {trigger.table for trigger in triggers._wanted(connection)}
    assert {
        "audit_event",
        "audit_checkpoint",
        "organs_formername",
        "records_record",
        "records_version",
        "records_review",
        "records_publication",
    } <= tables


def _told() -> dict[str, list[str]]:
    errors = run_checks(databases=["default"], include_deployment_checks=True)
    return {
        "system check": [str(e.msg) for e in errors if e.id == "audit.E001"],
        "readyz": [Client().get("/readyz").json()["parts"]["triggers"]],
        "verify": list(verify.problems()),
    }


def _lose(name: str) -> None:
    on = " ON audit_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")


def test_a_lost_trigger_is_told_by_check_readyz_and_verify(log: list[Event]) -> None:
    """What a remade table leaves behind on SQLite, and its repair."""
    name = next(t.name for t in triggers._wanted(connection) if t.table == "audit_event")
    _lose(name)
    told = _told()
    assert told["system check"] == [f"防改触发器 {name} 缺失或被改动"]
    assert told["readyz"] == ["防改触发器缺失或被改动 1 个"]
    assert told["verify"] == [f"防改触发器 {name} 缺失或被改动，请运行 mingbai migrate 重新安装"]
    assert Client().get("/readyz").status_code == 503
    triggers.install(connection)
    assert _told() == {"system check": [], "readyz": ["ok"], "verify": []}


def test_a_remade_table_is_told(log: list[Event]) -> None:
    """SQLite drops a table's triggers with the table that a migration replaces."""
    if connection.vendor != "sqlite":
        pytest.skip("只有 SQLite 会重建表")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE new_event AS SELECT * FROM audit_event")
        cursor.execute("DROP TABLE audit_event")
        cursor.execute("ALTER TABLE new_event RENAME TO audit_event")
    assert len(_told()["system check"]) == 3
    assert len(_told()["verify"]) == 3


def test_a_trigger_emptied_under_its_own_name_is_told(log: list[Event]) -> None:
    """The name alone proves nothing."""
    if connection.vendor == "sqlite":
        _lose("audit_event_no_update")
        sql = (
            "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT 1; END"
        )
    else:
        sql = (
            "CREATE OR REPLACE FUNCTION mingbai_append_only() RETURNS trigger LANGUAGE plpgsql "
            "AS $$BEGIN RETURN NEW; END$$"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert _told()["verify"] != []
    triggers.install(connection)
    assert _told()["verify"] == []


def test_a_disabled_trigger_is_told(log: list[Event]) -> None:
    """PostgreSQL can keep a trigger and not fire it."""
    if connection.vendor != "postgresql":
        pytest.skip("只有 PostgreSQL 能停用触发器")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_row")
    assert len(_told()["verify"]) == 1
    triggers.install(connection)
    assert _told()["verify"] == []
