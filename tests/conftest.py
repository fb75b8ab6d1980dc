"""What every test shares: the reference folder and the triggers of append-only tables."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

REFERENCE = Path(
    os.environ.get("MINGBAI_REFERENCE", Path(__file__).resolve().parent.parent.parent / "shared")
)


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of real published reports; the test skips visibly where it is absent."""
    if not REFERENCE.is_dir():
        pytest.skip(f"没有参考资料目录 {REFERENCE}（MINGBAI_REFERENCE）")
    return REFERENCE


@pytest.fixture(autouse=True)
def _append_only(request: pytest.FixtureRequest) -> Iterator[None]:
    """A transactional test empties its tables at the end, which the triggers would refuse."""
    transactional = "transactional_db" in request.fixturenames or any(
        mark.kwargs.get("transaction") for mark in request.node.iter_markers("django_db")
    )
    if not transactional:
        yield
        return
    from mingbai.audit import triggers

    request.getfixturevalue("transactional_db")
    triggers.install(connection)
    yield
    triggers.drop(connection)
