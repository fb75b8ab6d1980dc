"""The marked copy: cells and findings stand where they were read; hostile markup is inert."""

import re
from pathlib import Path

import pytest
from lxml import html  # type: ignore[import-untyped]

from mingbai.reading.papers import annotated
from mingbai.reading.reader import read, read_bytes
from mingbai.reading.shape import as_json

FILES = {
    "网页": "hangzhou-2025.html",
    "PDF": "huaian-city-2024.pdf",
    "Word": "blank-form-2021.docx",
    "文本": "chengyang-2019.txt",
    "连写的文本": "pingtan-2022.txt",
}
HOSTILE = """<html><head><title>示范局2023年政府信息公开工作年度报告</title>
<script>alert(1)</script><style>body{display:none}</style></head>
<body onload="alert(2)"><p>示范局2023年政府信息公开工作年度报告</p>
<p>&lt;script&gt;alert(3)&lt;/script&gt;&lt;/style&gt;&lt;img src=x onerror=alert(4)&gt;</p>
<p>一、总体情况 <a href="javascript:alert(5)">见此</a><img src="http://x.example/t.gif"></p>
<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr>
<tr><td>行政许可</td><td>12" onmouseover="alert(6)</td></tr></table>
<table><tr><td>一、本年新收政府信息公开申请数量</td><td>1</td><td>0</td><td>0</td><td>0</td>
<td>0</td><td>0</td><td>1</td></tr></table><iframe src="http://x.example/"></iframe></body></html>"""


@pytest.mark.parametrize("carrier", FILES)
def test_every_cell_read_is_marked_with_its_value(carrier: str, reference: Path) -> None:
    path = reference / "reports" / FILES[carrier]
    report = as_json(read(path, name=path.name))
    page = html.fromstring(annotated.annotate(path, report))
    marks = page.xpath("//main//td[@title] | //main/div//mark[@title]")
    shown = [part for mark in marks for part in mark.get("title").split("；")]
    assert len(shown) == len(report["cells"])
    assert page.xpath("//h2[contains(., '没能在原文中')]") == []


def test_a_mark_shows_its_cell_and_the_printed_figure(reference: Path) -> None:
    path = reference / "reports" / "pingtan-2022.txt"
    page = html.fromstring(annotated.annotate(path, as_json(read(path, name="a.txt"))))
    [mark] = page.xpath("//*[@id='c-t3-1-natural']")
    assert mark.text == "71"
    assert mark.get("title").startswith("一、本年新收政府信息公开申请数量 · 自然人：71（把握")
    [refused] = page.xpath("//mark[contains(@class, 'refused')][@id]")
    assert refused.text == "8855698"
    [first, *others] = page.xpath("//tr[th='行政规范性文件']/td")
    assert [cell.text_content()[:1] for cell in (first, *others)] == ["？", "？", "？"]
    assert refused.getnext().tag == "sup"  # the number of its finding


def test_every_finding_stands_once_and_its_link_leads_somewhere(reference: Path) -> None:
    path = reference / "reports" / "chengyang-2019.txt"
    report = as_json(read(path, name="a.txt"))
    page = html.fromstring(annotated.annotate(path, report))
    anchors = page.xpath("//*[@id]/@id")
    assert len(anchors) == len(set(anchors))
    assert {f"f{n}" for n in range(1, len(report["findings"]) + 1)} <= set(anchors)
    for target in page.xpath("//a/@href"):
        assert target[1:] in anchors


def test_the_three_tables_stand_filled_as_the_form_prints_them(reference: Path) -> None:
    path = reference / "reports" / "chengyang-2019.txt"
    page = html.fromstring(annotated.annotate(path, as_json(read(path, name="a.txt"))))
    [row] = page.xpath("//tr[th='一、本年新收政府信息公开申请数量']")
    numbers = [cell.text_content() for cell in row.xpath("td")]
    assert numbers == ["244", "22", "0", "0", "2", "1", "269"]
    [target] = row.xpath("td[1]/a/@href")
    assert page.xpath(f"//*[@id='{target[1:]}']")[0].text == "244"
    assert "17090.91万元" in page.text_content()


def test_hostile_markup_is_inert(tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=alert(7)>.html"
    path.write_text(HOSTILE, "utf-8")
    report = as_json(read_bytes(HOSTILE.encode(), name=str(path)))
    text = annotated.annotate(path, report)
    page = html.fromstring(text)
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form"}
    assert len(page.xpath("//style")) == 1
    assert not [name for e in page.iter() for name in e.attrib if name.startswith("on")]
    assert all(target.startswith("#") for target in page.xpath("//@href"))
    assert not page.xpath("//@src | //@style")
    assert "alert(3)" in page.text_content()  # shown as the text it was
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_the_file_name_cannot_leave_the_folder() -> None:
    report = {"file": "../../etc/<x>|a?.html"}
    name = annotated.file_name(report)
    assert re.fullmatch(r"xa-标注-[0-9a-f]{8}\.html", name)
    assert annotated.file_name({"file": "甲/年报.html"}) != annotated.file_name(
        {"file": "乙/年报.html"}
    )


def test_a_file_that_cannot_be_opened_gets_its_findings_alone(tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    text = annotated.annotate(path, as_json(read(path, name="坏.pdf")))
    assert "PDF 已损坏" in text
    assert "原文打不开" in text
