"""How real document numbers are read: the page docs/corpus-numbers.md from a CSV of them.

Usage: python scripts/list_document_numbers.py document-numbers.csv > docs/corpus-numbers.md
The column ``number_as_found`` holds the numbers.  A test holds the page to the code.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mingbai.refusal import Refusal
from mingbai.rules.document_number import Form, is_blank, repaired
from mingbai.rules.number_mending import Repair

FORMS = {
    Form.DISPATCH: ("发文字号", "国发〔2019〕5号"),
    Form.YEARLY: ("令、公告，按年编号", "财政部公告2015年第3号"),
    Form.SERIAL: ("令、公告，不编年份", "国务院令第711号"),
}
INTRODUCTION = """\
# Document numbers as found

The 25,934 rows of real document numbers of the reference folder, read by
`mingbai.rules.document_number`. Written by `scripts/list_document_numbers.py`;
`tests/rules/test_corpus_numbers.py` holds this page to the code.
"""


@dataclass
class Survey:
    """What became of every row; refusals by reason, each with the texts as found."""

    blank: Counter[str] = field(default_factory=Counter)
    forms: Counter[Form] = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)
    mended: int = 0
    repairs: Counter[Repair] = field(default_factory=Counter)
    examples: dict[Repair, tuple[str, str]] = field(default_factory=dict)
    unglued: set[tuple[str, str]] = field(default_factory=set)
    refused: dict[str, list[str]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """All rows, each in exactly one outcome."""
        return self.blank.total() + self.forms.total() + sum(map(len, self.refused.values()))


def survey(texts: Iterable[str]) -> Survey:
    """Read every text once."""
    seen = Survey()
    for text in texts:
        if is_blank(text):
            seen.blank[text] += 1
            continue
        seen.shapes[shape(text)] += 1
        try:
            found = repaired(text)
        except Refusal as refusal:
            seen.refused.setdefault(refusal.reason, []).append(text)
            continue
        seen.forms[found.number.form] += 1
        seen.mended += bool(found.repairs)
        for repair in found.repairs:
            seen.repairs[repair] += 1
            seen.examples.setdefault(repair, (text, str(found.number)))
        if Repair.GLUE in found.repairs:
            seen.unglued.add((text, str(found.number)))
    return seen


def shape(text: str) -> str:
    """The text with words, year and number replaced (机关〔YYYY〕N号); what is unseen is named."""
    text = re.sub(r"[0-9]{4}(?=\s*[〕\])])", "Y", text)
    text = re.sub(r"[0-9]{4}年第", "Y年D", text)
    text = re.sub(r"[0-9]+", "N", text)
    text = text.replace("发文字号", "L").replace("第", "D").replace("号", "H")
    text = re.sub(r"(?!年D)[\u4e00-\u9fff]+", "机关", text)
    for code, word in (("Y", "YYYY"), ("L", "发文字号"), ("D", "第"), ("H", "号")):
        text = text.replace(code, word)
    return _visible(text)


def page(seen: Survey) -> str:
    """The whole page in Markdown."""
    parsed, refused = seen.forms.total(), sum(map(len, seen.refused.values()))
    parts = [
        INTRODUCTION,
        _table(
            ("outcome", "rows"),
            [
                ("written as the standard says", parsed - seen.mended),
                ("read after mending, every repair named", seen.mended),
                ("unparsable, named below", refused),
                ("no number: the field is empty", seen.blank[""]),
                ("no number: only the name of the field", seen.blank.total() - seen.blank[""]),
                ("all", seen.rows),
            ],
        ),
        "## Forms\n",
        _table(
            ("form", "example", "rows"),
            [(*FORMS[form], count) for form, count in seen.forms.most_common()],
        ),
        "## Shapes as found\n",
        _table(("shape", "rows"), [(f"`{k}`", n) for k, n in _ordered(seen.shapes)]),
        "## Repairs\n\nA row may need several.\n",
        _table(
            ("repair", "example", "read as", "rows"),
            [(r, *_shown(seen.examples[Repair(r)]), n) for r, n in _ordered(seen.repairs)],
        ),
        "### Words taken off before the number\n",
        _table(("as found", "read as"), [_shown(pair) for pair in sorted(seen.unglued)]),
        "## Unparsable\n\nEach is told to the officer in these words and kept as found.\n",
        _table(
            ("reason", "rows", "as found"),
            [
                (reason, len(texts), "、".join(f"`{text}`" for text in sorted(texts)))
                for reason, texts in sorted(seen.refused.items())
            ],
        ),
    ]
    return "\n".join(parts)


def _ordered(counts: Counter[str] | Counter[Repair]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _shown(pair: tuple[str, str]) -> tuple[str, str]:
    found, read = pair
    return f"`{_visible(found)}`", read


def _visible(text: str) -> str:
    return text.replace("\u200b", "(U+200B)").replace("\u200d", "(U+200D)")


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    written = (
        [f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in lines
    )
    return "".join(f"| {' | '.join(row)} |\n" for row in written)


def main() -> None:
    """Print the page for the CSV named on the command line."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as rows:
        seen = survey(row["number_as_found"] for row in csv.DictReader(rows))
    sys.stdout.write(page(seen))


if __name__ == "__main__":
    main()
