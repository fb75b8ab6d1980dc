"""The ledger of applications filled from a file: what each row would do, then all or nothing."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from mingbai.applications import actions, queries
from mingbai.applications.facts import LABELS, made, problems
from mingbai.applications.filling import CaseLedger, Numbering, Sorting
from mingbai.files.columns import Entry, Layout, load
from mingbai.files.columns import layout as build
from mingbai.files.ledger import Preview
from mingbai.organs.models import Organ
from mingbai.rules.report.outcomes import ApplicantKind, Outcome


@cache
def columns() -> Layout:
    """The columns with the labels of kinds and outcomes as the rules print them."""
    codes = {
        "applicant_kind": {kind.value: kind.label for kind in ApplicantKind},
        "outcome": {outcome.value: outcome.label for outcome in Outcome},
    }
    return build(load(Path(__file__).parent / "data/columns.toml"), codes)


NUMBERING = Numbering(
    field="number",
    word="编号",
    labels=LABELS,
    unlike="一件一号，请核对编号。",
    stored="请核对编号；登记有误的，请打开该件更正，不要用导入覆盖。",
)


def sort(entries: Sequence[Entry], *, organ: Organ, today: date) -> Preview:
    """What the rows would do to the organ's ledger; changes nothing."""
    sorting = Sorting(NUMBERING, queries.known(organ))
    for entry in entries:
        row = entry.row.number
        if entry.bad:
            sorting.bad.extend(entry.bad)
            continue
        facts = made(**entry.values)
        wrong = problems(facts, organ=organ, today=today)
        for problem in wrong:
            sorting.refuse(row, problem.field, facts, str(problem.refusal))
        if not wrong:
            sorting.keep(row, facts)
    return sorting.preview()


class ApplicationLedger(CaseLedger):
    """The ledger as the import flow sees it."""

    name = "政府信息公开申请台账"
    namespace = "applications"
    import_batch = staticmethod(actions.import_batch)

    @property
    def layout(self) -> Layout:
        """Its columns."""
        return columns()

    def preview(self, entries: Sequence[Entry], *, organ: str, today: date) -> Preview:
        """What the rows would do."""
        return sort(entries, organ=Organ.objects.get(code=organ), today=today)
