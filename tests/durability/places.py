"""A site's data of its own, and the commands that look into it from beside the server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from bench.served.site import ROOT, served


def ask(order: str, environment: dict[str, str], facts: Any) -> Any:
    """What ``tests.durability.inside`` answers to an order."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.durability.inside", order],
        env=os.environ | served(environment),
        cwd=ROOT,
        input=json.dumps(facts),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@contextmanager
def place(server: str, var: Path) -> Iterator[dict[str, str]]:
    """The environment of a site with an empty database; ``server``: a PostgreSQL, "" for SQLite."""
    (var / "tmp").mkdir(parents=True)
    environment = {"MINGBAI_VAR": str(var), "TMPDIR": str(var / "tmp"), "DATABASE_URL": ""}
    environment["MINGBAI_BENCH_CODE_WORK"] = "16"
    if not server:
        yield environment
        return
    name = f"mingbai_kill_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield environment | {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
