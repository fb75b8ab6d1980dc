"""Real data is never served as a demonstration, a demonstration never as real (SEC-01)."""

import importlib
from typing import Any

import pytest

from mingbai.demo import separation
from mingbai.organs.models import Site
from mingbai.refusal import Refusal
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("flag", "site", "told"),
    [
        (True, False, "这是正式数据库"),
        (False, True, "这是演示数据库"),
        (True, True, ""),
        (False, False, ""),
    ],
    ids=["正式数据以演示方式运行", "演示数据作正式运行", "演示", "正式"],
)
def test_mode_and_database_must_fit(flag: bool, site: bool, told: str, settings: Any) -> None:
    settings.DEMO = flag
    Site.objects.create(host="127.0.0.1", name="某区", root=factories.organ(), demo=site)
    if not told:
        separation.check()
        return
    with pytest.raises(Refusal, match=told):
        separation.check()


def test_a_lone_account_is_real_data_too(settings: Any) -> None:
    settings.DEMO = True
    factories.user()
    with pytest.raises(Refusal, match="这是正式数据库"):
        separation.check()


def test_an_empty_database_starts_either_way(settings: Any) -> None:
    for flag in (True, False):
        settings.DEMO = flag
        separation.check()


def test_the_server_process_does_not_start_in_the_wrong_mode(settings: Any) -> None:
    settings.DEMO = True
    factories.organ()
    with pytest.raises(Refusal, match="这是正式数据库"):
        importlib.reload(importlib.import_module("mingbai.wsgi"))
