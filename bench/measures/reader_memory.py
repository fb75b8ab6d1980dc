"""Peak memory of a process that has read twenty reports of each kind."""

import subprocess
import sys
from functools import partial

from bench.fill.papers import KINDS
from bench.measures import Contestants


def contestants() -> Contestants:
    """The bare text of PDF, the largest of the references; then the check of each kind."""

    def peak(what: str, kind: str) -> float:
        command = [sys.executable, "-m", "bench.reader_peak", what, kind]
        return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    reference: Contestants = {"参照：pdfplumber 取全文": partial(peak, "text", "pdf")}
    checks: Contestants = {
        f"读{name}并核对": partial(peak, "read", kind) for kind, name in KINDS.items()
    }
    return reference | checks
