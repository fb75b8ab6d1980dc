"""A paper out of a text and facts; what is missing is refused by name."""

from collections.abc import Mapping
from datetime import date

from mingbai.documents import queries, wording
from mingbai.documents.kinds import KINDS, SLOTS, Kind
from mingbai.documents.paper import Paper, dated
from mingbai.organs.models import Organ
from mingbai.organs.queries import name_on
from mingbai.refusal import Refusal


def compose(kind: str, *, organ: Organ, facts: Mapping[str, str], number: str, on: date) -> Paper:
    """The paper of a kind in the organ's wording, dated ``on`` under the organ's name of that day.

    ``facts`` by slot code (data/slots.toml); ``number`` may be empty.  Raises ``Refusal`` naming
    every fact that is missing, ``ValueError`` for a kind or a fact that does not exist.
    """
    text = queries.wording(organ, _kind(kind).code).text
    return composed(kind, text, organ=name_on(organ, on), facts=facts, number=number, on=on)


def composed(
    kind: str, text: str, *, organ: str, facts: Mapping[str, str], number: str, on: date
) -> Paper:
    """The same with a text at hand, for previews; ``organ`` is a name."""
    row = _kind(kind)
    wording.check(text, row)
    given = _clean(row, facts)
    if missing := lacking(kind, given):
        raise Refusal(
            f"{row.name}缺少必须写明的内容：{'、'.join(missing)}",
            article=row.basis,
            remedy="请补齐后再生成",
        )
    given |= {"organ": organ, "number": number, "date": dated(on)}
    title, parts, appendix = wording.fill(text, given)
    return Paper(
        kind=kind,
        organ=organ,
        number="" if row.form else number,
        title=title,
        addressee="" if row.form else given.get("addressee", ""),
        parts=parts,
        attachments=_lines(given, "attachments"),
        signed_by="" if row.form else organ,
        on=on,
        contact="" if row.form else given.get("contact", ""),
        copy_to=_lines(given, "copy_to"),
        appendix=appendix,
    )


def lacking(kind: str, facts: Mapping[str, str]) -> list[str]:
    """Names of the facts that are still missing, in the order of the data."""
    row = _kind(kind)
    given = {code for code, fact in facts.items() if fact.strip()}
    due = list(row.required)
    due += ["addressee", "contact"] if not row.form else []
    due += ["remedies"] if _remedies_due(row, given) else []
    for need in row.needs:
        if need.says in _plain(facts.get(need.slot, "")):
            due += need.also
    names = [SLOTS[code].name for code in dict.fromkeys(due) if code not in given]
    names += [
        "或者".join(SLOTS[code].name for code in group)
        for group in row.one_of
        if not given & set(group)
    ]
    return names


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise ValueError(f"No such kind of paper: {kind!r}")
    return KINDS[kind]


def _remedies_due(row: Kind, given: set[str]) -> bool:
    if row.remedies.startswith("slot="):
        return row.remedies.removeprefix("slot=") in given
    return row.remedies == "always"


def _plain(text: str) -> str:
    """第三十六条第（六）项 and 第三十六条第六项 are the same."""
    return text.replace("（", "").replace("）", "")


def _clean(row: Kind, facts: Mapping[str, str]) -> dict[str, str]:
    known = {slot.code for slot in row.slots if not slot.auto}
    if unknown := set(facts) - known:
        raise ValueError(f"{row.code} knows no fact {sorted(unknown)}; it knows {sorted(known)}")
    given = {slot.code: slot.default for slot in row.slots if slot.default}
    given |= {code: wording.clean(fact) for code, fact in facts.items() if fact.strip()}
    for code in ("addressee", "contact"):
        if code in given:
            given[code] = " ".join(given[code].split())
    return given


def _lines(given: Mapping[str, str], code: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in given.get(code, "").split("\n") if line.strip())
