"""An event as a sentence: when, who under which post, what, about which object."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from mingbai.accounts.queries import named_actors
from mingbai.audit.models import Event

MACHINES = {"tick": "定时任务", "command": "服务器命令"}
NOUNS = {
    "accounts.feedtoken": "日程订阅",
    "accounts.post": "岗位",
    "accounts.user": "账号",
    "applications.application": "申请",
    "applications.import": "导入",
    "organs.organ": "机关",
    "outbox.message": "通知",
    "oversight.intake": "收件",
    "oversight.paper": "年度报告",
    "oversight.round": "整改",
    "organs.site": "网站",
    "records.column": "栏目",
    "records.obligation": "公开义务",
    "records.record": "稿件",
    "remedies.import": "导入",
    "remedies.remedy": "案件",
    "reports.narrative": "年报文字",
    "reports.seal": "年报",
    "reports.seriesvalue": "历年数字",
    "reports.typedvalue": "表二数字",
}


@dataclass(frozen=True)
class Line:
    """One event, in words; ``details`` are pairs of code and value as the event holds them."""

    number: int
    chain: str
    organ: str
    at: datetime
    who: str
    post: str
    what: str
    thing: str
    details: list[tuple[str, str]]
    hash: str


@cache
def verbs() -> dict[str, str]:
    """What each verb says."""
    path = Path(__file__).parent / "verbs.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def lines(events: Iterable[Event], organs: dict[str, str]) -> list[Line]:
    """The events as prose; ``organs`` maps a chain's code to the organ's name."""
    found = list(events)
    people, posts = named_actors(
        {event.actor_id for event in found if event.actor_kind == "officer"},
        {event.post for event in found if event.post},
    )
    return [_line(event, organs, people, posts) for event in found]


def _line(
    event: Event, organs: dict[str, str], people: dict[str, str], posts: dict[str, str]
) -> Line:
    officer = event.actor_kind == "officer"
    applicant = "申请人" if event.actor_kind == "applicant" else ""
    name = people.get(event.actor_id, "") if officer else MACHINES.get(event.actor_id, "")
    noun = NOUNS.get(event.object_type, event.object_type)
    return Line(
        number=event.number,
        chain=event.chain,
        organ=organs.get(event.chain, event.chain),
        at=event.at,
        who=name or applicant or event.actor_id,
        post=posts.get(event.post, ""),
        what=verbs().get(event.verb, event.verb),
        thing=f"{noun} {event.object_id[:8]}",
        details=[(key, _value(value)) for key, value in _flat(event.data)],
        hash=event.hash,
    )


def _flat(data: dict[str, Any]) -> list[tuple[str, Any]]:
    """The pairs of an event, those of its origin last."""
    told = [pair for pair in data.items() if pair[0] != "via"]
    return told + list(data.get("via", {}).items())


def _value(value: Any) -> str:
    """A hash is shown by its beginning: the whole stands in the database."""
    text = str(value) if value is not None else "无"
    return text if len(text) < 40 else f"{text[:12]}…"
