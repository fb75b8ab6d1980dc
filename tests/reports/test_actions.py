"""Typing, writing and sealing a report: what is kept, what is refused and in which words."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mingbai.accounts.roles import Role
from mingbai.applications.models import YearCount
from mingbai.audit.models import Event
from mingbai.organs.models import Organ
from mingbai.records import actions as records
from mingbai.records.models import Conclusion, Version
from mingbai.refusal import Refusal
from mingbai.reports import actions, queries
from mingbai.reports.forms import FigureField
from mingbai.reports.models import Narrative, Seal, TypedValue
from tests import factories
from tests.reports import district
from tests.reports.district import SEALED_AT

pytestmark = pytest.mark.django_db

CELL = "t2.permit/decisions"
CASES = {"t3.3.1/natural": 3, "t3.3.3.6/org_business": 1, "review/upheld": 1, "t3.2/natural": 1}


@pytest.fixture
def organ() -> Organ:
    return district.government()


def ready(organ: Organ) -> object:
    """An organ whose report has no error; returns the officer's post."""
    post = district.officer(organ)
    district.register(organ, CASES)
    district.fill_table_two(organ, post)
    district.write(organ, post)
    return post


def sealed(organ: Organ) -> Version:
    return actions.seal(organ=organ, year=2019, subtree=True, by=ready(organ), at=SEALED_AT)  # type: ignore[arg-type]


def test_the_latest_typed_value_is_in_force_and_the_others_stay_as_history(organ: Organ) -> None:
    post = district.officer(organ)
    for value in (3, 5):
        actions.type_value(
            organ=organ, year=2019, cell=CELL, value=Decimal(value), by=post, at=SEALED_AT
        )
    assert queries.typed_in_force(organ, 2019)[CELL].value == 5
    assert [row.value for row in queries.typed_history(organ, 2019, CELL)] == [5, 3]
    assert Event.objects.filter(verb="report.typed", chain=organ.code).count() == 2


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("t2.permit/decisions", Decimal("1.5"), "应为整数，填的是1.5"),
        ("t2.permit/decisions", Decimal(-1), "不能为负数，填的是-1"),
        ("t2.procurement/amount", Decimal("0.001"), "金额保留到分"),
        ("t3.1/total", Decimal(1), "第二部分的表没有“t3.1/total”这一格"),
    ],
    ids=["件数带小数", "件数为负", "金额过细", "计数的格不得填写"],
)
def test_a_value_that_cannot_be_is_refused(
    organ: Organ, cell: str, value: Decimal, words: str
) -> None:
    with pytest.raises(Refusal) as refused:
        actions.type_value(
            organ=organ, year=2019, cell=cell, value=value, by=district.officer(organ), at=SEALED_AT
        )
    assert words in str(refused.value)
    assert not TypedValue.objects.exists()


def test_items_may_fall(organ: Organ) -> None:
    row = actions.type_value(
        organ=organ,
        year=2019,
        cell="t2.fee/items_delta",
        value=Decimal(-69),
        by=district.officer(organ),
        at=SEALED_AT,
    )
    assert row.value == -69


def test_two_writers_lose_nothing(organ: Organ) -> None:
    first, second = district.officer(organ), district.officer(organ, Role.OFFICE)
    district.write(organ, first)
    with pytest.raises(actions.EditedMeanwhile) as conflict:
        district.write(organ, second, other="另有事项。")
    assert conflict.value.theirs.edition == 1
    assert "已在您打开之后保存了第1稿" in str(conflict.value)
    actions.write_narrative(
        organ=organ,
        year=2019,
        sections=district.PROSE | {"other": "另有事项。"},
        edition=1,
        by=second,
        at=SEALED_AT,
    )
    assert list(Narrative.objects.values_list("edition", flat=True)) == [1, 2]


def test_what_a_paste_hides_does_not_enter_the_prose_or_a_source(organ: Organ) -> None:
    post = district.officer(organ)
    district.write(organ, post, other="第一行\x0b第二行\x07。")
    found = queries.narrative(organ, 2019)
    assert found is not None
    assert found.sections["other"] == "第一行\n第二行。"
    row = actions.type_value(
        organ=organ, year=2019, cell=CELL, value=None, source="法规科\x01 ", by=post, at=SEALED_AT
    )
    assert row.source == "法规科"


@pytest.mark.parametrize("figure", ["1e999999", "9" * 20, "1e-999999"])
def test_a_figure_beyond_all_measure_is_refused_in_the_form(figure: str) -> None:
    for money in (False, True):
        with pytest.raises(ValidationError, match="超出可保存的范围"):
            FigureField(money=money).clean(figure)


def test_a_series_figure_too_large_to_keep_is_refused(organ: Organ) -> None:
    with pytest.raises(Refusal, match="超出可保存的范围"):
        actions.type_series(
            organ=organ,
            series="applications",
            year=2018,
            value=Decimal(10) ** 14,
            source="某报告",
            by=district.officer(organ),
            at=SEALED_AT,
        )


def test_a_figure_of_an_earlier_year_needs_its_source(organ: Organ) -> None:
    with pytest.raises(Refusal, match="往年数字须注明来源"):
        actions.type_series(
            organ=organ,
            series="applications",
            year=2018,
            value=Decimal(206),
            source=" ",
            by=district.officer(organ),
            at=SEALED_AT,
        )


def test_what_the_ledger_counts_is_not_typed() -> None:
    organ = district.government(ledger_from=2018)
    with pytest.raises(Refusal, match="由本系统台账计数，不得另填"):
        actions.type_series(
            organ=organ,
            series="applications",
            year=2018,
            value=Decimal(206),
            source="某报告",
            by=district.officer(organ),
            at=SEALED_AT,
        )


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.OFFICER, Role.OFFICE)])
def test_only_writers_of_the_report_type_write_and_seal(organ: Organ, role: Role) -> None:
    post = district.officer(organ, role)
    with pytest.raises(PermissionDenied):
        district.fill_table_two(organ, post)
    with pytest.raises(PermissionDenied):
        district.write(organ, post)
    with pytest.raises(PermissionDenied):
        actions.seal(organ=organ, year=2019, subtree=True, by=post, at=SEALED_AT)


def test_a_sealed_report_keeps_the_cases_behind_every_cell(organ: Organ) -> None:
    version = sealed(organ)
    seal = Seal.objects.get(version=version)
    kept = json.loads(bytes(seal.cases))
    assert seal.cases_sha256 == hashlib.sha256(bytes(seal.cases)).hexdigest()
    assert version.content()["cases_sha256"] == seal.cases_sha256
    for cell, value in seal.cells.items():
        if not cell.startswith("t2."):
            assert len(kept["cells"].get(cell, [])) == value
    assert len(kept["cases"]) == 5
    assert version.content()["title"] == "明阳区人民政府2019年政府信息公开工作年度报告"


def test_a_report_with_errors_is_not_sealed_and_says_which(organ: Organ) -> None:
    post = district.officer(organ)
    district.write(organ, post)
    with pytest.raises(Refusal) as refused:
        actions.seal(organ=organ, year=2019, subtree=True, by=post, at=SEALED_AT)
    assert "核对发现错误，不能送审" in str(refused.value)
    assert "T2-FILL 第二部分的表有22格未填" in str(refused.value)


def test_a_rollup_that_differs_from_the_ledger_stops_the_seal(organ: Organ) -> None:
    post = ready(organ)
    YearCount.objects.filter(organ=organ, outcome="already_public").update(count=9)
    with pytest.raises(Refusal) as refused:
        actions.seal(organ=organ, year=2019, subtree=True, by=post, at=SEALED_AT)  # type: ignore[arg-type]
    assert "汇总数与台账逐件计数不符" in str(refused.value)


def test_a_government_reports_with_all_below_it(organ: Organ) -> None:
    """RPT-9"""
    post = ready(organ)
    with pytest.raises(Refusal, match="只有本级的数字不能送审"):
        actions.seal(organ=organ, year=2019, subtree=False, by=post, at=SEALED_AT)  # type: ignore[arg-type]
    assert not Seal.objects.exists()


def test_a_year_that_has_not_ended_is_not_sealed(organ: Organ) -> None:
    post = ready(organ)
    with pytest.raises(Refusal, match="统计期限到12月31日止"):
        actions.seal(
            organ=organ,
            year=2019,
            subtree=True,
            by=post,  # type: ignore[arg-type]
            at=factories.noon(date(2019, 12, 31)),
        )


def test_the_same_report_is_not_sealed_twice(organ: Organ) -> None:
    version = sealed(organ)
    with pytest.raises(Refusal, match="没有可送审的改动"):
        actions.seal(organ=organ, year=2019, subtree=True, by=version.author, at=version.made_at)
    assert Seal.objects.count() == 1


def test_returned_edited_sealed_again_reviewed_and_published(organ: Organ) -> None:
    first = sealed(organ)
    reviewer = district.officer(organ, Role.REVIEWER)
    records.review(
        first,
        conclusion=Conclusion.RETURNED,
        basis="条例第五十条",
        opinion="请写明改进措施。",
        by=reviewer,
        at=SEALED_AT,
    )
    actions.write_narrative(
        organ=organ,
        year=2019,
        sections=district.PROSE | {"problems": "解读不够及时，已建立同步解读制度。"},
        edition=1,
        by=first.author,
        at=SEALED_AT,
    )
    second = actions.seal(organ=organ, year=2019, subtree=True, by=first.author, at=SEALED_AT)
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(Refusal, match="尚未通过“业务审核”"):
        records.publish(second, by=first.author, at=SEALED_AT)
    for post in (reviewer, *(district.officer(organ, r) for r in (Role.SECRECY, Role.SIGNER))):
        records.review(
            second, conclusion=Conclusion.PASSED, basis="条例第十七条", by=post, at=SEALED_AT
        )
    records.publish(second, by=first.author, at=SEALED_AT)
    public = queries.public_version(organ.code, 2019)
    assert public == second
    assert queries.last_seal(organ, 2019) == second.seal


def test_the_parent_is_compared_with_what_its_departments_sealed(organ: Organ) -> None:
    works = district.department(organ, "works", "住建局")
    version = sealed(works)
    district.fill_table_two(organ, district.officer(organ))
    district.write(organ, district.officer(organ))
    district.register(works, {"t3.3.1/natural": 1})
    with pytest.raises(Refusal, match="AGG-R1"):
        actions.seal(
            organ=organ,
            year=2019,
            subtree=True,
            by=district.officer(organ),
            at=version.made_at,
        )
