"""A holiday notice that comes late: which open cases move, and who is told (CAL-3)."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from mingbai.accounts.roles import Role
from mingbai.applications import actions, queries
from mingbai.applications.models import Application
from mingbai.audit.actors import TICK
from mingbai.audit.models import Event
from mingbai.cli import main
from mingbai.desk.waiting import waiting
from tests import factories
from tests.factories import noon

pytestmark = pytest.mark.django_db

# 虚构：2027年的放假通知到得晚，国庆节放假七天、前后各调休一天
NOTICE = """
[2027]
notices = ["https://www.example.gov.cn/2027"]
holidays = [
  { name = "国庆节", first = 2027-10-01, last = 2027-10-07, work = [2027-09-26, 2027-10-09] },
]
"""


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.NOTICES = tmp_path / "notices"
    return settings.NOTICES


def test_a_late_notice_moves_open_cases_and_says_which(folder: Path) -> None:
    organ = factories.organ()
    crossing = factories.filed(organ, date(2027, 9, 20)).application
    before_it = factories.filed(organ, date(2027, 3, 1)).application
    at = noon(date(2027, 9, 21))
    actions.redate(by=TICK, at=at)
    was = Application.objects.get(pk=crossing.pk).due_on
    folder.mkdir()
    (folder / "2027.toml").write_text(NOTICE, "utf-8")

    redating = actions.redate(by=TICK, at=at)

    case = Application.objects.get(pk=crossing.pk)
    assert redating is not None
    assert redating.moved == [[str(crossing.pk), str(was), str(case.due_on)]]
    assert was == date(2027, 10, 18)
    assert case.due_on == date(2027, 10, 21)
    assert Application.objects.get(pk=before_it.pk).due_on == date(2027, 3, 29)
    told = queries.redated(Application.objects.all(), since=at)
    assert [(row.application, row.was, row.now) for row in told] == [(case, was, case.due_on)]
    assert Event.objects.filter(verb="application.redated").count() == 1
    assert actions.redate(by=TICK, at=at) is None


def test_the_command_takes_the_notice_in_and_prints_what_moved(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = factories.filed(factories.organ(), date(2027, 9, 20)).application
    assert main(["notices"]) == 0
    paper = tmp_path / "2027.toml"
    paper.write_text(NOTICE, "utf-8")
    capsys.readouterr()
    assert main(["notices", str(paper)]) == 0
    said = capsys.readouterr().out
    assert "改定在办案件的答复期限 1 件" in said
    assert f"{case.number}" in said
    assert "2027-10-18 → 2027-10-21" in said


def test_a_wrong_notice_is_refused_and_not_taken_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "2027.toml"
    paper.write_text(NOTICE.replace("2027-10-09", "2027-10-11"), "utf-8")
    assert main(["notices", str(paper)]) == 1
    assert "不是周末" in capsys.readouterr().err
    assert not folder.exists()


def test_the_inbox_tells_the_officers_of_the_cases_that_moved(folder: Path) -> None:
    own, other = factories.organ(), factories.organ()
    case = factories.filed(own, date(2027, 9, 20)).application
    factories.filed(other, date(2027, 9, 20))
    officer = factories.post(Role.OFFICER, own).user
    at = noon(date(2027, 9, 21))
    actions.redate(by=TICK, at=at)
    folder.mkdir()
    (folder / "2027.toml").write_text(NOTICE, "utf-8")
    actions.redate(by=TICK, at=at)

    told = waiting(officer, today=date(2027, 9, 22)).redated
    assert [(row.application.pk, row.now) for row in told] == [(case.pk, date(2027, 10, 21))]
    assert waiting(officer, today=date(2027, 10, 8)).redated == []
