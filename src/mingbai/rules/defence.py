"""A reply that cannot be defended is not sendable: what each outcome must hold (第三十六条等)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingbai.refusal import Refusal
from mingbai.rules.draft import Draft
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.pieces import CHECKS, required
from mingbai.rules.report import data
from mingbai.rules.report.outcomes import Outcome


@dataclass(frozen=True)
class Missing:
    """What a draft lacks: the field of ``Draft``, why, the rule, and what to do."""

    field: str
    reason: str
    article: str
    remedy: str


def document_kind(outcome: Outcome) -> str:
    """The code of the paper by which this outcome is told (``reply_open``, ``reply_refuse`` …)."""
    return str(required(outcome)["document"])


def pieces(outcome: Outcome) -> tuple[str, ...]:
    """The pieces this outcome requires, in the order in which the form should ask for them."""
    return tuple(required(outcome)["pieces"])


def missing(draft: Draft, *, on: date) -> list[Missing]:
    """What must be put down before a reply dated ``on`` may be sent; empty when it is defensible.

    A withheld part brings the pieces of its own ground (a search for 不存在, the third party's
    opinion for 第十五条 …).  Raises Refusal for a date before the Regulation of 2019.
    """
    begins = data.table("defence")["effective_from"]
    if on < begins:
        raise Refusal(
            f"{chinese_date(on)}的答复适用2019年修订前的条例，这里的要件只到{chinese_date(begins)}",
            remedy="请核对答复日期",
        )
    found: dict[Missing, None] = {}
    for piece in pieces(draft.outcome):
        found |= dict.fromkeys(_missing(piece, draft, draft.outcome, on))
    for part in draft.withheld if draft.outcome is Outcome.PARTIAL else ():
        for piece in pieces(part.outcome):
            if piece not in ("article", "facts", "reasons", "named_kind"):
                found |= dict.fromkeys(_missing(piece, draft, part.outcome, on))
    return list(found)


def doubts(draft: Draft) -> list[Missing]:
    """Wording that will be attacked but does not stop the reply: 工作秘密, 三需要, a 规章 …"""
    table = data.table("defence")
    text = "\n".join([draft.facts, draft.reasons, *(part.reason for part in draft.withheld)])
    found = [
        _worded("reasons", row, word=word)
        for row in table["doubt"]
        for word in row["words"]
        if word in text + draft.article
    ]
    name = re.sub(r".*《|》.*", "", draft.law)
    if name.endswith(tuple(table["low_rank"]["endings"])):
        found.append(_worded("law", table["low_rank"], name=name))
    reasons = [part.reason.strip() for part in draft.withheld if part.reason.strip()]
    if len(set(reasons)) < len(reasons):
        found.append(_worded("withheld", table["same_reason"]))
    address = draft.pointer.address.strip()
    if re.fullmatch(r"https?://[^/]+/?(?:index\.\w+)?", address):
        found.append(_worded("pointer", table["home_page"], address=address))
    return found


def _missing(piece: str, draft: Draft, outcome: Outcome, on: date) -> Iterator[Missing]:
    rule = required(outcome)
    facts: dict[str, object] = {
        "label": outcome.label,
        "outcome_article": outcome.article,
        "cites": "、".join(rule.get("cites", ())),
        "kinds": "、".join(rule.get("names_one_of", ())),
        "min_own_words": data.table("defence")["reasons"]["min_own_words"],
    }
    for key, more in CHECKS[piece](draft, outcome, on):
        row = data.table("defence")["gap"][key]
        yield _worded(row["field"], row, **{**facts, **more})


def _worded(field: str, row: Mapping[str, Any], **facts: object) -> Missing:
    words = (str(row[key]).format(**facts) for key in ("reason", "article", "remedy"))
    return Missing(field, *words)
