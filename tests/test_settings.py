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


def _asked(shown: str, tmp_path: Path, **environment: str) -> str:
    """What a process started with this environment prints."""
    given = {"DJANGO_SETTINGS_MODULE": "mingbai.settings", "MINGBAI_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings as s; print({shown})"],
        env=os.environ | given | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_session_idles_thirty_minutes_and_never_more_than_sixty(tmp_path: Path) -> None:
    for minutes, seconds in (("30", "1800"), ("45", "2700"), ("600", "3600"), ("0", "60")):
        shown = _asked("s.SESSION_COOKIE_AGE", tmp_path, MINGBAI_IDLE_MINUTES=minutes)
        assert shown == seconds


def test_cookies_under_https_belong_to_this_host_alone(tmp_path: Path) -> None:
    """SEC-10. ``__Host-`` needs Secure, the path / and no domain."""
    shown = _asked(
        "[(getattr(s, f'{c}_COOKIE_{k}')) for c in ('SESSION', 'CSRF') "
        "for k in ('NAME', 'SECURE', 'HTTPONLY', 'SAMESITE', 'PATH', 'DOMAIN')]",
        tmp_path,
        MINGBAI_HTTPS="1",
    )
    rest = "True, True, 'Lax', '/', None"
    assert shown == f"['__Host-session', {rest}, '__Host-csrf', {rest}]"


def test_the_bounds_are_changed_one_by_one(tmp_path: Path) -> None:
    limits = "apply.address=1000/1m,apply.network=9000/1m"
    shown = _asked("(s.LIMITS['apply'], s.LIMITS['track'])", tmp_path, MINGBAI_LIMITS=limits)
    assert "{'address': '1000/1m', 'network': '9000/1m'}" in shown
    assert "{'address': '30/10m', 'network': '200/10m'}" in shown


def test_nothing_leaves_the_host_until_a_way_is_named(tmp_path: Path) -> None:
    assert _asked("s.OUTBOX", tmp_path) == "{'email': [], 'sms': []}"
    ways = {"MINGBAI_EMAIL_HOST": "mail.example", "MINGBAI_SMS": "a.First,b.Second"}
    shown = _asked("s.OUTBOX", tmp_path, **ways)
    assert shown == ("{'email': ['mingbai.outbox.providers.Mail'], 'sms': ['a.First', 'b.Second']}")
