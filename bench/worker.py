"""The child: takes orders as JSON lines, fills or measures its one database, answers in kind."""

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any

from bench.measures import Contestants
from mingbai.refusal import Refusal

_contestants: Contestants = {}


def migrate() -> None:
    """An empty database of the present state."""
    from mingbai.cli import platform

    platform.migrate()


def fill(data: str, cases: int) -> None:
    """Load the data a kind of database has."""
    import_module(f"bench.fill.{data}").fill(cases)


def prepare(benchmark: str) -> list[str]:
    """Make the contestants ready and warm them up once; their names, the reference first."""
    _contestants.clear()
    _contestants.update(import_module(f"bench.measures.{benchmark}").contestants())
    for contestant in _contestants.values():
        contestant()
    return list(_contestants)


def measure(contestant: str) -> float:
    """Seconds of one run."""
    run = _contestants[contestant]
    gc.collect()
    began = time.perf_counter()
    own = run()
    return time.perf_counter() - began if own is None else own


def version() -> str:
    """The database as it names itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return "SQLite " + str(cursor.execute("SELECT sqlite_version()").fetchone()[0])
        cursor.execute("SHOW server_version")
        return "PostgreSQL " + str(cursor.fetchone()[0]).split()[0]


ORDERS: dict[str, Callable[..., Any]] = {
    "migrate": migrate,
    "fill": fill,
    "prepare": prepare,
    "measure": measure,
    "version": version,
}


def main() -> None:
    """Obey until the input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else is printed must not stand among the answers
    import django

    django.setup()
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer = {"result": ORDERS[order.pop("do")](**order)}
        except Refusal as refusal:
            answer = {"error": str(refusal)}
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
