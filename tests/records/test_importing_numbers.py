"""The index numbers of the old site: kept where they hold and are free (REG-26)."""

from typing import Any

import pytest

from mingbai.organs.models import Organ
from mingbai.records.models import BatchRow
from tests import factories
from tests.factories import NOON
from tests.records.test_importing_batches import line, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ(settings: Any, tmp_path: Any) -> Organ:
    """An organ with a code for its index numbers and every officer."""
    settings.VAR = tmp_path
    made = factories.coded(factories.organ("bureau", name="明阳区民政局"))
    factories.records_staff(made)
    return made


@pytest.mark.parametrize(
    ("written", "kept", "words"),
    [
        ("{own}/2019-00012", "{own}/2019-00012", ""),
        ("{own}/201907-00012", "{own}/201907-00012", ""),
        ("0142768-8/2022-00185", "0142768-8/2022-00185", ""),
        ("{foreign}/2019-00012", "", "代码属于"),
        ("11370322004222241X/2019-00012", "", "不能沿用"),
        ("明政公2019第1号", "", "不能沿用"),
        ("{given}", "", "已经给了另一件"),
    ],
    ids=["统一代码", "带月份的", "旧机构代码", "别的机关的", "校验码不符", "不成样子", "已经用过"],
)
def test_the_number_of_the_old_site_is_kept(
    organ: Organ, written: str, kept: str, words: str
) -> None:
    foreign = factories.coded(factories.organ("foreign"))
    given = factories.submitted(organ).record.index_no
    names = {"own": organ.credit_code, "foreign": foreign.credit_code, "given": given}
    batch = read(organ, line(1, index_no=written.format(**names)))
    row = BatchRow.objects.get(batch=batch)
    assert row.record is not None
    assert row.record.index_no is not None
    assert words in row.message
    if kept:
        assert row.record.index_no == kept.format(**names)
    else:
        assert row.record.index_no.startswith(f"{organ.credit_code}/{NOON.year}-")
        assert row.record.index_no not in (given, written)


def test_a_new_number_never_meets_one_that_was_kept(organ: Organ) -> None:
    year = NOON.year
    read(organ, line(1, index_no=f"{organ.credit_code}/{year}-00001"))
    made = factories.submitted(organ).record.index_no
    assert made == f"{organ.credit_code}/{year}-00002"
