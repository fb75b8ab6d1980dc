"""What was done with a case, as prose."""

from typing import Any

from mingbai.applications.history import day_or, in_words
from mingbai.audit.models import Event
from mingbai.remedies.causes import cause_label
from mingbai.remedies.facts import LABELS
from mingbai.remedies.models import Procedure
from mingbai.remedies.stages import Stage
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

_VERBS = {
    "remedy.registered": "登记",
    "remedy.amended": "更正",
    "remedy.concluded": "登记审结",
    "remedy.answered": "提交书面答复",
    "remedy.heard": "登记听证、开庭",
    "remedy.suspended": "登记中止",
    "remedy.resumed": "恢复审理",
    "remedy.decided": "登记决定、裁判",
    "remedy.took_effect": "登记生效",
    "remedy.appealed": "登记上诉",
    "remedy.decided_again": "登记二审、再审裁判",
    "remedy.remanded": "登记发回重审",
    "remedy.retried": "登记再审",
    "remedy.corrected": "更正裁判",
    "remedy.redo_ordered": "登记责令重新答复",
    "remedy.redone": "登记已重新答复",
    "remedy.reflected": "写明原因和改进",
    "remedy.closed": "了结",
    "remedy.parties_named": "登记当事人",
    "remedy.parties_revealed": "查看当事人",
    "remedy.parties_erased": "保存期满，清除当事人姓名",
}
_LABELS = LABELS | {
    "stage": "环节",
    "on": "日期",
    "decision": "裁判结果",
    "decided_on": "裁判日期",
    "opened_on": "受理日期",
    "workdays": "限定的工作日数",
}


def of_remedy(event: Event) -> str:
    """What an event of the ledger says."""
    if event.verb == "remedies.imported":
        return f"随文件导入台账（同一文件共{event.data['rows']}件）"
    return in_words(_VERBS.get(event.verb, event.verb), event.data, _LABELS, _word)


def _word(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value and name in _CODES:
        return str(_CODES[name](value))
    return day_or(value)


_CODES: dict[str, Any] = {
    "kind": lambda value: RemedyKind(value).label,
    "result": lambda value: RemedyResult(value).label,
    "decision": lambda value: RemedyResult(value).label,
    "procedure": lambda value: Procedure(value).label,
    "stage": lambda value: Stage(value).label,
    "cause": cause_label,
}
