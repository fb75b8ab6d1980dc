"""/healthz and /readyz (REL-20): the process answers; the parts it needs are there."""

import shutil

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from mingbai.audit import triggers
from mingbai.audit.models import Checkpoint


def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> HttpResponse:
    """Each part with its state; 503 when one that serving needs is not there."""
    try:
        parts = {"database": _database(), "migrations": _migrations(), "triggers": _triggers()}
        parts["cache"] = _cache()
        parts["checkpoint"] = _checkpoint()
    except DatabaseError:
        parts = {"database": "数据库连不上"}
    parts["disk"] = _disk()
    needed = ("database", "migrations", "triggers", "cache", "disk")
    ready = all(parts.get(name, "ok") == "ok" for name in needed)
    return JsonResponse(
        {"ready": ready, "parts": parts},
        status=200 if ready else 503,
        json_dumps_params={"ensure_ascii": False},
    )


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"有 {len(plan)} 个迁移未执行" if plan else "ok"


def _triggers() -> str:
    absent = triggers.missing(connection)
    return f"防改触发器缺失或被改动 {len(absent)} 个" if absent else "ok"


def _cache() -> str:
    cache.set("readyz", 1, 10)
    return "ok" if cache.get("readyz") == 1 else "缓存表不可用，登录限次失效"


def _disk() -> str:
    settings.VAR.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(settings.VAR)
    return "ok" if usage.free > 0.02 * usage.total else "磁盘剩余不足百分之二"


def _checkpoint() -> str:
    """Information only: a fresh installation has none before its first tick."""
    last = Checkpoint.objects.order_by("-day").first()
    if last is None:
        return "尚无检查点"
    age = (timezone.localdate() - last.day).days
    return "ok" if age <= 2 else f"最近检查点在 {age} 天前，请确认 mingbai tick 在运行"
