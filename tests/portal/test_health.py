"""/healthz and /readyz (REL-20): what serving needs, part by part."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mingbai.audit import triggers
from mingbai.audit.actions import checkpoint
from mingbai.audit.models import Checkpoint
from mingbai.rules.calendar import Calendar

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def ready(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz")
    told = answer.json()
    assert told["ready"] is (answer.status_code == 200)
    return answer.status_code, told["parts"]


def test_the_process_answers(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


def test_everything_is_there(client: Client) -> None:
    status, parts = ready(client)
    assert status == 200
    needed = ["database", "migrations", "triggers", "cache", "disk"]
    assert [parts[name] for name in needed] == ["ok"] * 5


def test_a_lost_trigger_is_not_ready(client: Client) -> None:
    triggers.drop(connection)
    status, parts = ready(client)
    assert status == 503
    assert "防改触发器缺失" in parts["triggers"]


def test_a_lost_cache_table_is_not_ready(client: Client) -> None:
    """Without it nobody would be locked out after wrong passwords."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE mingbai_cache RENAME TO gone")
    status, parts = ready(client)
    assert status == 503
    assert parts["cache"].startswith("不可用")
    assert parts["database"] == "ok"


def test_a_full_disk_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1000, 990, 10))
    status, parts = ready(client)
    assert (status, parts["disk"]) == (503, "磁盘剩余不足百分之二")


def test_an_old_checkpoint_is_told_but_serving_goes_on(client: Client) -> None:
    assert ready(client)[1]["checkpoint"] == "尚无检查点"
    at = timezone.now() - timedelta(days=5)
    checkpoint(timezone.localdate(at), at=at)
    status, parts = ready(client)
    assert (status, "5 天前" in parts["checkpoint"]) == (200, True)
    now = timezone.now()
    checkpoint(timezone.localdate(now), at=now)
    assert ready(client)[1]["checkpoint"] == "ok"
    assert Checkpoint.objects.count() == 2


def test_the_calendar_says_whether_the_next_notice_is_missing(client: Client) -> None:
    wanted = Calendar.load().notice_wanted(timezone.localdate())
    expected = f"请装入{wanted}年节假日安排的通知" if wanted else "ok"
    assert ready(client)[1]["calendar"] == expected
