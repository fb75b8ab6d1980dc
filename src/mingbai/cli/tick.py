"""``mingbai tick``: the routine tasks of the day; safe to run twice, at once, and after a pause."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from mingbai.cli import platform, record_tasks

FAILED = 1
MESSAGES = "待发通知"
SCHEDULED = "定时公开"
EXPIRED = "公示期满"
AT_ONCE = 500  # messages of one round
PUNCTUAL = {SCHEDULED: record_tasks.scheduled, EXPIRED: record_tasks.expired}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--messages", action="store_true", help="只发待发的通知，可以每分钟一次")
    parser.add_argument(
        "--scheduled",
        action="store_true",
        help="只公开已到时间的、撤下公示期满的信息，可以每分钟一次",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run every task; one that fails is told and does not keep the others from running."""
    platform.setup()
    code = 0
    quick = {MESSAGES: messages} if arguments.messages else {}
    if arguments.scheduled:
        quick |= PUNCTUAL
    for label, task in (quick or _tasks()).items():
        words, done = _done(label, task)
        print(words, flush=True, file=sys.stdout if done else sys.stderr)
        code = code if done else FAILED
    return code


def punctual() -> None:
    """Do what has a set time; told only when it fails. For who serves and needs no cron."""
    for label, task in PUNCTUAL.items():
        words, done = _done(label, task)
        if not done:
            print(words, file=sys.stderr, flush=True)


def _done(label: str, task: Callable[[datetime], str]) -> tuple[str, bool]:
    """What came of a task, and whether it went well; one that fails does not stop the others."""
    from django.utils import timezone

    try:
        return f"{label}：{task(timezone.now())}", True
    except Exception as error:  # 一项出错不妨碍其余各项
        return f"{label}：没有完成（{type(error).__name__}：{error}）", False


def _tasks() -> dict[str, Callable[[datetime], str]]:
    """In this order: the checkpoint comes last and covers what the others did."""
    return {
        SCHEDULED: record_tasks.scheduled,
        EXPIRED: record_tasks.expired,
        "公开目录": record_tasks.folders,
        "公开期限": record_tasks.periods,
        "政策解读": record_tasks.interpretations,
        "闲置账号": idle_accounts,
        "过期会话": expired_sessions,
        "上传文件": stale_uploads,
        "汇总核对": rollups,
        "放假安排": holidays,
        "保存期满": expired_data,
        "读取年报": waiting_papers,
        "迁移批次": migrations,
        "重新加密": old_keys,
        "每日提要": digests,
        MESSAGES: messages,
        "通知收件人": old_recipients,
        "限次计数": counters,
        "检查点": checkpoint,
    }


def idle_accounts(at: datetime) -> str:
    """Close accounts unused for ninety days (SEC-09)."""
    from mingbai.accounts import actions

    closed = actions.disable_idle(at=at)
    return f"停用九十天未登录的账号 {closed} 个" if closed else "没有九十天未登录的账号"


def expired_sessions(at: datetime) -> str:
    """Remove sessions that have run out."""
    from importlib import import_module

    from django.conf import settings

    engine: Any = import_module(settings.SESSION_ENGINE)
    engine.SessionStore.clear_expired()
    return "已清除"


def stale_uploads(at: datetime) -> str:
    """Wipe files that were uploaded for an import and left lying for an hour (SEC-14)."""
    from mingbai.files import intake

    wiped = intake.sweep(at=at)
    return f"清除搁置的上传文件 {wiped} 个" if wiped else "没有搁置的上传文件"


def rollups(at: datetime) -> str:
    """Compare the counts kept beside the ledger with the ledger, and set them right."""
    from mingbai.applications import tally

    differences = tally.recount() and tally.recount(rebuild=True)
    if not differences:
        return "与台账一致"
    rows = "；".join(
        f"机关 {d.organ_id} {d.key} 记 {d.rollup} 实 {d.ledger}" for d in differences[:5]
    )
    return f"有 {len(differences)} 处与台账不符，已按台账改正：{rows}"


def holidays(at: datetime) -> str:
    """Re-date the open cases when a holiday notice has been added or amended (CAL-3)."""
    from django.utils import timezone

    from mingbai.applications import actions, clock
    from mingbai.audit.actors import TICK

    redating = actions.redate(by=TICK, at=at)
    moved = f"改定期限 {len(redating.moved)} 件" if redating else "没有变化"
    wanted = clock.calendar().notice_wanted(timezone.localdate(at))
    return f"{moved}；{wanted}年的放假通知还没有加入" if wanted else moved


def expired_data(at: datetime) -> str:
    """Erase applicants' data whose retention is over (PIP-05), and files that no case knows."""
    from mingbai.applications import actions
    from mingbai.audit.actors import TICK
    from mingbai.remedies import actions as remedies

    erased = actions.erase(limit=500, by=TICK, at=at)
    erased += remedies.erase_parties(limit=500, by=TICK, at=at)
    strays = actions.drop_strays(before=at - timedelta(days=1))
    if not erased + strays:
        return "没有保存期满的"
    return f"清除申请人信息 {erased} 件、没有归属的附件 {strays} 个"


def waiting_papers(at: datetime) -> str:
    """Read the published reports that an office has taken in (oversight)."""
    from mingbai.audit.actors import TICK
    from mingbai.oversight import tasks

    read = tasks.read_waiting(at=at, by=TICK)
    return f"读取 {read} 份" if read else "没有待读取的"


def migrations(at: datetime) -> str:
    """Go on reading and publishing the migration batches that were begun (SIT-10)."""
    from mingbai.records import actions

    read, published, still = actions.carry_on(limit=1000, at=at)
    words = [f"读取 {read} 行"] * (read > 0) + [f"公开 {published} 件"] * (published > 0)
    words += [f"没有继续：{'；'.join(still[:5])}"] if still else []
    return "，".join(words) or "没有进行中的"


def old_keys(at: datetime) -> str:
    """Seal a portion of what stands under an old key anew (CRY-03)."""
    from mingbai.vault import actions

    done = actions.rewrap(limit=1000)
    return f"改用新密钥 {done} 处" if done else "没有用旧密钥加密的内容"


def digests(at: datetime) -> str:
    """Tell every officer once a working day what waits for him; counts and numbers only."""
    from mingbai.desk import digest

    made = digest.send(at=at)
    return f"提要 {made} 份" if made else "没有要提要的"


def messages(at: datetime) -> str:
    """Send the notices that are due (REL-14)."""
    from mingbai.outbox import actions

    done = actions.deliver(limit=AT_ONCE, at=at)
    if not any(vars(done).values()):
        return "没有待发的"
    return f"发出 {done.sent} 条，稍后再试 {done.queued} 条，放弃 {done.failed} 条"


def old_recipients(at: datetime) -> str:
    """Clear the recipients of notices done for ninety days."""
    from mingbai.outbox import actions

    cleared = actions.forget(at=at)
    return f"清除九十天前的收件人 {cleared} 个" if cleared else "没有可清除的"


def counters(at: datetime) -> str:
    """Delete counters that have run out, and with them the hashes of addresses (ABU-01)."""
    from mingbai.limits import buckets

    return f"清除 {buckets.sweep(at=at)} 个"


def checkpoint(at: datetime) -> str:
    """Join the chains into the day's checkpoint and keep a copy of each outside the database."""
    from django.utils import timezone

    from mingbai.audit import actions, copies

    made = actions.checkpoint(timezone.localdate(at), at=at)
    written = copies.write()
    kept = f"，新存副本 {written} 份" if written else ""
    return f"{made.day} {made.hash[:12]}，链 {len(made.heads)} 条{kept}"
