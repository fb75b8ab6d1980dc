"""``mingbai compare`` and ``mingbai similar``: what they print and with which code they end."""

import json
from pathlib import Path

import pytest

from mingbai.cli import main


@pytest.fixture
def two_years(reference: Path, tmp_path: Path) -> tuple[str, str]:
    """The model report, and the same a year on with one more case carried in than was left."""
    text = (reference / "reports" / "chengyang-2019.txt").read_text("utf-8")
    first, second = tmp_path / "2019.txt", tmp_path / "2020.txt"
    first.write_text(text, "utf-8")
    second.write_text(text.replace("2019年", "2020年"), "utf-8")
    return str(first), str(second)


def test_compare_tells_repetition_and_carry_over(
    two_years: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *two_years]) == 1  # the growth printed is not that of the tables
    out = capsys.readouterr().out
    assert "关系：同一机关相邻两年" in out
    assert "连同只换数字的共100%" in out
    assert "[警告] T3-R5" in out  # 0 carried out, 1 carried in


def test_compare_as_json(two_years: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--json", *two_years]) == 1
    result = json.loads(capsys.readouterr().out)
    assert (result["before"]["year"], result["after"]["year"]) == (2019, 2020)
    assert result["text"]["repeated_but_figures"] == 1.0
    assert all(cell["difference"] == 0 for cell in result["cells"])
    assert {"T3-R5"} <= {finding["rule"] for finding in result["findings"]}


def test_compare_with_a_missing_file(
    two_years: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", two_years[0], "没有.txt"]) == 2
    assert "没有这个文件" in capsys.readouterr().out


def test_similar_names_the_pair_and_the_text(
    two_years: tuple[str, str], reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = str(reference / "reports" / "huaian-city-2024.pdf")
    assert main(["similar", *two_years, other]) == 0
    out = capsys.readouterr().out
    assert "1. 重复率100%  同一机关不同年度" in out
    assert "共有：" in out
    assert out.endswith("共比3份，重复率不低于50%的1对。\n")
    assert main(["similar", "--json", *two_years]) == 0
    [pair] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert pair["share"] == 1.0
    assert [report["year"] for report in pair["reports"]] == [2019, 2020]
