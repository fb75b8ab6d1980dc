"""A writer whose turn does not come is asked to try again, and loses nothing of what he typed."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.served.citizen import Asked, Browser, Unserved, read_receipt, send
from bench.served.site import Site
from tests.durability.places import ask, place

ASKED = Asked("o1", "某地块的规划许可及其附图", "张三", "E00000001")


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def site(var: Path, tmp_path: Path) -> Iterator[Site]:
    """A site on SQLite whose writers wait one second for their turn."""
    with place("", var) as environment:
        ask("establish", environment, ["o1"])
        waiting = environment | {"MINGBAI_BENCH_LOCK_SECONDS": "1"}
        made = Site(waiting, log=tmp_path / "log", workers=1)
        made.start()
        yield made
        made.kill()


def test_what_was_typed_comes_back_while_the_database_is_locked(site: Site, var: Path) -> None:
    browser = Browser(site.port)
    other = sqlite3.connect(var / "mingbai.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unserved) as refused:
        send(browser, ASKED)
    assert refused.value.after > 0
    assert "还没有登记" in refused.value.text
    assert ASKED.text in refused.value.text
    other.execute("ROLLBACK")
    other.close()
    assert read_receipt(browser, send(browser, ASKED).location).number.endswith("-00001")
