"""What an applicant is told of a move: a step on his time-line, a notice by his channel."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mingbai.applications.stages import Move


@dataclass(frozen=True)
class Words:
    """``subject`` and ``body`` of a notice, with places for number, due day and term."""

    subject: str
    body: str


def step(move: Move) -> str:
    """The line on the time-line; empty for what is the office's own business."""
    return str(_data().get(move.value, {}).get("step", ""))


def step_of_event(verb: str) -> str:
    """The same for the verb of an event; empty for one that no move makes."""
    move = _verbs().get(verb)
    return step(move) if move else ""


def notice(move: Move, *, waiting: bool = False) -> Words | None:
    """The notice of a move, or None; ``waiting``: filed, but not yet confirmed (第三十一条)."""
    row = _data().get(move.value, {})
    row = row.get("waiting", row) if waiting else row
    return Words(row["subject"], row["body"]) if "body" in row else None


@cache
def _verbs() -> dict[str, Move]:
    return {move.law.verb: move for move in Move}


@cache
def _data() -> dict[str, Any]:
    text = files("mingbai.applications").joinpath("data/told.toml").read_text("utf-8")
    return tomllib.loads(text)
