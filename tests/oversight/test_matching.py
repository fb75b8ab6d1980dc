"""Whose report: what a printed name leaves out or adds, and other places that must not match."""

import pytest

from mingbai.oversight.matching import Candidate, match, place_of

PLACE = "青岛市城阳区"
GOVERNMENT = Candidate(1, ("青岛市城阳区人民政府", "区政府", "青岛市城阳区"), PLACE)
CIVIL = Candidate(2, ("城阳区民政局", "区民政局", "民政局"), PLACE)
FINANCE = Candidate(3, ("城阳区财政局", "城阳区财政和国资局"), PLACE)
STREET = Candidate(4, ("流亭街道办事处", "流亭街道"), PLACE)
ALL = (GOVERNMENT, CIVIL, FINANCE, STREET)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("青岛市城阳区人民政府", 1),
        ("城阳区人民政府", 1),
        ("山东省青岛市城阳区人民政府", 1),
        ("青岛市城阳区", 1),
        ("城阳区民政局", 2),
        ("青岛市城阳区民政局", 2),
        ("民政局", 2),
        ("城阳区财政和国资局", 3),
        ("青岛市城阳区流亭街道办事处", 4),
        ("流亭街道", 4),
        ("临河区民政局", None),
        ("济南市城阳区民政局", None),
        ("青岛市人民政府", None),
        ("城阳区审计局", None),
        ("人民政府", None),
        ("", None),
    ],
    ids=lambda value: str(value) or "空",
)
def test_whose_report(printed: str, key: int | None) -> None:
    assert match(printed, ALL) == key


def test_two_that_fit_alike_fit_not_at_all() -> None:
    twins = (Candidate(1, ("甲区民政局",), "甲区"), Candidate(2, ("乙区民政局",), "乙区"))
    assert match("民政局", twins) is None
    assert match("乙区民政局", twins) == 2


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("示范市明阳区人民政府", "示范市明阳区"),
        ("平潭综合实验区管理委员会", "平潭综合实验区"),
        ("示范市民政局", ""),
    ],
)
def test_the_place_a_government_is_named_after(name: str, place: str) -> None:
    assert place_of(name) == place
