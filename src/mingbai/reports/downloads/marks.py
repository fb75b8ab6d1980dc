"""What every rendering says first where a report is not a real, published one."""

from collections.abc import Mapping
from typing import Any

DRAFT = "草稿：台账现在的数字，未经审查，不是已公开的年度报告。"


def marks(content: Mapping[str, Any]) -> list[str]:
    """The notes to stand at the top: of a demonstration, of a draft; mostly none."""
    notes = (content["demo_note"], content.get("draft_note", ""))
    return [note for note in notes if note]


def short_mark(content: Mapping[str, Any]) -> str:
    """The same in a few words, for the head of every sheet of paper."""
    words = ["演示数据　非真实年度报告"] if content["demo"] else []
    words += ["草稿　未经审查公开"] if content.get("draft_note") else []
    return "　".join(words)
