"""Installing and inspecting the triggers of append-only tables and write-once columns (AUD-03)."""

from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from mingbai.audit.trigger_sql import (
    POSTGRESQL,
    Trigger,
    functions,
    guarded_models,
    is_append_only,
    only_where,
    triggers,
)

# Pretty-printed: without the schema while the table stands in the search path.
_POSTGRESQL_TRIGGERS = """
SELECT tgname, pg_get_triggerdef(t.oid, true), proname, prosrc
FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid
WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
"""
_SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that are missing or altered, and the grants; safe to repeat.

    Where nothing is missing nothing is written, so that the application's role may call it too.
    """
    absent = _absent(connection)
    with connection.cursor() as cursor:
        if absent and connection.vendor == POSTGRESQL:
            for name, body in functions().items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
                    f"AS $${body}$$"
                )
        for trigger in absent:
            cursor.execute(_drop(connection, trigger))
            cursor.execute(trigger.create)
        _grant(connection, cursor)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers: only for a test database that is about to be emptied."""
    with connection.cursor() as cursor:
        for trigger in _wanted(connection):
            cursor.execute(_drop(connection, trigger))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that should be there and are not, or no longer do what they should."""
    return [trigger.name for trigger in _absent(connection)]


def before_migrate(using: str, plan: Any, **_: Any) -> None:
    """Signal receiver of ``pre_migrate``: SQLite remakes no table that a trigger of another names.

    They are back with ``after_migrate``; until then ``/readyz`` tells that they are missing.
    """
    connection = connections[using]
    if not plan or connection.vendor == POSTGRESQL:
        return
    with connection.cursor() as cursor:
        for trigger in _wanted(connection):
            if only_where(trigger.model):
                cursor.execute(_drop(connection, trigger))


def after_migrate(using: str, **_: Any) -> None:
    """Signal receiver of ``post_migrate``."""
    install(connections[using])


def _wanted(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """The triggers of the tables that exist: a later migration brings its own."""
    tables = set(connection.introspection.table_names())
    models = [m for m in guarded_models() if m._meta.db_table in tables]
    return [trigger for model in models for trigger in triggers(connection.vendor, model)]


def _absent(connection: BaseDatabaseWrapper) -> list[Trigger]:
    with connection.cursor() as cursor:
        if connection.vendor == POSTGRESQL:
            cursor.execute(_POSTGRESQL_TRIGGERS)
            bodies = functions()
            present = {
                name: text
                for name, text, function, body in cursor.fetchall()
                if bodies.get(function) == body
            }
        else:
            cursor.execute(_SQLITE_TRIGGERS)
            present = dict(cursor.fetchall())
    return [t for t in _wanted(connection) if present.get(t.name) != t.create]


def _drop(connection: BaseDatabaseWrapper, trigger: Trigger) -> str:
    on = f" ON {trigger.table}" if connection.vendor == POSTGRESQL else ""
    return f"DROP TRIGGER IF EXISTS {trigger.name}{on}"


def _grant(connection: BaseDatabaseWrapper, cursor: Any) -> None:
    """Give the application's role (which owns nothing) its rights: no UPDATE on append-only."""
    role = settings.DATABASE_APP_ROLE
    if connection.vendor != POSTGRESQL or not role:
        return
    cursor.execute("SELECT current_user = %s", [role])
    if cursor.fetchone()[0]:  # the service itself; grants are the owner's
        return
    quoted = connection.ops.quote_name(role)
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
    rights = "SELECT, INSERT, UPDATE, DELETE"
    cursor.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {quoted}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
    # Tables made after this (the cache table) get the same rights.
    cursor.execute(
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON TABLES TO {quoted}"
    )
    for table in {t.table for t in _wanted(connection) if is_append_only(t.model)}:
        cursor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {quoted}")
