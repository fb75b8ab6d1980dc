"""What must be public, how open a piece of information is and why, and by which channels.

政府信息公开条例 13–16, 19–21, 23 and 25 as data; the ids are kept in ledgers and never change.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from mingbai.refusal import Refusal
from mingbai.rules.dated import law


class Openness(StrEnum):
    """公开属性 (第十三条)."""

    PROACTIVE = "proactive"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"


class Level(StrEnum):
    """Whom an item binds: every organ, county governments and their departments, townships."""

    ANY = "any"
    COUNTY = "county"
    TOWNSHIP = "township"


class Heading(StrEnum):
    """The lists of ``data/publicity.toml`` that are no more than names with their source."""

    OPENNESS = "openness"
    CHANNEL = "channel"
    TERM = "term"
    AUDIENCE = "audience"


@dataclass(frozen=True)
class Item:
    """An item of Art. 20 or 21: short name for lists, ``name`` in the words of the article."""

    id: str
    short: str
    name: str
    level: Level
    basis: str


@dataclass(frozen=True)
class Ground:
    """Why something is not published proactively; ``requires`` is what else must be written.

    ``discretionary``: Art. 16 lets the organ publish it all the same.
    """

    id: str
    name: str
    openness: tuple[Openness, ...]
    basis: str
    requires: str = ""
    discretionary: bool = False


@dataclass(frozen=True)
class Named:
    """A row that is a name and its source: an openness, a channel, a term, an audience."""

    id: str
    name: str
    basis: str


def items(level: Level = Level.ANY) -> tuple[Item, ...]:
    """The items an organ of this level is bound by: those of Art. 20, and its own of Art. 21.

    A street office (街道办事处) is a dispatched organ of the county, not a township.
    """
    return tuple(each for each in _items() if each.level in (Level.ANY, level))


def item(item_id: str) -> Item:
    """The item of that id. Raises Refusal for an unknown one."""
    for each in _items():
        if each.id == item_id:
            return each
    raise _unknown("公开事项", item_id)


def item_choices(level: Level = Level.ANY) -> list[tuple[str, str]]:
    """For a select box: ids and short names."""
    return [(each.id, each.short) for each in items(level)]


def grounds(openness: Openness) -> tuple[Ground, ...]:
    """The grounds by which information may have this openness; none for 主动公开."""
    return tuple(each for each in _grounds() if openness in each.openness)


def ground(ground_id: str) -> Ground:
    """The ground of that id. Raises Refusal for an unknown one."""
    for each in _grounds():
        if each.id == ground_id:
            return each
    raise _unknown("不主动公开的依据", ground_id)


def ground_choices(openness: Openness) -> list[tuple[str, str]]:
    """For a select box: ids, and the article with the name."""
    return [(each.id, f"{each.basis}：{each.name}") for each in grounds(openness)]


def check_openness(openness: Openness, ground_id: str = "", reason: str = "") -> None:
    """Refusal unless the openness has a ground that allows it, with what the ground asks for."""
    if openness is Openness.PROACTIVE:
        if ground_id:
            raise Refusal("主动公开的信息不填不公开的依据", remedy="请改公开属性，或者清空依据")
        return
    label = named(Heading.OPENNESS, openness).name
    if not ground_id:
        raise Refusal(
            f"{label}须有法律依据",
            article="《政府信息公开条例》第十三条",
            remedy="请选择第十四条至第十六条、第十九条中的依据",
        )
    found = ground(ground_id)
    if openness not in found.openness:
        raise Refusal(f"“{found.name}”不能作为{label}的依据", article=found.basis)
    if found.requires and not reason.strip():
        raise Refusal(f"请写明{found.requires}", article=found.basis)


def listed(heading: Heading) -> tuple[Named, ...]:
    """The openness attributes, channels, terms or audiences, in order."""
    return tuple(
        Named(key, row["name"], _basis(row)) for key, row in _data()[heading.value].items()
    )


def named(heading: Heading, row_id: str) -> Named:
    """The row of that id. Raises Refusal for an unknown one."""
    for each in listed(heading):
        if each.id == row_id:
            return each
    raise _unknown("选项", row_id)


def choices(heading: Heading) -> list[tuple[str, str]]:
    """For a select box: ids and names."""
    return [(each.id, each.name) for each in listed(heading)]


def _data() -> dict[str, Any]:
    return law("publicity")


def _basis(row: dict[str, Any]) -> str:
    return f"{row.get('basis', '《政府信息公开条例》')}{row['article']}"


def _unknown(what: str, row_id: str) -> Refusal:
    return Refusal(f"没有“{row_id[:40]}”这一{what}", remedy="请从列表中选择")


@cache
def _items() -> tuple[Item, ...]:
    return tuple(
        Item(key, row["short"], row["name"], Level(row["level"]), _basis(row))
        for key, row in _data()["item"].items()
    )


@cache
def _grounds() -> tuple[Ground, ...]:
    return tuple(
        Ground(
            id=key,
            name=row["name"],
            openness=tuple(Openness(each) for each in row["openness"]),
            basis=_basis(row),
            requires=row.get("requires", ""),
            discretionary=row.get("discretionary", False),
        )
        for key, row in _data()["ground"].items()
    )
