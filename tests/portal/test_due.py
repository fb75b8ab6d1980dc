"""期限计算 for everyone: the vectors of CLK-5, and clear words for what cannot be."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "due"),
    [
        ({"received": "2019-09-25"}, "2019年10月28日（周一）"),
        (
            {"received": "2019-09-25", "pause_first": "2019-10-09", "pause_last": "2019-10-16"},
            "2019年11月6日（周三）",
        ),
        ({"received": "2019-09-25", "corrected": "2019-10-15"}, "2019年11月12日（周二）"),
        ({"received": "2019-09-25", "extension": "20"}, "2019年11月25日（周一）"),
        ({"received": "2020-01-20"}, "2020年2月25日（周二）"),
        ({"received": "2019年9月25日"}, "2019年10月28日（周一）"),
    ],
    ids=["未延期", "征求意见", "补正", "延期二十日", "春节延长假期", "中文日期"],
)
def test_the_last_day(client: Client, query: dict[str, str], due: str) -> None:
    page = client.get("/due/", query).text
    assert f"<strong>{due}</strong>" in page
    assert "怎样算出" in page
    assert "第三十三条" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"received": ""}, "请填写收到申请的日期"),
        ({"received": "昨天"}, "这不是日期"),
        ({"received": "2019-02-30"}, "这不是日期"),
        ({"received": "2019-09-25", "extension": "21"}, "最多延长20个工作日"),
        ({"received": "2019-09-25", "extension": "-1"}, "最多延长20个工作日"),
        ({"received": "2019-09-25", "extension": "多"}, "请填写整数"),
        ({"received": "2007-01-04"}, "尚未施行"),
        ({"received": "2019-09-25", "corrected": "2019-09-01"}, "早于收到申请的日期"),
        ({"received": "2019-09-25", "pause_first": "2019-10-09"}, "首日和末日要一起填写"),
        (
            {"received": "2019-09-25", "pause_first": "2019-10-16", "pause_last": "2019-10-09"},
            "早于首日",
        ),
        (
            {"received": "2019-09-25", "pause_first": "2019-10-09", "pause_last": "2039-10-09"},
            "十年仍未届满",
        ),
        ({"received": "9999-12-31"}, "请核对"),
    ],
)
def test_what_cannot_be_is_said_clearly(client: Client, query: dict[str, str], words: str) -> None:
    response = client.get("/due/", query)
    assert response.status_code == 200
    assert words in response.text
    assert 'role="alert"' in response.text
    assert "怎样算出" not in response.text


def test_days_of_an_unannounced_year_are_provisional(client: Client) -> None:
    page = client.get("/due/", {"received": "2090-11-02"}).text
    assert "2090年放假安排尚未公布" in page


def test_the_first_page_leads_to_the_answer(client: Client) -> None:
    page = client.get("/").text
    assert 'action="/due/"' in page
    assert 'name="received"' in page
