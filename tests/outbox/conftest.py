"""Which ways lead out in a test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.outbox import ways


@pytest.fixture(autouse=True)
def _nothing_sent() -> Iterator[None]:
    ways.SENT.clear()
    yield
    ways.SENT.clear()


@pytest.fixture
def through(settings: Any) -> Callable[..., None]:
    """Sets the providers of SMS and e-mail by their names in ``ways``."""

    def configure(*names: str) -> None:
        paths = [f"tests.outbox.ways.{name}" for name in names]
        settings.OUTBOX = {"sms": paths, "email": paths}

    return configure
