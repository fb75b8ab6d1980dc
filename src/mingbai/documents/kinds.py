"""The kinds of paper and the facts that can stand on them, read from data (条例第三十条起)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
SHAPES = {
    "line": "一行",
    "text": "若干段",
    "quote": "引文",
    "list": "逐项列举",
    "table": "表格",
}


@dataclass(frozen=True)
class Slot:
    """A fact that a text may use: ``code`` in the program, ``name`` in the text."""

    code: str
    name: str
    shape: str
    about: str
    example: str
    default: str = ""
    auto: bool = False

    @property
    def written(self) -> str:
        """How a text uses it."""
        return f"{{{{{self.name}}}}}"

    @property
    def shaped(self) -> str:
        """Its shape in words."""
        return SHAPES[self.shape]


@dataclass(frozen=True)
class Need:
    """Where the fact of ``slot`` contains the words ``says``, the facts ``also`` are required."""

    slot: str
    says: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of paper; slots by their codes.

    ``remedies``: ``none``, ``always``, or ``slot=CODE`` where the block is due when that fact is
    given.  ``form``: an internal form without addressee, number and signature.
    """

    code: str
    name: str
    when: str
    articles: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    remedies: str
    rights: str = ""
    form: bool = False
    one_of: tuple[tuple[str, ...], ...] = ()
    needs: tuple[Need, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def basis(self) -> str:
        """The articles in one line, each source named once."""
        words: list[str] = []
        for article in self.articles:
            again = article.startswith("条例") and any(w.startswith("条例") for w in words)
            words.append(article.removeprefix("条例") if again else article)
        return "、".join(words)

    @property
    def slots(self) -> list[Slot]:
        """What its text may use, the required first."""
        return [SLOTS[code] for code in (*self.required, *self.optional, *COMMON)]

    @property
    def in_text(self) -> tuple[str, ...]:
        """What its text must use: no version of the text may drop it.

        All required facts, all of which one has to be given, and 救济途径 where it can be due.
        """
        codes = list(self.required) + [code for group in self.one_of for code in group]
        codes += [code for need in self.needs for code in need.also]
        codes += ["remedies"] * (self.remedies != "none")
        return tuple(dict.fromkeys(codes))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text("utf-8"))


def _kinds(rows: Mapping[str, Any]) -> dict[str, Kind]:
    found = {}
    for code, row in rows.items():
        if code == "common":
            continue
        needs = tuple(Need(n["slot"], n["says"], tuple(n["also"])) for n in row.get("needs", ()))
        found[code] = Kind(
            code=code,
            name=row["name"],
            when=row["when"],
            articles=tuple(row["articles"]),
            required=tuple(row["required"]),
            optional=tuple(row["optional"]),
            remedies=row["remedies"],
            rights=row.get("rights", ""),
            form=row.get("form", False),
            one_of=tuple(tuple(group) for group in row.get("one_of", ())),
            needs=needs,
            example=row.get("example", {}),
        )
    return found


def _slots(rows: Mapping[str, Any]) -> dict[str, Slot]:
    return {
        code: Slot(code=code, **{**row, "example": row["example"].strip("\n")})
        for code, row in rows.items()
    }


_ROWS = _read("kinds.toml")
COMMON: tuple[str, ...] = tuple(_ROWS["common"])
SLOTS: dict[str, Slot] = _slots(_read("slots.toml"))
KINDS: dict[str, Kind] = _kinds(_ROWS)
SELDOM = ("attachments", "copy_to", "reopened_by")  # in an example only where the kind says so
BY_NAME: dict[str, Slot] = {slot.name: slot for slot in SLOTS.values()}


def shipped(kind: str) -> str:
    """The text that comes with the product. Raises ``ValueError`` for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(f"No such kind of paper: {kind!r}")
    return (DATA / "texts" / f"{kind}.txt").read_text("utf-8")


def examples(kind: str) -> dict[str, str]:
    """Facts of a made-up case, for previews: everything the kind may use."""
    row = KINDS[kind]
    usual = {slot.code: slot.example for slot in row.slots if not slot.auto}
    return {code: fact for code, fact in usual.items() if code not in SELDOM} | dict(row.example)
