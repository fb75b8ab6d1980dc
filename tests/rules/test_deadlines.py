"""第四十九条：部门每年1月31日前、政府每年3月31日前公布上一年度的报告。"""

from datetime import date

import pytest

from mingbai.refusal import Refusal
from mingbai.rules.report.deadlines import deadline


@pytest.mark.parametrize(
    ("government", "day"),
    [(False, date(2020, 1, 31)), (True, date(2020, 3, 31))],
    ids=["县级以上人民政府部门", "县级以上地方人民政府"],
)
def test_the_report_is_due_in_the_following_year(government: bool, day: date) -> None:
    due, basis = deadline(2019, government=government)
    assert due == day
    assert basis == "《政府信息公开条例》（国务院令第711号）第四十九条"


def test_reports_under_the_old_regulation_have_no_deadline_here() -> None:
    with pytest.raises(Refusal, match="2017年度的报告按修订前的条例公布"):
        deadline(2017, government=True)
