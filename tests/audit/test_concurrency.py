"""Eight writers on one chain and on many: contiguous numbers, no event lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.audit.hammer import assert_whole, hammer

ROOT = Path(__file__).resolve().parents[2]
CHAINS = {"一条链": ["a"], "四条链": ["a", "b", "c", "d"]}


@pytest.mark.parametrize("codes", CHAINS.values(), ids=CHAINS.keys())
def test_sqlite_file(codes: list[str], tmp_path: Path) -> None:
    """In a process of its own: the suite's own SQLite lives in memory and knows one writer."""
    environment = os.environ | {
        "MINGBAI_VAR": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "mingbai.settings.test",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.audit.hammer", *codes],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("whole", 0), done.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("codes", CHAINS.values(), ids=CHAINS.keys())
def test_postgresql(codes: list[str]) -> None:
    """Row locks instead of one writer."""
    if connection.vendor != "postgresql":
        pytest.skip("只在 PostgreSQL 上")
    hammer(codes)
    assert_whole(codes)
