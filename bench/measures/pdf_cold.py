"""The first PDF of a new process: importing typst, reading the fonts, laying out the report."""

import json
import subprocess
import sys
from functools import partial

from django.conf import settings

from bench import printing
from bench.measures import Contestants
from mingbai.organs.models import Organ
from mingbai.reports.downloads import pdf


def contestants() -> Contestants:
    """An almost empty document and the report of the government, each in a process of its own."""
    file = settings.VAR / "report.json"
    report = printing.content(Organ.objects.get(parent=None))
    pdf.render(report)  # refuses in words where the fonts are missing
    file.write_text(json.dumps(report), encoding="utf-8")

    def first(what: str) -> float:
        command = [sys.executable, "-m", "bench.printing", what, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return float(done.stdout)

    return {
        "参照：一个字的 typst 文档": partial(first, "one_word"),
        "报告排版（内容已备）": partial(first, "report"),
    }
