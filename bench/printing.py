"""What is printed, and the first PDF of a process: ``-m bench.printing one_word|report FILE``."""

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingbai.organs.models import Organ

PAGE = '#set page(paper: "a4")\n#set text(font: "FandolSong", lang: "zh")\n明'


def one_word() -> bytes:
    """The smallest document, with the fonts of the report loaded as the report loads them."""
    import typst
    from django.conf import settings

    folder = str(settings.FONTS)
    if folder not in _fonts:
        _fonts[folder] = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
    source = f"{PAGE} {time.perf_counter_ns()}".encode()  # new each time, as a report is
    return bytes(typst.compile(source, font_paths=_fonts[folder], ignore_system_fonts=True))


_fonts: dict[str, Any] = {}


def content(organ: "Organ") -> dict[str, Any]:
    """An organ's report of the demonstration's year, counted, checked and composed."""
    from mingbai.demo.source import YEAR
    from mingbai.reports import content as contents
    from mingbai.reports import figures

    made = figures.figures(organ, YEAR, subtree=False)
    figures.findings(made)
    return contents.compose(made, dated=date(YEAR + 1, 1, 20))


def main(what: str, file: str) -> None:
    """Print the seconds from the first import of typst to the finished PDF."""
    import django

    django.setup()
    report = json.loads(Path(file).read_text(encoding="utf-8"))
    began = time.perf_counter()
    if what == "report":
        from mingbai.reports.downloads import pdf

        pdf.render(report)
    else:
        one_word()
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
