"""The application's PostgreSQL role owns nothing and cannot touch the log (AUD-03)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction

from mingbai.audit import triggers, verify
from mingbai.audit.actions import checkpoint
from mingbai.audit.models import Event
from tests import factories

pytestmark = pytest.mark.django_db

ROLE = "mingbai_test_app"
EMPTY_FUNCTION = (
    "CREATE OR REPLACE FUNCTION mingbai_append_only() RETURNS trigger LANGUAGE plpgsql "
    "AS $$BEGIN RETURN NEW; END$$"
)


def _run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def application_role(settings: Any) -> Iterator[str]:
    """The connection acts as the application's role, granted what it needs."""
    if connection.vendor != "postgresql":
        pytest.skip("只有 PostgreSQL 有角色")
    settings.DATABASE_APP_ROLE = ROLE
    _run(f"CREATE ROLE {ROLE}")  # 随测试的事务一起撤回
    triggers.install(connection)
    factories.organ("before")
    _run(f"SET ROLE {ROLE}")
    yield ROLE
    _run("RESET ROLE")


def test_it_can_do_its_work(application_role: str) -> None:
    factories.organ("bureau")
    factories.post()
    checkpoint(factories.NOON.date(), at=factories.NOON)
    assert list(verify.problems()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET verb = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_checkpoint SET hash = 'x'",
        "DELETE FROM records_version",
        "UPDATE records_review SET conclusion = 'passed'",
        "DROP TRIGGER audit_event_no_row ON audit_event",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_row",
        "DROP TABLE audit_event",
        "ALTER TABLE audit_event RENAME TO gone",
        "DROP FUNCTION mingbai_append_only CASCADE",
        EMPTY_FUNCTION,
        "SET session_replication_role = replica",
    ],
)
def test_it_cannot_get_around_the_log(application_role: str, sql: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        _run(sql)
    assert Event.objects.count() == 1


def test_the_system_check_tells_an_owner_from_the_role(application_role: str) -> None:
    def warnings() -> list[str]:
        found = run_checks(databases=["default"], include_deployment_checks=True)
        return [str(message.id) for message in found if message.id == "audit.W002"]

    assert warnings() == []
    _run("RESET ROLE")
    assert warnings() == ["audit.W002"]


def test_the_service_may_start_under_it(application_role: str) -> None:
    """``mingbai serve`` migrates first; with nothing to do that writes nothing."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    assert triggers.missing(connection) == []


def test_a_table_made_later_is_granted_too(application_role: str) -> None:
    """The cache table is made after the migrations."""
    _run("RESET ROLE")
    _run("CREATE TABLE made_later (n int)")
    _run(f"SET ROLE {application_role}")
    _run("INSERT INTO made_later VALUES (1)")
    with pytest.raises(DatabaseError):
        _run("DROP TABLE made_later")
