"""Any bytes at all: an answer within the bound, never an exception (REL-17)."""

import io
import time
import zipfile
from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mingbai.cli.sheet import render
from mingbai.reading import Reading, labels, read_bytes, read_text
from mingbai.reading.shape import as_json
from tests.reading.synthetic import cases, pages, prints, texts, words

BOUND = 2.0
FEW = settings(
    max_examples=60,
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


def _answered(start: float, reading: Reading) -> None:
    assert time.perf_counter() - start < BOUND
    assert reading.exit_code in (0, 1, 2)
    assert render(reading)
    assert as_json(reading)["readable"] is reading.readable
    assert reading.readable or not reading.cells


@FEW
@given(FRAGMENTS)
def test_text_of_labels_and_figures_in_any_order(parts: list[str]) -> None:
    start = time.perf_counter()
    _answered(start, read_text("".join(parts)))


@FEW
@given(st.binary(max_size=3000))
@example(b"\xff\xfe")
@example(b"%PDF-")
@example(b"PK\x03\x04")
@example(b"<html")
def test_any_bytes(data: bytes) -> None:
    start = time.perf_counter()
    _answered(start, read_bytes(data, name="x"))


@FEW
@given(
    FRAGMENTS, st.lists(st.sampled_from(["<td>", "<tr>", "</table>", "<table>", "<p>"]), min_size=1)
)
def test_tags_in_any_order(parts: list[str], tags: list[str]) -> None:
    page = "".join(tag + part for tag, part in zip(tags * 200, parts, strict=False))
    start = time.perf_counter()
    _answered(start, read_bytes(f"<html><body>{page}".encode(), name="x"))


@FEW
@given(FRAGMENTS, st.lists(st.sampled_from(["tbl", "tr", "tc", "p", "sdt", "vMerge"]), min_size=1))
def test_word_elements_in_any_order(parts: list[str], names: list[str]) -> None:
    inner = ""
    for name, part in zip(names * 20, parts, strict=False):
        safe = "".join(c for c in part if c.isprintable() and c not in "<>&")
        inner = f"<{name}><t>{safe}</t>{inner[:20_000]}</{name}>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<document><body>{inner}</body></document>")
    start = time.perf_counter()
    _answered(start, read_bytes(stream.getvalue(), name="x"))


RENDERINGS = (texts.lines, texts.framed, pages.spans, words.merged, prints.ruled)


@FEW
@given(st.integers(0, 10**6), st.sampled_from(RENDERINGS), st.data())
def test_a_report_with_damaged_bytes(
    seed: int, rendering: texts.Rendering, draw: st.DataObject
) -> None:
    rng = Random(seed)  # noqa: S311 (a reproducible sample, not a secret)
    data = bytearray(rendering(rng, cases.make(rng, "2021")))
    for _ in range(draw.draw(st.integers(1, 30))):
        at = rng.randrange(len(data))
        if rng.random() < 0.5:
            data[at] = rng.randrange(256)
        else:
            del data[at : at + rng.randrange(1, 200)]
    start = time.perf_counter()
    _answered(start, read_bytes(bytes(data), name="x"))
