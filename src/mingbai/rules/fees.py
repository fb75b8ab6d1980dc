"""The information-processing fee by items or by pages (国办函〔2020〕109号; FEE-2…8), in yuan."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from mingbai.refusal import Refusal
from mingbai.rules.dated import in_force, law
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report import data
from mingbai.rules.report.outcomes import Outcome


class Tariff(StrEnum):
    """按件 or 按量; one application is charged by one of them, never both (FEE-2)."""

    ITEMS = "items"
    PAGES = "pages"


@dataclass(frozen=True)
class Line:
    """One line of the calculation in the notice: 第11–30件, 20, 100 yuan each, 2000 yuan."""

    band: str
    quantity: int
    unit_price: int
    amount: int


@dataclass(frozen=True)
class Band:
    """From the number after ``above`` up to ``until`` (None: without end) each costs the price."""

    above: int
    until: int | None
    unit_price: int


@dataclass(frozen=True)
class TariffRule:
    """A tariff in force from a day: free units, bands, and how the last band goes on rising."""

    kind: Tariff
    label: str
    unit: str
    effective_from: date
    basis: str
    free: int
    step: int
    rise: int
    bands: tuple[tuple[int, int], ...]

    def band_of(self, number: int) -> Band:
        """The band in which the ``number``-th unit (from 1) lies."""
        if number <= self.free:
            return Band(0, self.free, 0)
        index = sum(above < number for above, _ in self.bands) - 1
        above, price = self.bands[index]
        if index < len(self.bands) - 1:
            return Band(above, self.bands[index + 1][0], price)
        if not self.step:
            return Band(above, None, price)
        rises = (number - above - 1) // self.step
        start = above + rises * self.step
        return Band(start, start + self.step, price + rises * self.rise)


def by_items(count_in_month: int, *, on: date) -> int:
    """What one applicant's items of one calendar month cost together, in yuan (FEE-3)."""
    return sum(line.amount for line in lines(Tariff.ITEMS, count_in_month, on=on))


def by_pages(pages: int, *, on: date) -> int:
    """What the pages of one application cost, in yuan; a side of A4 or less is a page (FEE-4)."""
    return sum(line.amount for line in lines(Tariff.PAGES, pages, on=on))


def item_charge(before: int, added: int, *, on: date) -> int:
    """What a letter of ``added`` items costs after ``before`` items in the same month, in yuan."""
    return sum(line.amount for line in lines(Tariff.ITEMS, added, before=before, on=on))


def lines(kind: Tariff, quantity: int, *, on: date, before: int = 0) -> tuple[Line, ...]:
    """The calculation for the notice, one line a band, free units included.

    ``before``: items of the same month counted already (none for pages, which are not cumulated).
    Raises Refusal before 2021-01-01, for negative numbers, and for ``before`` with pages.
    """
    rule = tariff(kind, on)
    if quantity < 0 or before < 0:
        raise Refusal(f"{rule.unit}数不能小于零", remedy=f"请核对{rule.unit}数")
    if before and kind is Tariff.PAGES:
        raise Refusal(
            "页数按每件申请分别计算，不累计", article=rule.basis, remedy="请只填本件申请的页数"
        )
    found = []
    done, last = before, before + quantity
    while done < last:
        band = rule.band_of(done + 1)
        end = last if band.until is None else min(last, band.until)
        found.append(_line(rule, done + 1, end, band.unit_price))
        done = end
    return tuple(found)


def tariff(kind: Tariff, on: date) -> TariffRule:
    """The tariff in force on a day; Refusal before 2021-01-01, when no fee could be levied."""
    rule = in_force((row for row in _tariffs() if row.kind is kind), on)
    if rule is None:
        raise Refusal(
            f"{chinese_date(on)}还没有信息处理费的收费办法，不能收费",
            article="《政府信息公开条例》第四十二条；国办函〔2020〕109号",
            remedy="请核对日期；2021年1月1日起的申请才可以收费",
        )
    return rule


def check_tariff(
    kind: Tariff, *, outcome: Outcome | None = None, levied: Tariff | None = None
) -> None:
    """Refuse a second tariff for one application, and pages for a mere pointer (FEE-2, FEE-5).

    ``outcome``: the reply intended, None while unknown; ``levied``: the tariff of an earlier
    notice on the same application.
    """
    rule = data.table("fees")["by_page"]
    if levied is not None and levied is not kind:
        raise Refusal(
            "一件申请只能按件或者按量收费，不能两种都收",
            article="国办函〔2020〕109号",
            remedy="请沿用已经选定的方式，或者先撤销原收费通知",
        )
    if kind is Tariff.PAGES and outcome is not None and outcome.value not in rule["outcomes"]:
        raise Refusal(
            f"“{outcome.label}”没有提供文件，不能按页收费",
            article=rule["basis"],
            remedy="需要收费的，请按件计收",
        )


def _line(rule: TariffRule, first: int, last: int, price: int) -> Line:
    span = f"第{first}{rule.unit}" if first == last else f"第{first}–{last}{rule.unit}"
    quantity = last - first + 1
    return Line(span, quantity, price, quantity * price)


@cache
def _tariffs() -> tuple[TariffRule, ...]:
    return tuple(
        TariffRule(
            **row
            | {
                "kind": Tariff(row["kind"]),
                "bands": tuple((each["above"], each["unit_price"]) for each in row["bands"]),
            }
        )
        for row in law("fees")["tariff"]
    )
