"""Workers at one moment never send one message twice, on both databases."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from mingbai.audit.models import Event
from mingbai.outbox.models import Message, State
from tests.outbox.hammer import MESSAGES, hammer

ROOT = Path(__file__).resolve().parents[2]


def test_sqlite_file(tmp_path: Path) -> None:
    """In a process of its own: the suite's own SQLite lives in memory and knows one writer."""
    environment = os.environ | {
        "MINGBAI_VAR": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "mingbai.settings.test",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.outbox.hammer"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == [str(MESSAGES), str(MESSAGES), "10"], done.stderr


@pytest.mark.django_db(transaction=True)
def test_postgresql(through: Callable[..., None]) -> None:
    """Conditional updates instead of one writer."""
    if connection.vendor != "postgresql":
        pytest.skip("只在 PostgreSQL 上")
    through("Keeps")
    keys = hammer()
    assert len(keys) == len(set(keys)) == MESSAGES
    assert Message.objects.filter(state=State.SENT).count() == MESSAGES
    assert Event.objects.filter(verb="message.sent").count() == MESSAGES
