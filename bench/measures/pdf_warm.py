"""PDF of a report in a process that has already made one: each time of another organ."""

from itertools import cycle

from bench import printing
from bench.measures import Contestants
from bench.measures.organ import void
from mingbai.organs.models import Organ
from mingbai.reports.downloads import pdf


def contestants() -> Contestants:
    """An almost empty document; the report laid out; counted and laid out."""
    organs = list(Organ.objects.order_by("path"))
    known = [printing.content(organ) for organ in organs]
    # typst remembers what it has laid out: a report is new to it only once.
    to_print, to_count = cycle(known[1::2]), cycle(organs[2::2])

    def counted() -> bytes:
        return pdf.render(printing.content(next(to_count)))

    return {
        "参照：一个字的 typst 文档": lambda: void(printing.one_word()),
        "报告排版（内容已备）": lambda: void(pdf.render(next(to_print))),
        "报告计数、核对并排版": lambda: void(counted()),
    }
