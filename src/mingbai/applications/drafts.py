"""The draft of a reply as it is kept: ``rules.draft.Draft`` to JSON and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from mingbai.rules.draft import (
    Correction,
    Draft,
    Earlier,
    FeeWait,
    Opinion,
    Pointer,
    Search,
    ThirdParty,
    Withheld,
)
from mingbai.rules.report.outcomes import Outcome


def as_json(draft: Draft) -> dict[str, Any]:
    """The draft as JSON values; dates in ISO form."""
    plain: dict[str, Any] = _plain(asdict(draft))
    return plain


def from_json(kept: Mapping[str, Any]) -> Draft:
    """The draft that ``as_json`` wrote down."""
    facts = dict(kept)
    facts["outcome"] = Outcome(facts["outcome"])
    facts["provided"] = tuple(facts["provided"])
    facts["pointer"] = Pointer(**facts["pointer"])
    facts["withheld"] = tuple(
        Withheld(**row | {"outcome": Outcome(row["outcome"])}) for row in facts["withheld"]
    )
    facts["searches"] = tuple(Search(**_dated(row, "on")) for row in facts["searches"])
    facts["third_parties"] = tuple(_party(row) for row in facts["third_parties"])
    if facts["earlier"]:
        facts["earlier"] = Earlier(**_dated(facts["earlier"], "on"))
    if facts["correction"]:
        days = ("noticed_on", "until", "corrected_on")
        facts["correction"] = Correction(**_dated(facts["correction"], *days))
    if facts["fee"]:
        facts["fee"] = FeeWait(**_dated(facts["fee"], "noticed_on", "until", "paid_on"))
    return Draft(**_dated(facts, "reasons_asked_on"))


def _party(row: Mapping[str, Any]) -> ThirdParty:
    facts = _dated(row, "asked_on", "reply_by", "told_on")
    return ThirdParty(**facts | {"opinion": Opinion(row["opinion"]) if row["opinion"] else None})


def _dated(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in names and value else value
        for name, value in row.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Outcome | Opinion) else value
