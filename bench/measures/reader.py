"""Reading published reports, by kind of file: bare text, and cells with all findings."""

from functools import partial

from bench.extracting import text_of
from bench.fill.papers import paper
from bench.measures import Contestants
from mingbai.reading import read_bytes

COUNT = 20


def contestants_for(kind: str) -> Contestants:
    """The text by the same library; the tables read, identified and checked."""
    files = [paper(kind, number) for number in range(COUNT)]
    if any(read_bytes(data, name="x").exit_code == 2 for data in files):
        raise RuntimeError("A report was not read whole.")

    def extracted() -> None:
        for data in files:
            text_of(kind, data)

    def checked() -> None:
        for data in files:
            read_bytes(data, name="x")

    names = {
        "txt": "解码",
        "html": "lxml 取全文",
        "docx": "zip＋XML 取全文",
        "pdf": "pdfplumber 取全文",
    }
    return {f"参照：{names[kind]}": partial(extracted), "读表并全部核对": partial(checked)}
