"""The events of a case as prose, and the papers that went with them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from mingbai.applications.history import of_application
from mingbai.applications.models import Answer, Step
from mingbai.applications.stages import Move
from mingbai.audit.models import Event
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import Outcome
from mingbai.rules.service import Method

_OTHERS = {
    "application.revealed": "查看申请人的完整信息",
    "application.attachment_opened": "下载附件",
    "application.file_exported": "导出案卷",
    "application.code_reissued": "换发查询码",
    "application.reply_opened": "首次查收答复",
    "application.rated": "评价",
    "application.redated": "因放假通知重算期限",
    "application.erased": "清除申请人的个人信息",
}
_WHAT = {"contact": "联系方式", "identity": "证件号码"}


@cache
def _labels() -> Mapping[str, str]:
    return {move.law.verb: move.label for move in Move} | _OTHERS


def sentence(event: Event) -> str:
    """What an event says: the act, and the dates and codes that belong to it."""
    if event.verb == "application.held":
        return "设定涉诉保留" if event.data.get("hold") else "解除涉诉保留"
    label = _labels().get(event.verb)
    if label is None:
        return of_application(event)
    parts = [part for name, value in event.data.items() if (part := _part(name, value))]
    return f"{label}：{'，'.join(parts)}" if parts else label


def _part(name: str, value: Any) -> str:
    if value in (None, "", False):
        return ""
    if name in ("until", "on", "ordered_on", "signed_on", "received_on"):
        day = chinese_date(date.fromisoformat(str(value)))
        return {"until": f"至{day}", "received_on": f"{day}收到"}.get(name, day)
    worded: dict[str, Callable[[], str]] = {
        "workdays": lambda: f"{value}个工作日",
        "amount": lambda: f"{value}元",
        "number": lambda: f"第{value}稿",
        "stars": lambda: f"{value}分",
        "late": lambda: "超过七个工作日才告知",
        "outcome": lambda: Outcome(value).label,
        "opinion": lambda: Answer(value).label if value in set(Answer) else "",
        "determined": lambda: Answer(value).label,
        "counted": lambda: Answer(value).label,
        "method": lambda: Method(value).label,
        "step": lambda: Step(value).label,
        "what": lambda: _WHAT.get(value, ""),
    }
    return worded[name]() if name in worded else ""
