"""The kinds of record as data: which metadata, which reviews, which clock."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from mingbai.accounts.roles import Role


@dataclass(frozen=True)
class Step:
    """One required review; ``questions`` are to be answered one by one.

    ``choices``: of a question whose answers are set, the answer that fits each openness.
    """

    id: str
    label: str
    role: Role
    basis: str = ""
    questions: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def fitting(self, openness: str, words: str) -> dict[str, str]:
        """Answers with which a text of this openness may pass; ``words`` where they are free."""
        return {key: self.choices.get(key, {}).get(openness, words) for key in self.questions}


@dataclass(frozen=True)
class Kind:
    """A kind of record: its reviews in order, its metadata, its period."""

    id: str
    label: str
    basis: str
    steps: tuple[Step, ...]
    content: str
    term: str
    required: frozenset[str]
    interpret: bool
    official: bool

    @property
    def is_document(self) -> bool:
        """Whether its text is a document with the metadata of 索引号至公开时限各项."""
        return self.content == "document"


def data(name: str) -> Mapping[str, Mapping[str, Any]]:
    """The tables of ``records/data/<name>.toml``."""
    return _data(name)


@cache
def _data(name: str) -> Mapping[str, Mapping[str, Any]]:
    text = files("mingbai.records").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def step(step_id: str) -> Step:
    """The review of that id. Raises ``KeyError``."""
    row = data("steps")[step_id]
    asked = row.get("questions", {}), row.get("choices", {})
    return Step(step_id, row["label"], Role(row["role"]), row["basis"], *asked)


@cache
def kind(kind_id: str) -> Kind:
    """The kind of that id. Raises ``KeyError``."""
    row = data("kinds")[kind_id]
    return Kind(
        id=kind_id,
        label=row["label"],
        basis=row["basis"],
        steps=tuple(step(each) for each in row["steps"]),
        content=row["content"],
        term=row["term"],
        required=frozenset(row["required"]),
        interpret=row.get("interpret", False),
        official=row.get("official", False),
    )


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of the file."""
    return tuple(kind(each) for each in data("kinds"))


@cache
def documents() -> tuple[Kind, ...]:
    """The kinds that officers draft on the desk."""
    return tuple(each for each in kinds() if each.is_document)
