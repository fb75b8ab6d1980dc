"""The report as PDF/UA by typst, on the page of GB/T 9704-2012, with real Chinese fonts."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

from mingbai.documents import faces
from mingbai.reports import charts
from mingbai.reports.downloads.marks import marks, short_mark

TEMPLATE = Path(__file__).resolve().parent.parent / "layouts" / "report.typ"
TITLE_CHARS = 18  # 二号字一行约二十字；标题按机关名与文种分行，不把词拆开


def render(content: Mapping[str, Any]) -> bytes:
    """The PDF of a report's content; the same content and fonts give the same bytes.

    Raises Refusal where no Chinese font is installed.  A face that is missing is replaced by Noto
    Serif and named in the document's keywords and in its last notes (DOC-02).
    """
    missing = faces.missing()
    made = date.fromisoformat(content["dated"])
    data = json.dumps(_data(content, missing, made), ensure_ascii=False)
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=faces.fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": data},
        pdf_standards="ua-1",
        timestamp=int(datetime(made.year, made.month, made.day, tzinfo=UTC).timestamp()),
    )
    return bytes(pdf)


def _data(content: Mapping[str, Any], missing: list[str], made: date) -> dict[str, Any]:
    replaced = f"缺少字体{'、'.join(missing)}，以{faces.FALLBACK}代替" if missing else ""
    keywords = ["政府信息公开", "年度报告", content["organ"]["name"]]
    keywords += ["演示数据"] * content["demo"] + [replaced] * bool(replaced)
    reach = "本机关及下级单位汇总" if content["scope"] == "subtree" else "本机关"
    return {
        "fonts": faces.chosen(),
        "title": content["title"],
        "title_lines": title_lines(content["title"], content["organ"]["name"]),
        "organ": content["organ"]["name"],
        "description": f"{content['demo_note']}{content['notice']}；{reach}",
        "keywords": keywords,
        "date": [made.year, made.month, made.day],
        "dated_words": f"{made.year}年{made.month}月{made.day}日",
        "mark": short_mark(content),
        "marks": marks(content),
        "introduction": content["introduction"],
        "sections": content["sections"],
        "tables": content["tables"],
        "charts": [
            {**chart, "svg": charts.svg(chart), "alt": charts.described(chart)}
            for chart in content["charts"]
        ],
        "notes": [
            *(f"数据来源：{source}。" for source in content["sources"]),
            *([f"{replaced}。"] if replaced else []),
        ],
    }


def title_lines(title: str, organ: str) -> list[str]:
    """The title in one line, or after the organ's name in two (no word is cut)."""
    if len(title) <= TITLE_CHARS or not title.startswith(organ):
        return [title]
    return [organ, title.removeprefix(organ)]
