"""A request against its bound: by address, by network, in words; numbers from the settings."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from mingbai.limits import bounds
from mingbai.refusal import Refusal
from tests.factories import NOON
from tests.ui.shape import problems

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(settings: Any) -> None:
    settings.LIMITS = {"apply": {"address": "2/10m", "network": "5/10m"}}


def post(place: str, **headers: str) -> HttpRequest:
    return RequestFactory().post("/", REMOTE_ADDR=place, **headers)


def passed(place: str, times: int) -> int:
    return sum(bounds.check(post(place), "apply", at=NOON).allowed for _ in range(times))


def test_an_address_and_then_its_network() -> None:
    assert passed("203.0.113.1", 9) == 2
    assert passed("203.0.113.2", 9) == 2, "the refused requests of the neighbour cost nothing"
    assert passed("203.0.113.3", 9) == 1
    assert passed("203.0.114.1", 9) == 2, "another network"


def test_addresses_of_ipv6_count_by_their_64() -> None:
    assert [passed(f"2001:db8:0:1::{n}", 2) for n in range(1, 5)] == [2, 2, 1, 0]
    assert passed("2001:db8:0:2::1", 2) == 2
    assert bounds.network("::ffff:203.0.113.9") == "203.0.113.0/24"
    assert bounds.network("unix:") == "unix:"


def test_a_forged_header_starts_no_new_count(settings: Any) -> None:
    def asked(forwarded: str) -> bool:
        request = post("10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
        return bounds.check(request, "apply", at=NOON).allowed

    assert [asked(f"198.51.100.{n}") for n in range(3)] == [True, True, False]
    settings.TRUSTED_PROXIES = 1
    assert [asked(f"198.51.100.{n}, 203.0.113.7") for n in range(3)] == [True, True, False]


def test_over_the_bound_a_view_answers_in_words() -> None:
    @bounds.limited("apply")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("收到")

    answers = [view(post("203.0.113.1")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    page = answers[-1].content.decode()
    assert problems(page) == []
    assert "请过5分钟再试" in page
    assert "窗口、邮寄" in page
    assert 240 < int(answers[-1].headers["Retry-After"]) <= 300
    assert view(RequestFactory().get("/", REMOTE_ADDR="203.0.113.1")).status_code == 200


def test_a_form_that_keeps_what_was_typed() -> None:
    for _ in range(2):
        bounds.check_or_refuse(post("203.0.113.1"), "apply", at=NOON)
    with pytest.raises(Refusal, match="次数太多") as refused:
        bounds.check_or_refuse(post("203.0.113.1"), "apply", at=NOON)
    assert "请过5分钟再提交" in str(refused.value)


def test_a_use_without_numbers_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        bounds.check(post("203.0.113.1"), "nothing", at=NOON)
