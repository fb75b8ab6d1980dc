"""主题分类 in two levels and the 体裁 of official papers, each with an id that lasts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mingbai.refusal import Refusal
from mingbai.rules.dated import law

# 关于……的通知（试行）: what follows the kind of paper in a title.
_TAIL = re.compile(r"[（(〔\[][^（(〔\[]{1,20}[)）〕\]]$")
MAX_TITLE = 500


@dataclass(frozen=True)
class Theme:
    """A theme; ``id`` is "02" on the first level and "02.01" on the second."""

    id: str
    name: str

    @property
    def parent(self) -> str:
        """The id of the first level; empty for a theme of the first level."""
        return self.id[:2] if "." in self.id else ""


@dataclass(frozen=True)
class Genre:
    """A kind of official paper (公文处理工作条例第八条) and what it is for."""

    id: str
    name: str
    use: str
    endings: tuple[str, ...]


def themes(*, local: bool = True) -> tuple[Theme, ...]:
    """Every theme in order, each first level before its second.

    ``local``: the first theme speaks of the place's own organs, not of the State Council's.
    """
    return tuple(_themes(local).values())


def theme(theme_id: str) -> Theme:
    """The theme of that id, also one of the State Council's own. Raises Refusal for another."""
    found = _themes(True).get(theme_id) or _themes(False).get(theme_id)
    if found is None:
        raise Refusal(f"没有编号为“{theme_id[:20]}”的主题分类", remedy="请从列表中选择")
    return found


def theme_path(theme_id: str) -> str:
    """综合政务 / 政务公开. Raises Refusal for an unknown id."""
    found = theme(theme_id)
    if not found.parent:
        return found.name
    top = _themes(theme_id in _themes(True))[found.parent]
    return f"{top.name} / {found.name}"


def theme_named(first: str, second: str = "") -> Theme | None:
    """The theme of these names, as catalogues of other sites write them; None when unknown.

    Without ``second``, or with one that is unknown, the theme of the first level.
    """
    for known in (_themes(True), _themes(False)):
        top = next(
            (each for each in known.values() if not each.parent and each.name == first), None
        )
        if top is not None:
            within = (each for each in known.values() if each.parent == top.id)
            return next((each for each in within if each.name == second), top)
    return None


def theme_choices(*, local: bool = True) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a grouped select box: the name of each first level with the ids and names below it."""
    known = themes(local=local)
    return [
        (
            top.name,
            [(each.id, each.name) for each in known if each.parent == top.id]
            or [(top.id, top.name)],
        )
        for top in known
        if not top.parent
    ]


@cache
def genres() -> tuple[Genre, ...]:
    """The fifteen genres in the order of the article, then 其他."""
    rows: Mapping[str, Any] = law("genres")["genre"]  # type: ignore[assignment]
    return tuple(
        Genre(key, row["name"], row["use"], tuple(row.get("endings", [row["name"]])))
        for key, row in rows.items()
    )


def genre(genre_id: str) -> Genre:
    """The genre of that id. Raises Refusal for an unknown one."""
    for each in genres():
        if each.id == genre_id:
            return each
    raise Refusal(f"没有“{genre_id[:20]}”这一体裁", remedy="请从列表中选择")


def genre_choices() -> list[tuple[str, str]]:
    """For a select box: ids and names."""
    return [(each.id, each.name) for each in genres()]


def genre_of(title: str) -> Genre | None:
    """The genre that a title ends with (关于……的通知); None when it ends with none of them."""
    text = title[-MAX_TITLE:].strip()
    while match := _TAIL.search(text):
        text = text[: match.start()].rstrip()
    return next((each for each in genres() if text.endswith(each.endings)), None)


@cache
def _themes(local: bool) -> dict[str, Theme]:
    data: Mapping[str, Any] = law("themes")
    own: Mapping[str, Any] = data["local"] if local else {"id": ""}
    found = {}
    for key, row in data["theme"].items():
        used: Mapping[str, Any] = own if key == own["id"] else row
        found[key] = Theme(key, used["name"])
        found |= {below: Theme(below, name) for below, name in used.get("second", {}).items()}
    return found
