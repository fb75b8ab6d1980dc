"""The tick about publication: times that have come, folders, periods; clocks that differ."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mingbai.accounts.roles import Role
from mingbai.audit.actors import TICK
from mingbai.audit.models import Event
from mingbai.cli import main, tick
from mingbai.files import public_folder
from mingbai.organs.models import Organ
from mingbai.records import actions, placing
from mingbai.records.intake import Taken
from mingbai.records.models import Record, Version
from mingbai.records.queries import clocks
from tests import factories
from tests.factories import NOON
from tests.records.house import edit, hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Organ:
    return factories.organ("bureau")


@pytest.fixture(autouse=True)
def _var(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path


def test_what_was_set_for_a_time_becomes_public_with_the_tick(bureau: Organ, capsys: Any) -> None:
    now = timezone.now()
    version = factories.reviewed(factories.submitted(bureau), at=now)
    by = factories.records_staff(bureau)[Role.OFFICER]
    actions.schedule(version.record_id, publish_at=now + timedelta(hours=1), by=by, at=now)
    main(["tick", "--scheduled"])
    assert "没有到时间的" in capsys.readouterr().out
    Record.objects.update(publish_at=now - timedelta(minutes=1))
    main(["tick", "--scheduled"])
    assert capsys.readouterr().out == "定时公开：公开 1 件\n公示期满：没有期满的\n"


def test_a_missing_file_comes_back_and_a_stray_folder_goes(bureau: Organ) -> None:
    record = _with_a_file(bureau)
    placing.place(record.pk)
    public_folder.clear(str(record.pk))
    public_folder.place("stray", {})
    assert (placing.reconcile(), placing.restore()) == (1, (1, []))
    assert set(public_folder.held(str(record.pk))) == {"名单.txt"}
    assert (placing.reconcile(), placing.restore()) == (0, (0, []))


def test_files_that_cannot_be_placed_are_told_and_come_with_the_tick(
    bureau: Organ,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: Any,
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """公开照样成立：日志、健康检查、定时任务都说出来，页面上没有打不开的链接。"""
    (tmp_path / "public").write_text("一个文件挡在目录的位置")
    with django_capture_on_commit_callbacks(execute=True):
        record = _with_a_file(bureau)
    assert record.is_public
    assert f"公开信息 {record.pk} 的附件没有放好" in caplog.text
    assert "有 1 件附件没有放好" in client.get("/readyz").json()["parts"]["files"]
    page = client.get(record.public_path).content.decode()
    assert "暂时不能下载" in page
    assert f"{record.public_path}files/" not in page
    assert main(["tick"]) == 1
    assert f"1 件公开信息的附件放不好：{record.index_no}" in capsys.readouterr().err
    (tmp_path / "public").unlink()
    assert main(["tick"]) == 0
    assert "补齐附件 1 件" in capsys.readouterr().out
    assert client.get("/readyz").json()["parts"]["files"] == "ok"
    page = client.get(record.public_path).content.decode()
    assert f"{record.public_path}files/" in page
    assert "暂时不能下载" not in page


def test_a_former_file_never_stands_under_a_corrected_text(
    bureau: Organ, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """同名附件换了内容：放不上新的，也不再有旧的。"""
    with django_capture_on_commit_callbacks(execute=True):
        record = _with_a_file(bureau)
    by = factories.records_staff(bureau)[Role.OFFICER]
    version = _corrected(record, "另一份名单".encode())
    actions.publish(version, by=by, at=NOON)  # 提交之后的一步没有运行
    assert public_folder.held(str(record.pk)) == {}
    assert placing.restore() == (1, [])
    assert set(public_folder.held(str(record.pk)).values()) == {
        version.content()["files"][0]["sha256"]
    }


def _corrected(record: Record, data: bytes) -> Version:
    by = factories.records_staff(record.organ)[Role.OFFICER]
    actions.correct(record.pk, by=by, at=NOON)
    made = actions.attach(
        record.pk, Taken("名单.txt", "txt", data, "0" * 64, (), ()), by=by, at=NOON
    )
    file = {"name": made.name, "sha256": made.sha256, "kind": made.kind, "size": made.size}
    reason = {"change_reason": "content", "change_note": "更换附件。"}
    edit(record, by, files=[file], **reason)
    return factories.reviewed(hand_in(record, by))


def _with_a_file(bureau: Organ) -> Record:
    by = factories.records_staff(factories.coded(bureau))[Role.OFFICER]
    record = factories.submitted(bureau).record
    actions.recall(record.pk, by=by, at=NOON)
    taken = Taken("名单.txt", "txt", "一览".encode(), "0" * 64, (), ())
    made = actions.attach(record.pk, taken, by=by, at=NOON)
    file = {"name": made.name, "sha256": made.sha256, "kind": made.kind, "size": made.size}
    draft = record.draft
    content = draft.content | {"files": [file]}
    saved = actions.save(
        record.pk, edition=draft.edition, title=draft.title, content=content, by=by, at=NOON
    )
    version = actions.submit(record.pk, edition=saved.edition, by=by, at=NOON)
    actions.publish(factories.reviewed(version), by=by, at=NOON)
    return Record.objects.get(pk=record.pk)


def test_a_period_is_counted_anew_with_its_event(bureau: Organ) -> None:
    record = factories.submitted(bureau).record
    right = record.due_on
    assert actions.redate(by=TICK, at=NOON) == 0
    Record.objects.update(due_on=date(2020, 2, 1))  # 旧的放假安排之下
    assert actions.redate(by=TICK, at=NOON) == 1
    record.refresh_from_db()
    assert record.due_on == right
    assert Event.objects.filter(verb="record.redated").count() == 1


@pytest.mark.parametrize(("minutes", "found"), [(0, 0), (4, 0), (6, 1), (-6, 1)])
def test_more_than_five_minutes_between_the_clocks(bureau: Organ, minutes: int, found: int) -> None:
    at = timezone.now() + timedelta(minutes=minutes)
    factories.public_record(bureau, at=at, formed_on="2020-01-06")
    assert len(clocks.deviations()) == found
    assert all("相差" in str(each) for each in clocks.deviations())


def test_who_serves_publishes_at_the_set_time(capsys: pytest.CaptureFixture[str]) -> None:
    version = factories.reviewed(factories.submitted(factories.coded(factories.organ())))
    record = version.record
    officer = factories.records_staff(record.organ)[Role.OFFICER]
    now = timezone.now()
    actions.schedule(record.pk, publish_at=now + timedelta(minutes=2), by=officer, at=now)
    tick.punctual()
    assert not Record.objects.get(pk=record.pk).is_public
    Record.objects.update(publish_at=now - timedelta(minutes=1))
    tick.punctual()
    assert Record.objects.get(pk=record.pk).is_public
    assert capsys.readouterr() == ("", "")
