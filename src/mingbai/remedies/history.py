"""What was done with a case, as prose."""

from typing import Any

from mingbai.applications.history import day_or, in_words
from mingbai.audit.models import Event
from mingbai.remedies.facts import LABELS
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

_VERBS = {
    "remedy.registered": "登记",
    "remedy.amended": "更正",
    "remedy.concluded": "登记审结",
}


def of_remedy(event: Event) -> str:
    """What an event of the ledger says."""
    if event.verb == "remedies.imported":
        return f"随文件导入台账（同一文件共{event.data['rows']}件）"
    return in_words(_VERBS.get(event.verb, event.verb), event.data, LABELS, _word)


def _word(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value and name == "kind":
        return RemedyKind(value).label
    if value and name == "result":
        return RemedyResult(value).label
    return day_or(value)
