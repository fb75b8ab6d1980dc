"""Small tables: why an answer was put right, what a result orders, a move's article (LIT-7)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mingbai.rules.report.remedies import RemedyKind, RemedyResult


@dataclass(frozen=True)
class Cause:
    """One cause of the taxonomy; ``basis`` names the article usually broken."""

    value: str
    label: str
    basis: str


@cache
def causes() -> dict[str, Cause]:
    """All causes by code, in the order of the file."""
    return {code: Cause(code, **row) for code, row in _table("causes")["cause"].items()}


def cause_label(code: str) -> str:
    """The cause in Chinese, empty for none."""
    return causes()[code].label if code else ""


def may_order_redo(result: RemedyResult | None) -> bool:
    """Whether the result can come with an order to answer anew."""
    return result is not None and str(result) in {*_orders()["may"], *_orders()["must"]}


def must_redo(result: RemedyResult | None) -> bool:
    """Whether the result is itself an order to answer."""
    return result is not None and str(result) in _orders()["must"]


def appealable(result: RemedyResult) -> bool:
    """Whether a first decision with this result waits for an appeal; reviews never do."""
    return result.kind == "suit" and str(result) not in _orders()["unappealable"]


def is_ruling(result: RemedyResult) -> bool:
    """Whether a court says this in a 裁定, whose period of appeal is shorter."""
    return str(result) in _orders()["rulings"]


def redo_basis() -> str:
    """The articles on ordering a new act."""
    return str(_orders()["basis"])


def step_article(move: str, kind: RemedyKind) -> str:
    """The article a move rests on in a case of this kind, empty where the kind has no such move."""
    return str(_table("moves")[str(move)].get(kind.value, ""))


def only_suits(move: str) -> bool:
    """Whether only a suit knows the move."""
    return RemedyKind.REVIEW.value not in _table("moves")[str(move)]


def _orders() -> dict[str, Any]:
    return _table("orders")


@cache
def _table(name: str) -> dict[str, Any]:
    text = files("mingbai.remedies").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


# 二审、再审“维持原判”：案件的结果仍是原判的结果。
SAME = "same"
