"""The retro-scan: all that is public, by the rules of today (PII-07, PII-09)."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.accounts.roles import Role
from mingbai.cli import main
from mingbai.organs.models import Organ
from mingbai.records import actions
from mingbai.records.models import Publication, Record, Scan
from mingbai.records.queries import findings
from mingbai.records.rescanning import Rescan
from mingbai.records.stages import Stage
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TODAY = date(2020, 1, 20)
MARK = "<p>内部资料 注意保存</p>"


@pytest.fixture
def bureau() -> Organ:
    return factories.organ("bureau")


def published(organ: Organ, body: str, **facts: Any) -> Record:
    """What an earlier release left: public, and by its edition of the rules nothing was found."""
    version = factories.reviewed(factories.submitted(organ, body=body, **facts))
    Scan.objects.create(version=version, edition="older", findings=[], critical=0, at=NOON)
    by = factories.records_staff(organ)[Role.OFFICER]
    Publication.objects.create(version=version, by=by, at=NOON)
    rows = Record.objects.filter(pk=version.record_id)
    rows.update(public_version=version, first_public_at=NOON, listed_at=NOON, stage=Stage.PUBLIC)
    return rows.get()


def test_new_rules_find_what_old_ones_let_through(bureau: Organ) -> None:
    published(bureau, "<p>明湖路改造。</p>", title="没有问题的")
    published(bureau, MARK, title="有标志的")
    wrong = [seen.title for seen in Rescan(TODAY).records() if seen.wrong]
    assert wrong == ["有标志的"]


def test_a_second_run_scans_nothing_again(bureau: Organ) -> None:
    published(bureau, MARK)
    first = list(Rescan(TODAY).records())
    count = Scan.objects.count()
    assert list(Rescan(TODAY).records()) == first
    assert Scan.objects.count() == count


def test_more_records_than_one_page(bureau: Organ) -> None:
    for number in range(5):
        factories.public_record(bureau, title=f"第{number}件")
    assert len({seen.record for seen in Rescan(TODAY, at_once=2).records()}) == 5


def test_masked_forms_of_two_pages_add_up(bureau: Organ) -> None:
    """两页各遮一半，合起来就露出全部（号码为无效号码）。"""
    for body in ("370200********0019", "3702001990132***19"):
        factories.public_record(bureau, body=f"<p>王小明 身份证号 {body}</p>")
    rescan = Rescan(TODAY)
    list(rescan.records())
    assert rescan.stitched()[0].revealed > 6


def test_the_command(bureau: Organ, capsys: Any) -> None:
    factories.public_record(bureau)
    assert main(["rescan"]) == 0
    assert "检查了已公开的 1 件：0 件须处理" in capsys.readouterr().out
    published(bureau, MARK, title="有标志的")
    assert main(["rescan", "--json"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(row["critical"] for row in rows) == [0, 1]


def test_the_office_sees_them_until_they_are_taken_down(bureau: Organ, client: Client) -> None:
    record = published(bureau, MARK, title="有标志的")
    list(Rescan(TODAY).records())
    client.force_login(factories.post(Role.OFFICE, bureau).user)
    assert "有标志的" in client.get(reverse("records:findings")).content.decode()
    assert "1件含个人信息" in client.get(reverse("records:matrix")).content.decode()
    by = factories.records_staff(bureau)[Role.OFFICER]
    note = "公开信息因含个人信息下线。"
    actions.ask_withdrawal(record.pk, reason="personal", note=note, by=by, at=NOON)
    assert not findings.critical(Organ.objects.all())
    assert "没有须处理的发现" in client.get(reverse("records:findings")).content.decode()
