"""Counting questions that neither notice answers, as choices of the deployer (CNT, LIT)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache

from mingbai.refusal import Refusal
from mingbai.rules.report import data


@dataclass(frozen=True)
class Switch:
    """One open question: its choices (code → Chinese), the default, where it comes from.

    ``mark`` is M (follows from the articles) or L (local practice differs).
    """

    id: str
    label: str
    choices: Mapping[str, str]
    default: str
    basis: str
    mark: str
    rule: str


@cache
def catalogue() -> tuple[Switch, ...]:
    """Every switch in force, in the order of the audit sheet."""
    raw = data.table("report-switches")["switch"]
    return tuple(Switch(id=name, **row) for name, row in raw.items())


def _default(name: str) -> str:
    value: str = data.table("report-switches")["switch"][name]["default"]
    return value


def _switch(name: str) -> str:
    chosen: str = field(default_factory=lambda: _default(name))
    return chosen


@dataclass(frozen=True)
class Switches:
    """The choices a deployer made; raises Refusal for a value that is not among the choices."""

    remedy_year: str = _switch("remedy_year")
    dismissal_counts_as: str = _switch("dismissal_counts_as")
    not_accepted_counted: str = _switch("not_accepted_counted")
    joint_respondent: str = _switch("joint_respondent")
    archives_law_row: str = _switch("archives_law_row")
    mixed_reply: str = _switch("mixed_reply")
    individual_business_kind: str = _switch("individual_business_kind")

    def __post_init__(self) -> None:
        for switch in catalogue():
            value = getattr(self, switch.id)
            if value not in switch.choices:
                raise Refusal(
                    f"口径“{switch.label}”没有“{value}”这个选择",
                    remedy="可选：" + "、".join(switch.choices),
                )

    def in_words(self) -> tuple[tuple[str, str, str], ...]:
        """(question, choice made, basis) for the audit sheet of a report."""
        return tuple(
            (switch.label, switch.choices[getattr(self, switch.id)], switch.basis)
            for switch in catalogue()
        )


DEFAULT = Switches()
NAMES = tuple(item.name for item in fields(Switches))
