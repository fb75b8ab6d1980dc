"""A folder of 3,000 reports through ``mingbai check``, all processes of the machine at work."""

import subprocess
import sys
import time
from functools import cache, partial
from pathlib import Path

from django.conf import settings

from bench.extracting import text_of
from bench.fill.papers import KINDS, paper
from bench.measures import Contestants
from bench.plan import PAPERS


def contestants() -> Contestants:
    """The bare texts one after another in one process; the check with its pool. Each once."""
    folder = settings.VAR / f"papers-{PAPERS}"
    folder.mkdir(parents=True, exist_ok=True)
    kinds = tuple(KINDS)
    for number in range(PAPERS):
        kind = kinds[number % len(kinds)]
        file = folder / f"{number:04}.{kind}"
        if not file.exists():
            file.write_bytes(paper(kind, number))

    @cache
    def extracted() -> float:
        began = time.perf_counter()
        for number in range(PAPERS):
            kind = kinds[number % len(kinds)]
            text_of(kind, (folder / f"{number:04}.{kind}").read_bytes())
        return time.perf_counter() - began

    @cache
    def checked() -> float:
        command = [str(Path(sys.executable).with_name("mingbai")), "check", str(folder), "--json"]
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if len(done.stdout.splitlines()) != PAPERS:
            raise RuntimeError(done.stderr[-2000:])
        return time.perf_counter() - began

    return {
        "参照：一个进程逐个取全文": partial(extracted),
        "mingbai check（进程池）": partial(checked),
    }
