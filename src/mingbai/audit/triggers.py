"""Append-only tables: triggers that refuse UPDATE, DELETE, REPLACE and TRUNCATE (AUD-03).

A model with ``APPEND_ONLY = True`` is protected on both databases.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION mingbai_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only: % on %', TG_OP, TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def append_only_models() -> list[type[models.Model]]:
    """The models whose rows are never changed, in the order of their tables."""
    found = [m for m in apps.get_models() if getattr(m, "APPEND_ONLY", False)]
    return sorted(found, key=lambda model: model._meta.db_table)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the missing triggers; safe to repeat."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_PG_FUNCTION)
        for model in append_only_models():
            if model._meta.db_table in existing:
                for statement in _statements(connection.vendor, model):
                    cursor.execute(statement)
        _grant(connection, existing, cursor)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers: only for a test database that is about to be emptied."""
    with connection.cursor() as cursor:
        for model in append_only_models():
            for name in _names(connection.vendor, model):
                on = f" ON {model._meta.db_table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that should be there and are not."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    wanted = [n for model in append_only_models() for n in _names(connection.vendor, model)]
    return [name for name in wanted if name not in present]


def after_migrate(using: str, **_: Any) -> None:
    """Signal receiver of ``post_migrate``."""
    install(connections[using])


def _names(vendor: str, model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    kinds = ["row", "truncate"] if vendor == "postgresql" else ["update", "delete", "replace"]
    return [f"{table}_no_{kind}" for kind in kinds]


def _statements(vendor: str, model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE TRIGGER {table}_no_row BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION mingbai_append_only()",
            f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION mingbai_append_only()",
        ]
    refuse = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    taken = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"
        for columns in _unique_columns(model)
    )
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE deletes without a DELETE trigger unless recursive_triggers is on.
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) {refuse}",
    ]


def _unique_columns(model: type[models.Model]) -> list[list[str]]:
    fields = [[field.column] for field in model._meta.concrete_fields if field.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            fields.append([model._meta.get_field(name).column for name in constraint.fields])
    return fields


def _grant(connection: BaseDatabaseWrapper, tables: set[str], cursor: Any) -> None:
    """Give the application's role (which owns nothing) its rights: no UPDATE on append-only."""
    role = settings.DATABASE_APP_ROLE
    if connection.vendor != "postgresql" or not role:
        return
    quoted = connection.ops.quote_name(role)
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
    cursor.execute(
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}"
    )
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
    for model in append_only_models():
        if model._meta.db_table in tables:
            cursor.execute(f"REVOKE UPDATE, DELETE ON {model._meta.db_table} FROM {quoted}")
