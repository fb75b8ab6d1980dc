"""The ledger of remedies filled from a file: what each row would do, then all or nothing."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from mingbai.applications.filling import CaseLedger, Numbering, Sorting
from mingbai.applications.queries import numbers_of
from mingbai.files.columns import BadCell, Entry, Layout, load
from mingbai.files.columns import layout as build
from mingbai.files.ledger import Preview
from mingbai.files.text import key
from mingbai.organs.models import Organ
from mingbai.remedies import actions, queries
from mingbai.remedies.causes import causes
from mingbai.remedies.checks import problems
from mingbai.remedies.facts import COURSE, LABELS, Facts, made
from mingbai.remedies.models import Procedure
from mingbai.rules.report.remedies import RemedyKind, RemedyResult

_DATA = Path(__file__).parent / "data/columns.toml"
_AFTER_REVIEW = "suit_after_review"


@cache
def columns() -> Layout:
    """The columns; a suit after a review may be written as a kind of its own."""
    kinds = {kind.value: kind.label for kind in RemedyKind} | {_AFTER_REVIEW: "复议后起诉"}
    procedures = {each.value: str(each.label) for each in Procedure}
    reasons = {cause.value: cause.label for cause in causes().values()}
    return build(load(_DATA), {"kind": kinds, "procedure": procedures, "cause": reasons})


@cache
def result_words(kind: RemedyKind) -> dict[str, RemedyResult]:
    """Folded word → result; the same word (撤销) is another result before a court."""
    shorter = load(_DATA)["words"][kind.value]
    return {
        key(word): result
        for result in RemedyResult
        if result.kind is kind
        for word in (result.value, result.label, *shorter.get(result.value, ()))
    }


NUMBERING = Numbering(
    field="case_no",
    word="案号",
    labels=LABELS,
    unlike="一案一行，请核对案号。",
    stored="请核对案号；登记有误的，请打开该案更正，不要用导入覆盖。",
)
_UNLINKED = "申请台账中没有这个登记编号。请核对，或先登记该申请；不涉及具体申请的留空。"


def sort(entries: Sequence[Entry], *, organ: Organ, today: date) -> Preview:
    """What the rows would do to the organ's ledger; changes nothing."""
    known = queries.known(organ)
    sorting, applications = Sorting(NUMBERING, known), numbers_of(organ)
    for entry in entries:
        row = entry.row.number
        facts = entry.bad or _facts(entry, known.get(entry.values.get("case_no", "")))
        if isinstance(facts, tuple):
            sorting.bad.extend(facts)
            continue
        wrong = problems(facts, organ=organ, today=today)
        for problem in wrong:
            sorting.refuse(row, problem.field, facts, str(problem.refusal))
        if wrong:
            continue
        if facts.application_number and facts.application_number not in applications:
            sorting.refuse(row, "application_number", facts, _UNLINKED)
            continue
        sorting.keep(row, facts)
    return sorting.preview()


def _facts(entry: Entry, stored: Facts | None) -> Facts | tuple[BadCell, ...]:
    """The facts of a row, or the cell that keeps it out.

    What the course of a case added is not gainsaid by a file that has no column for it.
    """
    values = dict(entry.values)
    if stored is not None:
        values = {name: getattr(stored, name) for name in COURSE} | values
    if values["kind"] == _AFTER_REVIEW:
        values |= {"kind": "suit", "after_review": True}
    kind, text = RemedyKind(values["kind"]), values.get("result", "")
    result = result_words(kind).get(key(text)) if text else None
    if text and result is None:
        labels = "、".join(item.label for item in RemedyResult if item.kind is kind)
        reason = f"{kind.label}没有“{text}”这一结果，可写{labels}"
        return (BadCell(entry.row.number, LABELS["result"], text, reason),)
    return made(**(values | {"result": result}))


class RemedyLedger(CaseLedger):
    """The ledger as the import flow sees it."""

    name = "复议诉讼台账"
    namespace = "remedies"
    import_batch = staticmethod(actions.import_batch)

    @property
    def layout(self) -> Layout:
        """Its columns."""
        return columns()

    def preview(self, entries: Sequence[Entry], *, organ: str, today: date) -> Preview:
        """What the rows would do."""
        return sort(entries, organ=Organ.objects.get(code=organ), today=today)
