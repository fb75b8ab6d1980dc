"""The demonstration's annual reports, typed, sealed, reviewed and published by its officers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from mingbai.accounts.roles import Role
from mingbai.demo import cases, prose, table_two
from mingbai.demo.moments import moment
from mingbai.demo.officers import Staff
from mingbai.demo.source import YEAR, DemoOrgan, figures, organs
from mingbai.organs.models import Organ
from mingbai.records import actions as records
from mingbai.records.models import Conclusion, Version
from mingbai.reports import actions

# 三个部门的年报停在半路，让待办和督促页面有事可看。
UNDER_REVIEW, RETURNED, UNSEALED = "sthjj", "yllyj", "rfb"
BASIS = "《政府信息公开条例》第十七条、第五十条"
REVIEWERS = (Role.REVIEWER, Role.SECRECY, Role.SIGNER)


def publish_all(made: Mapping[str, Organ], staff: Staff) -> None:
    """Departments and streets in January (条例第四十九条), the district when theirs are out."""
    reporting = [organ for organ in organs() if organ.kind != "public_unit"]
    received = _received()
    typed = table_two.values()
    for organ in reporting:
        _prepare(organ, made[organ.code], staff, typed[organ.code], received.get(organ.code, 0))
    _type_series(made["mingyang"], staff)
    for organ in reporting:
        if organ.code not in ("mingyang", UNSEALED):
            _carry_through(made[organ.code], staff, sealed=date(2020, 1, 13))
    _carry_through(made["mingyang"], staff, sealed=date(2020, 2, 4))


def _received() -> dict[str, int]:
    counts: dict[str, int] = {}
    for case in cases.cases():
        if case.received_on.year == YEAR:
            counts[case.organ.code] = counts.get(case.organ.code, 0) + 1
    return counts


def _prepare(
    row: DemoOrgan, organ: Organ, staff: Staff, values: Mapping[str, Decimal], received: int
) -> None:
    by, at = staff[organ.code, Role.OFFICER], moment(date(2020, 1, 8))
    actions.type_values(
        organ=organ,
        year=YEAR,
        values=values,
        source=f"演示数据，取自{figures()['source']}",
        by=by,
        at=at,
    )
    sections = prose.sections(row, received)
    actions.write_narrative(organ=organ, year=YEAR, sections=sections, edition=0, by=by, at=at)


def _type_series(organ: Organ, staff: Staff) -> None:
    by, at = staff[organ.code, Role.OFFICE], moment(date(2020, 1, 9))
    for row in figures()["series"]:
        actions.type_series(
            organ=organ,
            series=row["series"],
            year=row["year"],
            value=Decimal(row["value"]),
            source=row["source"],
            by=by,
            at=at,
        )


def _carry_through(organ: Organ, staff: Staff, *, sealed: date) -> None:
    """Seal on the day, review on the next, publish on the second after it."""
    officer = staff[organ.code, Role.OFFICER]
    version = actions.seal(
        organ=organ,
        year=YEAR,
        subtree=organ.code == "mingyang",
        by=officer,
        at=moment(sealed),
    )
    if organ.code == UNDER_REVIEW:
        _review(version, staff, REVIEWERS[:1], sealed)
    elif organ.code == RETURNED:
        _return(version, staff, sealed)
    else:
        _review(version, staff, REVIEWERS, sealed)
        records.publish(version, by=officer, at=moment(sealed.replace(day=sealed.day + 2)))


def _review(version: Version, staff: Staff, roles: tuple[Role, ...], sealed: date) -> None:
    for hour, role in enumerate(roles, start=10):
        records.review(
            version,
            conclusion=Conclusion.PASSED,
            basis=BASIS,
            opinion="数字与台账一致，同意公开。",
            by=staff[version.record.organ.code, role],
            at=moment(sealed.replace(day=sealed.day + 1), hour),
        )


def _return(version: Version, staff: Staff, sealed: date) -> None:
    records.review(
        version,
        conclusion=Conclusion.RETURNED,
        basis=BASIS,
        opinion="请在第五部分补充上年所列问题的改进情况。",
        by=staff[version.record.organ.code, Role.REVIEWER],
        at=moment(sealed.replace(day=sealed.day + 1)),
    )
