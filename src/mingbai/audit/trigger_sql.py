"""The SQL of the triggers that hold rows fast, for both databases (AUD-03, AUD-11).

A model with ``APPEND_ONLY = True`` refuses UPDATE, DELETE, REPLACE and TRUNCATE; a model with
``WRITE_ONCE = ["column"]`` refuses to change the column once it is set, and to lose the row then;
one with ``ONLY_WHERE = {"column": "SQL over NEW"}`` refuses a new value that it does not hold of.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import models

POSTGRESQL, SQLITE = "postgresql", "sqlite"

FUNCTIONS = {
    "mingbai_append_only": """
BEGIN RAISE EXCEPTION 'append-only: % on %', TG_OP, TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation'; END """,
    "mingbai_write_once": """
BEGIN
IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL AND (TG_OP = 'DELETE'
    OR to_jsonb(NEW) ->> TG_ARGV[0] IS DISTINCT FROM to_jsonb(OLD) ->> TG_ARGV[0]) THEN
RAISE EXCEPTION 'write-once: % of %', TG_ARGV[0], TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation'; END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW; END """,
}


# {0}: the column, {1}: its condition
_ONLY_WHERE = """
BEGIN
IF NEW.{0} IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.{0} IS DISTINCT FROM OLD.{0})
AND NOT ({1}) THEN RAISE EXCEPTION 'only-where: {0} of %', TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END """


@dataclass(frozen=True)
class Trigger:
    """One trigger. ``create`` is its statement as the database gives it back."""

    name: str
    model: type[models.Model]
    create: str

    @property
    def table(self) -> str:
        """The table it guards."""
        return self.model._meta.db_table


def guarded_models() -> list[type[models.Model]]:
    """The models with held rows or columns, in the order of their tables."""
    found = [m for m in apps.get_models() if is_append_only(m) or write_once(m) or only_where(m)]
    return sorted(found, key=lambda model: model._meta.db_table)


def functions() -> dict[str, str]:
    """The functions that the triggers of PostgreSQL call: name and body."""
    found = dict(FUNCTIONS)
    for model in guarded_models():
        for column, condition in only_where(model).items():
            found[_function(model, column)] = _ONLY_WHERE.format(column, condition)
    return found


def is_append_only(model: type[models.Model]) -> bool:
    """Whether rows of the model are never changed."""
    return bool(getattr(model, "APPEND_ONLY", False))


def write_once(model: type[models.Model]) -> list[str]:
    """The columns of the model that are set once."""
    return list(getattr(model, "WRITE_ONCE", []))


def only_where(model: type[models.Model]) -> dict[str, str]:
    """The columns of the model that take only what their condition allows."""
    return dict(getattr(model, "ONLY_WHERE", {}))


def triggers(vendor: str, model: type[models.Model]) -> list[Trigger]:
    """The triggers that the model's table must have."""
    made = _postgresql if vendor == POSTGRESQL else _sqlite
    return [Trigger(name, model, f"CREATE TRIGGER {name} {rest}") for name, rest in made(model)]


def _postgresql(model: type[models.Model]) -> list[tuple[str, str]]:
    table = model._meta.db_table
    rows = f"BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION "
    found = [
        (f"{table}_once_{column}", rows + f"mingbai_write_once('{column}')")
        for column in write_once(model)
    ]
    for column in only_where(model):
        new = f"BEFORE INSERT OR UPDATE OF {column} ON {table} FOR EACH ROW EXECUTE FUNCTION "
        found.append((f"{table}_only_{column}", f"{new}{_function(model, column)}()"))
    if is_append_only(model):
        whole = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION "
        found.append((f"{table}_no_row", rows + "mingbai_append_only()"))
        found.append((f"{table}_no_truncate", whole + "mingbai_append_only()"))
    return found


def _sqlite(model: type[models.Model]) -> list[tuple[str, str]]:
    table, found = model._meta.db_table, []
    once = "BEGIN SELECT RAISE(ABORT, 'write-once'); END"
    for column in write_once(model):
        changed = f"OLD.{column} IS NOT NULL AND NEW.{column} IS NOT OLD.{column}"
        found += [
            (f"{table}_once_{column}", f"BEFORE UPDATE ON {table} WHEN {changed} {once}"),
            (
                f"{table}_kept_{column}",
                f"BEFORE DELETE ON {table} WHEN OLD.{column} IS NOT NULL {once}",
            ),
        ]
    for column, condition in only_where(model).items():
        wrong = f"NEW.{column} IS NOT NULL AND NOT ({condition})"
        other = f"NEW.{column} IS NOT OLD.{column} AND {wrong}"
        no = "BEGIN SELECT RAISE(ABORT, 'only-where'); END"
        found += [
            (f"{table}_only_{column}", f"BEFORE UPDATE OF {column} ON {table} WHEN {other} {no}"),
            (f"{table}_new_{column}", f"BEFORE INSERT ON {table} WHEN {wrong} {no}"),
        ]
    if columns := write_once(model):
        held = " OR ".join(f"{column} IS NOT NULL" for column in columns)
        found.append(_no_replace(model, once, f" AND ({held})"))
    if is_append_only(model):
        refuse = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        found += [
            (f"{table}_no_update", f"BEFORE UPDATE ON {table} {refuse}"),
            (f"{table}_no_delete", f"BEFORE DELETE ON {table} {refuse}"),
            _no_replace(model, refuse, ""),
        ]
    return found


def _function(model: type[models.Model], column: str) -> str:
    return f"mingbai_only_{model._meta.db_table}_{column}"


def _no_replace(model: type[models.Model], refuse: str, also: str) -> tuple[str, str]:
    """INSERT OR REPLACE fires no DELETE trigger unless recursive_triggers is on."""
    table = model._meta.db_table
    taken = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"
        for columns in _unique_columns(model)
    )
    exists = f"EXISTS (SELECT 1 FROM {table} WHERE ({taken}){also})"  # noqa: S608
    return f"{table}_no_replace", f"BEFORE INSERT ON {table} WHEN {exists} {refuse}"


def _unique_columns(model: type[models.Model]) -> list[list[str]]:
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    found = [[columns[field.name]] for field in model._meta.concrete_fields if field.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            found.append([columns[name] for name in constraint.fields])
    return found
