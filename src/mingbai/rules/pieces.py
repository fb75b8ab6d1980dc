"""The pieces a reply may need, each a check that names its gaps; the words are in the data."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from mingbai.rules.draft import Draft, Opinion, Search, ThirdParty, Withheld
from mingbai.rules.report import data
from mingbai.rules.report.outcomes import Outcome

NOT_A_WORD = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
ARTICLE = re.compile(
    r"第[〇零一二三四五六七八九十百0-9]+条|第?[（(]?[一二三四五六七八九十]+[）)]?[款项]"
)
# A gap is the key of its words in the table, with what fills their blanks.
Gaps = Iterator[tuple[str, Mapping[str, object]]]


def required(outcome: Outcome) -> Mapping[str, Any]:
    """The row of the table for an outcome: document, pieces, cites, names_one_of, separable."""
    row: Mapping[str, Any] = data.table("defence")["outcome"][outcome.value]
    return row


def separable() -> tuple[Outcome, ...]:
    """The outcomes a withheld part of a partial reply may have (第三十七条)."""
    return tuple(each for each in Outcome if required(each).get("separable"))


def own_words(text: str) -> int:
    """How many characters of a reason are left without articles, labels and stock phrases."""
    return len(NOT_A_WORD.sub("", _stock().sub("", ARTICLE.sub("", text))))


def _article(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    if not any(cite in draft.article for cite in required(outcome)["cites"]):
        yield "article", {}


def _reasons(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    if not draft.reasons.strip():
        yield "reasons", {}
    elif not _explains(draft.reasons):
        yield "reasons_repeat", {}


def _named_kind(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    if not _names_kind(draft.facts + draft.reasons, outcome):
        yield "named_kind", {}


def _third_party(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    if not draft.third_parties:
        yield "third_party", {}
    elif all(each.opinion is Opinion.CONSENT for each in draft.third_parties):
        yield "third_party_consented", {}
    for each in draft.third_parties:
        if not each.asked_on and not each.impossible.strip():
            yield "third_party", {}
        if _waiting(each, on):
            yield "third_party_waiting", {}
        if each.opinion is Opinion.OBJECTION and not each.objection.strip():
            yield "objection", {}


def _disclosure(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    """Given although a third party objects, unless just his part is withheld (第三十二条)."""
    if any(part.outcome is Outcome.REFUSE_THIRD_PARTY for part in draft.withheld):
        return
    for each in draft.third_parties:
        if _waiting(each, on):
            yield "third_party_waiting", {}
        if each.opinion is Opinion.OBJECTION:
            yield from _filled(draft.weighing, "weighing")
            if each.told_on is None or each.told_on > on:
                yield "third_party_untold", {}


def _waiting(party: ThirdParty, on: date) -> bool:
    """Asked, not answered, and the period not over: nobody may decide yet (第三十二条)."""
    if party.asked_on is None or party.opinion in (Opinion.CONSENT, Opinion.OBJECTION):
        return False
    return party.reply_by is None or on <= party.reply_by


def _search(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    if not draft.searches:
        yield "search", {}
    for number, each in enumerate(draft.searches, 1):
        for key in _search_gaps(each, on):
            yield key, {"number": number}


def _search_gaps(search: Search, on: date) -> Iterator[str]:
    for name in ("where", "by", "words"):
        if not getattr(search, name).strip():
            yield f"search_{name}"
    if search.on is None or search.on > on:
        yield "search_on"


def _duty_or_search(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    if draft.searches:
        yield from _search(draft, outcome, on)
    elif not draft.duty.strip():
        yield "duty_or_search", {}


def _responsible_organ(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    known = draft.pointer.organ.strip() and draft.pointer.contact.strip()
    yield from _filled(known or draft.pointer.unknown, "responsible_organ")


def _place(draft: Draft) -> str:
    """Whom to turn to and how, both or nothing."""
    pointer = draft.pointer
    reached = (pointer.contact + pointer.address + pointer.way).strip()
    return reached if pointer.organ.strip() else ""


def _withheld(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    if not draft.withheld:
        yield "withheld", {}
    for number, part in enumerate(draft.withheld, 1):
        kinds = "、".join(required(part.outcome).get("names_one_of", ()))
        for key in _withheld_gaps(part):
            yield key, {"number": number, "kinds": kinds}


def _withheld_gaps(part: Withheld) -> Iterator[str]:
    if not part.part.strip():
        yield "withheld_part"
    if part.outcome not in separable():
        yield "withheld_ground"
    if not _explains(part.reason):
        yield "withheld_reason"
    if not _names_kind(part.reason, part.outcome):
        yield "withheld_kind"


def _corrected(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    fact = draft.correction
    if not (fact and fact.corrected_on and fact.noticed_on <= fact.corrected_on <= on):
        yield "corrected", {}


def _not_corrected(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    fact = draft.correction
    if fact is None or fact.corrected_on or on <= fact.until:
        yield "not_corrected", {}


def _not_paid(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    fact = draft.fee
    if fact is None or fact.paid_on or on <= fact.until:
        yield "not_paid", {}


def _earlier(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    fact = draft.earlier
    if not (fact and fact.number.strip() and fact.on and fact.on <= on):
        yield "earlier", {}


def _reasons_asked(draft: Draft, outcome: Outcome, on: date) -> Gaps:
    if draft.reasons_asked_on is None or draft.reasons_asked_on > on:
        yield "reasons_asked", {}


def _filled(text: str, key: str) -> Gaps:
    if not text.strip():
        yield key, {}


def _plain(key: str, text: Callable[[Draft], str]) -> Callable[[Draft, Outcome, date], Gaps]:
    """A piece that is there when one text is there."""
    return lambda draft, outcome, on: _filled(text(draft), key)


def _explains(text: str) -> bool:
    least: int = data.table("defence")["reasons"]["min_own_words"]
    return own_words(text) >= least


def _names_kind(text: str, outcome: Outcome) -> bool:
    kinds = required(outcome).get("names_one_of")
    return not kinds or any(kind in text for kind in kinds)


@cache
def _stock() -> re.Pattern[str]:
    phrases = {*data.table("defence")["reasons"]["stock"], *(each.label for each in Outcome)}
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))


CHECKS: dict[str, Callable[[Draft, Outcome, date], Gaps]] = {
    "article": _article,
    "facts": _plain("facts", lambda draft: draft.facts),
    "reasons": _reasons,
    "named_kind": _named_kind,
    "classification": _plain("classification", lambda draft: draft.classification),
    "forbidding_law": _plain("forbidding_law", lambda draft: draft.law),
    "regime_law": _plain("regime_law", lambda draft: draft.law),
    "regime_place": _plain("regime_place", _place),
    "channel": _plain("channel", _place),
    "publication_way": _plain(
        "publication_way", lambda draft: draft.pointer.way + draft.pointer.address
    ),
    "source": _plain("source", lambda draft: draft.pointer.address + draft.pointer.way),
    "third_party": _third_party,
    "weighing": _plain("weighing", lambda draft: draft.weighing),
    "disclosure": _disclosure,
    "search": _search,
    "duty_or_search": _duty_or_search,
    "responsible_organ": _responsible_organ,
    "provided": _plain("provided", lambda draft: "".join(draft.provided)),
    "way": _plain("way", lambda draft: draft.way),
    "withheld": _withheld,
    "corrected": _corrected,
    "not_corrected": _not_corrected,
    "not_paid": _not_paid,
    "earlier": _earlier,
    "merged_into": _plain(
        "merged_into", lambda draft: draft.earlier.number if draft.earlier else ""
    ),
    "reasons_asked": _reasons_asked,
    "statement": _plain("statement", lambda draft: draft.statement),
}
