"""Tasks of the tick about what is published: what is due, folders, periods, interpretations."""

from datetime import datetime

SHOWN = 5


def scheduled(at: datetime) -> str:
    """Publish what was set for a time that has come; the gate is asked again."""
    from mingbai.records import actions

    done, refused = actions.publish_due(at=at)
    words = [f"公开 {done} 件"] * (done > 0)
    words += [f"没有公开 {len(refused)} 件：{'；'.join(refused[:SHOWN])}"] if refused else []
    return "，".join(words) or "没有到时间的"


def expired(at: datetime) -> str:
    """Take down what was public for a period that is over (PII-10)."""
    from mingbai.audit.actors import TICK
    from mingbai.records import actions

    done = actions.take_down_expired(by=TICK, at=at)
    return f"撤下 {done} 件" if done else "没有期满的"


def folders(at: datetime) -> str:
    """Make the public folders agree with what is public (invariant 4).

    Raises ``Refusal`` where files cannot be put back: whoever watches the tick is told.
    """
    from mingbai.records import placing
    from mingbai.refusal import Refusal

    cleared = placing.reconcile()
    placed, failed = placing.restore()
    if failed:
        raise Refusal(
            f"{len(failed)} 件公开信息的附件放不好：{'、'.join(failed[:SHOWN])}",
            remedy="请核对存储和磁盘，原因见日志",
        )
    if not cleared + placed:
        return "与公开的信息一致"
    return f"清除不该有的文件夹 {cleared} 个，补齐附件 {placed} 件"


def periods(at: datetime) -> str:
    """Count the last days for publication anew when the calendar has changed (CAL-3)."""
    from mingbai.audit.actors import TICK
    from mingbai.records import actions

    moved = actions.redate(by=TICK, at=at)
    return f"改定公开期限 {moved} 件" if moved else "没有变化"


def interpretations(at: datetime) -> str:
    """Tell how many policies have no interpretation after three working days."""
    from django.utils import timezone

    from mingbai.organs.models import Organ
    from mingbai.records.queries import interpretations as queries

    late = queries.overdue(Organ.objects.all(), today=timezone.localdate(at))
    return f"逾期没有解读的文件 {len(late)} 件" if late else "没有逾期未解读的"
