"""Settings that the invariants rest on: durable writes, one writer at a time, safe deployment."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

FULL, ON = 2, 1


def _pragmas() -> dict[str, int]:
    try:
        with connection.cursor() as cursor:
            found = {}
            for name in ("synchronous", "recursive_triggers", "foreign_keys"):
                cursor.execute(f"PRAGMA {name}")
                found[name] = cursor.fetchone()[0]
            return found
    finally:
        if not connection.in_atomic_block:
            connection.close()


@pytest.mark.django_db
def test_every_connection_flushes_each_commit_and_fires_triggers_on_replace() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("只有 SQLite 需要这样设置")
    wanted = {"synchronous": FULL, "recursive_triggers": ON, "foreign_keys": ON}
    assert _pragmas() == wanted
    with ThreadPoolExecutor(1) as other:
        assert other.submit(_pragmas).result() == wanted, "in every thread, not only the first"
    assert connection.transaction_mode == "IMMEDIATE"  # type: ignore[attr-defined]


def test_a_request_is_not_one_transaction() -> None:
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize("https", ["1", ""], ids=["HTTPS", "本机HTTP"])
def test_the_deployment_check_finds_nothing_under_https(https: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "mingbai.settings",
        "MINGBAI_VAR": str(tmp_path),
        "MINGBAI_HTTPS": https,
        "MINGBAI_DEMO": "",
        "MINGBAI_DEBUG": "",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == bool(https), done.stderr


def test_the_second_factor_is_given_up_only_in_a_demonstration(tmp_path: Path) -> None:
    shown = "from django.conf import settings; print(settings.MFA_REQUIRED)"
    for demo, required in (("", "True"), ("1", "False"), ("0", "True"), ("true", "True")):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "mingbai.settings",
            "MINGBAI_VAR": str(tmp_path),
            "MINGBAI_DEMO": demo,
        }
        done = subprocess.run(
            [sys.executable, "-c", shown],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == required, demo
