"""/healthz and /readyz (REL-20): the process answers; the parts it needs are there."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from mingbai.audit import triggers
from mingbai.audit.models import Checkpoint
from mingbai.records import placing
from mingbai.rules.calendar import Calendar


def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> HttpResponse:
    """Each part with its state; 503 when one that serving needs is not there."""
    parts = {name: _state(part) for name, part in (NEEDED | TOLD).items()}
    ready = all(parts[name] == "ok" for name in NEEDED)
    return JsonResponse(
        {"ready": ready, "parts": parts},
        status=200 if ready else 503,
        json_dumps_params={"ensure_ascii": False},
    )


def _state(part: Callable[[], str]) -> str:
    try:
        return part()
    except (DatabaseError, OSError) as error:
        return f"不可用（{type(error).__name__}）"


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


def _calendar() -> str:
    """Information only: later days are computed provisionally until the notice is loaded."""
    year = Calendar.load().notice_wanted(timezone.localdate())
    return f"请装入{year}年节假日安排的通知" if year else "ok"


def _files() -> str:
    """Information only: the pages say so themselves, and the next tick puts them back."""
    found = placing.amiss()
    return f"近期公开的信息有 {found} 件附件没有放好，请运行 mingbai tick" if found else "ok"


NEEDED: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "triggers": _triggers,
    "cache": _cache,
    "disk": _disk,
}
TOLD: dict[str, Callable[[], str]] = {
    "checkpoint": _checkpoint,
    "calendar": _calendar,
    "files": _files,
}
