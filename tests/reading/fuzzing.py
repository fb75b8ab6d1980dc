"""Damaged and senseless files for each carrier: ``python -m tests.reading.fuzzing text``.

``--seconds 3600`` sets the time; the bound of each file is processor time, so that a busy machine
does not fail it.  A failure names the seed of its round.
"""

import argparse
import io
import sys
import time
import zipfile
from collections.abc import Callable
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from mingbai.cli.sheet import render
from mingbai.reading import Reading, labels, read_bytes
from mingbai.reading.shape import as_json
from tests.reading.synthetic import (
    cases,
    drafts,
    pages,
    pastes,
    prints,
    sheets,
    sites,
    texts,
    words,
)  # fmt: skip

BOUND = 2.0
FEW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
WORDS = [
    *sorted(labels.vocabulary()),
    "第二十条第（一）项",
    "2023年",
    "\n",
    " ",
    "|",
    "\t",
    "无",
    "-",
]
FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.integers(0, 10**9).map(str),
        st.sampled_from(["0", "00", "0000000", "1.", "（三）", "，", "+2", "１２", "3,119"]),
        st.text(max_size=5),
    ),
    max_size=200,
)


def answered(start: float, reading: Reading) -> None:
    """Checks one answer; ``start`` is the processor time when reading began."""
    assert time.process_time() - start < BOUND
    assert reading.exit_code in (0, 1, 2)
    assert render(reading)
    assert as_json(reading)["readable"] is reading.readable
    assert reading.readable or not reading.cells


def _page(parts: list[str], tags: list[str]) -> bytes:
    body = "".join(tag + part for tag, part in zip(tags * 200, parts, strict=False))
    return f"<html><body>{body}".encode()


def _word_file(parts: list[str], names: list[str]) -> bytes:
    inner = ""
    for name, part in zip(names * 20, parts, strict=False):
        safe = "".join(c for c in part if c.isprintable() and c not in "<>&")
        inner = f"<{name}><t>{safe}</t>{inner[:20_000]}</{name}>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<document><body>{inner}</body></document>")
    return stream.getvalue()


def _damaged(number: int, rendering: texts.Rendering, holes: int) -> bytes:
    """A report with bytes changed and left out."""
    rng = Random(number)  # noqa: S311 (a reproducible sample, not a secret)
    data = bytearray(rendering(rng, cases.make(rng, rng.choice(("2019", "2021")))))
    for _ in range(holes):
        at = rng.randrange(len(data))
        if rng.random() < 0.5:
            data[at] = rng.randrange(256)
        else:
            del data[at : at + rng.randrange(1, 200)]
    return bytes(data)


def _damaged_through(*renderings: texts.Rendering) -> st.SearchStrategy[bytes]:
    numbers, holes = st.integers(0, 10**6), st.integers(1, 30)
    return st.builds(_damaged, numbers, st.sampled_from(renderings), holes)


TAGS = st.lists(
    st.sampled_from(
        ["<td>", "<tr>", "</table>", "<table>", "<p>", "<br>", "<td rowspan=3>", "<td colspan=7>"]
    ),
    min_size=1,
    max_size=30,
)
NAMES = st.lists(
    st.sampled_from(["tbl", "tr", "tc", "p", "sdt", "vMerge"]), min_size=1, max_size=30
)
CARRIERS: dict[str, st.SearchStrategy[bytes]] = {
    "text": st.one_of(
        FRAGMENTS.map(lambda parts: "".join(parts).encode()),
        _damaged_through(*texts.LOOSE, *texts.BORDERED, *texts.WITHOUT_BORDERS, *pastes.LOOSE),
    ),
    "page": st.one_of(
        st.builds(_page, FRAGMENTS, TAGS), _damaged_through(*pages.BORDERED, *sites.BORDERED)
    ),
    "word": st.one_of(
        st.builds(_word_file, FRAGMENTS, NAMES), _damaged_through(*words.BORDERED, drafts.boxed)
    ),
    "pdf": _damaged_through(*prints.BORDERED, prints.unruled, sheets.two_on_a_sheet),
    "bytes": st.binary(max_size=3000),
}


def run(carrier: str, seconds: float) -> tuple[int, int]:
    """Rounds of new examples until the time is up: (rounds, files read)."""
    end = time.monotonic() + seconds
    count = [0]
    number = 0
    while time.monotonic() < end:
        _round(CARRIERS[carrier], number, end, count)()
        number += 1
    return number, count[0]


def _round(
    files: st.SearchStrategy[bytes], number: int, end: float, count: list[int]
) -> Callable[[], None]:
    @seed(number)
    @settings(FEW, max_examples=200, database=None, phases=[Phase.generate, Phase.shrink])
    @given(files)
    def one_round(data: bytes) -> None:
        if time.monotonic() < end:
            start = time.process_time()
            answered(start, read_bytes(data, name="x"))
            count[0] += 1

    return one_round


def main() -> int:
    """Fuzz one carrier from the command line; an exception ends it."""
    parser = argparse.ArgumentParser(prog="python -m tests.reading.fuzzing")
    parser.add_argument("carrier", choices=CARRIERS)
    parser.add_argument("--seconds", type=float, default=3600)
    asked = parser.parse_args()
    rounds, files = run(asked.carrier, asked.seconds)
    print(f"{asked.carrier}：{rounds}轮，{files}个文件，没有例外，没有一个超过{BOUND:g}秒")
    return 0


if __name__ == "__main__":
    sys.exit(main())
