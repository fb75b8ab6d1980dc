"""The same pages: how many statements the database is asked, few cases or many."""

from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.measures import Contestants
from bench.measures.inbox import Request, requests


def contestants() -> Contestants:
    """As in ``inbox``; statements instead of seconds."""
    return {name: partial(_counted, ask) for name, ask in requests().items()}


def _counted(ask: Request) -> float:
    with CaptureQueriesContext(connection) as statements:
        ask()
    return len(statements)
