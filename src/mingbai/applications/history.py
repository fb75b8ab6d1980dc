"""What was done with a case, as prose: who, when, what from what to what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingbai.accounts.queries import named_actors
from mingbai.applications.facts import LABELS
from mingbai.audit.models import Event
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import ApplicantKind, Outcome

MACHINES = {"tick": "定时任务", "command": "服务器命令"}
_VERBS = {
    "application.registered": "登记",
    "application.amended": "更正",
    "application.concluded": "登记办结",
}
_HASH = "_sha"


@dataclass(frozen=True)
class Line:
    """One act."""

    at: datetime
    who: str
    text: str


def lines(events: Iterable[Event], sentence: Callable[[Event], str]) -> list[Line]:
    """The events as lines, in their order; two queries for all names."""
    found = list(events)
    people, posts = named_actors(
        {event.actor_id for event in found if event.actor_kind == "officer"},
        {event.post for event in found if event.post},
    )
    return [Line(event.at, _who(event, people, posts), sentence(event)) for event in found]


def of_application(event: Event) -> str:
    """What an event of the ledger of applications says."""
    if event.verb == "applications.imported":
        return f"随文件导入台账（同一文件共{event.data['rows']}件）"
    return in_words(_VERBS.get(event.verb, event.verb), event.data, LABELS, _word)


def in_words(
    verb: str,
    data: Mapping[str, Any],
    labels: Mapping[str, str],
    word: Callable[[str, Any], str],
) -> str:
    """登记：A为“x”…, or 更正：A由“x”改为“y”; of hashed texts only that they changed."""
    parts: list[str] = []
    for name, value in data.items():
        label = labels.get(name.removesuffix(_HASH), "")
        if not label:
            continue
        if isinstance(value, list):
            parts.append(_change(label, name, value, word))
        elif not name.endswith(_HASH) and value not in (None, "", False):
            parts.append(f"{label}为“{word(name, value)}”")
    return f"{verb}：{'，'.join(parts)}" if parts else verb


def _change(label: str, name: str, pair: list[Any], word: Callable[[str, Any], str]) -> str:
    if name.endswith(_HASH):
        return f"改写了{label}"
    was, now = (word(name, item) for item in pair)
    return f"{label}由“{was}”改为“{now}”" if pair[0] not in (None, "") else f"{label}为“{now}”"


def day_or(text: Any) -> str:
    """An ISO date in Chinese, another value as it is, nothing as 空."""
    if text in (None, ""):
        return "空"
    try:
        return chinese_date(date.fromisoformat(str(text)))
    except ValueError:
        return str(text)


def _word(name: str, value: Any) -> str:
    if value and name == "applicant_kind":
        return ApplicantKind(value).label
    if value and name == "outcome":
        return Outcome(value).label
    return day_or(value)


def _who(event: Event, people: Mapping[str, str], posts: Mapping[str, str]) -> str:
    if event.actor_kind == "applicant":
        return "申请人"
    if event.actor_kind != "officer":
        return MACHINES.get(event.actor_id, event.actor_id)
    name, post = people.get(event.actor_id, "已离任人员"), posts.get(event.post, "")
    return f"{name}（{post}）" if post else name
