"""The page for what nobody caught: come again while the database is busy, else our fault."""

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import get_resolver

from mingbai.ui.views import broken


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("database is locked"), 503, "再提交一次"),
        (ValueError("x"), 500, "系统出错"),
    ],
)
def test_an_uncaught_exception_is_told_in_words(error: Exception, status: int, words: str) -> None:
    try:
        raise error
    except type(error):
        answer = broken(RequestFactory().get("/"))
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert ("Retry-After" in answer.headers) is (status == 503)


def test_the_site_uses_that_page() -> None:
    assert get_resolver().resolve_error_handler(500) is broken
