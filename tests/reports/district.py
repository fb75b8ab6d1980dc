"""A district for report tests: a government, departments, ledgers that give chosen cells."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ, OrganKind
from mingbai.reports import actions
from mingbai.rules.findings import Number
from mingbai.rules.report import formats
from mingbai.rules.report.outcomes import outcomes_in
from tests import factories

YEAR = 2019
SEALED_AT = factories.noon(date(2020, 1, 20))
PROSE = {
    "introduction": "本报告依据《中华人民共和国政府信息公开条例》编制。",
    "overview": "（一）主动公开\n依法主动公开政府信息。\n（二）依申请公开\n依法办理申请。",
    "problems": "（一）存在的问题\n解读还不够及时。",
    "other": "没有需要报告的其他事项。",
}


def government(code: str = "mingyang", **facts: object) -> Organ:
    """A district government."""
    defaults = {"name": "明阳区人民政府", "short_name": "区政府", "kind": OrganKind.GOVERNMENT}
    return factories.organ(code, **(defaults | facts))


def department(parent: Organ, code: str, name: str) -> Organ:
    """A department of the government."""
    return factories.organ(code, parent=parent, name=name, short_name=name)


def fill_table_two(organ: Organ, by: Post, values: Mapping[str, int] | None = None) -> None:
    """Type table two, 0 where no value is given."""
    fmt = formats.for_year(YEAR)
    given = values or {}
    actions.type_values(
        organ=organ,
        year=YEAR,
        values={cell: Decimal(given.get(cell, 0)) for cell in fmt.cell_ids("t2")},
        source="本单位统计",
        by=by,
        at=SEALED_AT,
    )


def write(organ: Organ, by: Post, **sections: str) -> None:
    """Save the first edition of a prose without findings."""
    actions.write_narrative(
        organ=organ, year=YEAR, sections=PROSE | sections, edition=0, by=by, at=SEALED_AT
    )


def officer(organ: Organ, role: Role = Role.OFFICER) -> Post:
    """A post at the organ."""
    return factories.post(role, organ)


def register(organ: Organ, cells: Mapping[str, Number | None]) -> None:
    """Register cases so that table three and four come out as ``cells`` (carried in first)."""
    fmt = formats.for_year(YEAR)
    carried = {c.id: int(cells.get(f"t3.2/{c.id}") or 0) for c in fmt.table3_columns}
    for row in fmt.leaves:
        outcome = sorted(outcomes_in(row.id, fmt))[0]
        for column in fmt.table3_columns[:-1]:
            for _ in range(int(cells.get(f"{row.id}/{column.id}") or 0)):
                old = carried[column.id] > 0
                carried[column.id] -= old
                factories.application(
                    organ,
                    applicant_kind=column.id,
                    outcome=outcome,
                    received_on=date(2018, 12, 20) if old else date(2019, 3, 4),
                    concluded_on=date(2019, 4, 1),
                )
    _remedies(organ, cells)


RESULTS = {
    ("review", "upheld"): "review_upheld",
    ("review", "corrected"): "review_annulled",
    ("review", "other"): "review_terminated",
    ("suit", "upheld"): "suit_claims_dismissed",
    ("suit", "corrected"): "suit_annulled",
    ("suit", "other"): "suit_rejected",
}


def _remedies(organ: Organ, cells: Mapping[str, Number | None]) -> None:
    for block in ("review", "suit_direct", "suit_after_review"):
        kind = block.partition("_")[0]
        for column in ("upheld", "corrected", "other", "pending"):
            result = RESULTS.get((kind, column), "")
            for _ in range(int(cells.get(f"{block}/{column}") or 0)):
                factories.remedy(
                    organ,
                    kind=kind,
                    after_review=block == "suit_after_review",
                    result=result,
                    concluded_on=date(2019, 11, 1) if result else None,
                )
