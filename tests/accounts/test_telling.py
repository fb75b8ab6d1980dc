"""Log-in tells nothing by time: unknown, wrong and disabled take as long (SEC-03)."""

import math
import time
from statistics import median
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
SLOWER = 0.005  # seconds; SEC-03
ROUNDS = 3


class Hasher(PBKDF2PasswordHasher):
    """Slow enough to be seen, fast enough for a test."""

    algorithm = "pbkdf2_test"
    iterations = 60_000  # some 15 ms: to leave it out would be three times the bound


@pytest.fixture(autouse=True)
def _measured(settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Hasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    factories.user(username="li")
    factories.user(username="wang", is_active=False)


def samples(times: int) -> dict[str, list[float]]:
    """Seconds of each kind of failure, taken in turns so that load falls on all alike."""
    tried = {
        "密码不对": ("li", "wrong password"),
        "没有这个人": ("nobody", "wrong password"),
        "账号停用": ("wang", "correct horse"),
    }
    took: dict[str, list[float]] = {name: [] for name in tried}
    client = Client()
    for turn in range(times + 2):
        for name, (login, password) in tried.items():
            started = time.perf_counter()
            answer = client.post("/accounts/login/", {"login": login, "password": password})
            spent = time.perf_counter() - started
            assert answer.status_code == 200
            if turn >= 2:
                took[name].append(spent)
    return took


def mann_whitney(first: list[float], second: list[float]) -> float:
    """The two-sided p that both come from one distribution (normal approximation, no ties)."""
    ranked = sorted([(x, 0) for x in first] + [(x, 1) for x in second])
    ranks = sum(place for place, (_, group) in enumerate(ranked, 1) if group == 0)
    n, m = len(first), len(second)
    u = ranks - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


def test_the_medians_lie_within_five_milliseconds() -> None:
    """Three rounds at most: load on the machine passes, a difference in the work does not."""
    for _ in range(ROUNDS):
        medians = {name: median(times) for name, times in samples(20).items()}
        assert min(medians.values()) > SLOWER, "the password is hashed in every case"
        if max(medians.values()) - min(medians.values()) < SLOWER:
            return
    pytest.fail(str(medians))


@pytest.mark.long
def test_a_thousand_samples_of_each_come_from_one_distribution() -> None:
    took = samples(1000)
    wrong = took.pop("密码不对")
    for name, times in took.items():
        assert abs(median(wrong) - median(times)) < SLOWER, name
        assert mann_whitney(wrong, times) > 0.01, name


def test_the_measure_sees_a_difference() -> None:
    near, far = [float(n) for n in range(100)], [n + 40.5 for n in range(100)]
    assert mann_whitney(near, far) < 0.001
    assert mann_whitney(near, [n + 0.5 for n in near]) > 0.5
