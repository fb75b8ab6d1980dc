"""The charts: what their titles state, what a missing year looks like, what they draw."""

from xml.etree import ElementTree

import pytest

from mingbai.reports import chart_data, charts
from mingbai.reports.chart_data import Point
from mingbai.rules.report import formats
from tests.reports import sample

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("applications", "proposals", "published", "reviews", "suits")


def made(*values: int | None) -> dict[str, chart_data.Chart]:
    """The charts of 2019 with these values in every series, the last of them 2019's."""
    years = range(2020 - len(values), 2020)
    points = [Point(year, value) for year, value in zip(years, values, strict=True)]
    cells = dict.fromkeys(sample.numbered_cells(2019), 0) | {
        "t3.3.1/total": 3,
        "t3.3.3.6/total": 1,
        "t3.3.3.7/total": 1,
    }
    found = chart_data.charts(formats.for_year(2019), cells, dict.fromkeys(NAMES, points), 2019)
    return {chart.id: chart for chart in found}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((206, 269), "2019年主动公开政府信息269条，比上年增长30.6%"),
        ((10, 8), "2019年主动公开政府信息8条，比上年下降20.0%"),
        ((8, 8), "2019年主动公开政府信息8条，与上年持平"),
        ((0, 8), "2019年主动公开政府信息8条，比上年增加8条"),
        ((None, 8), "2019年主动公开政府信息8条（2018年无数据，不作比较）"),
        ((8, None), "2019年主动公开政府信息无数据"),
    ],
    ids=["增长", "下降", "持平", "上年为零", "上年无数据", "本年无数据"],
)
def test_the_title_states_the_finding(values: tuple[int | None, ...], words: str) -> None:
    assert made(*values)["published"].title == words


def test_the_reply_kinds_add_their_parts() -> None:
    chart = made(1, 1)["outcomes"]
    assert dict(zip(chart.categories, chart.lines[0].values, strict=True)) == {
        "予以公开": 3,
        "部分公开": 0,
        "不予公开": 2,
        "无法提供": 0,
        "不予处理": 0,
        "其他处理": 0,
    }
    assert chart.title == "办结5件，其中予以公开3件，占60.0%"


def test_a_year_without_a_figure_is_an_empty_slot_never_a_bar() -> None:
    root = ElementTree.fromstring(charts.svg(made(None, None, 5)["published"].as_dict()))  # noqa: S314
    bars = [r for r in root.iter(f"{SVG}rect") if r.get("class") == "c1"]
    empty = [r for r in root.iter(f"{SVG}rect") if r.get("class") == "no-data"]
    assert (len(bars), len(empty)) == (1, 2)
    assert "2017年：主动公开政府信息无数据" in (root.findtext(f"{SVG}desc") or "")


def test_bars_stand_on_zero_in_proportion() -> None:
    root = ElementTree.fromstring(charts.svg(made(5, 10)["published"].as_dict()))  # noqa: S314
    bars = [r for r in root.iter(f"{SVG}rect") if r.get("class") == "c1"]
    low, high = (float(bar.get("height", "0")) for bar in bars)
    feet = {round(float(b.get("y", "0")) + float(b.get("height", "0")), 1) for b in bars}
    assert high == pytest.approx(low * 2, abs=0.2)
    assert len(feet) == 1


def test_words_in_a_chart_cannot_become_markup() -> None:
    chart = made(1, 1)["published"].as_dict() | {"title": "<script>x</script>&"}
    root = ElementTree.fromstring(charts.svg(chart))  # noqa: S314
    assert root.findtext(f"{SVG}title") == "<script>x</script>&"
    assert root.find(f".//{SVG}script") is None


def test_no_style_stands_in_the_picture() -> None:
    for chart in made(None, 4).values():
        assert "style=" not in charts.svg(chart.as_dict())
        assert "<style" not in charts.svg(chart.as_dict())
