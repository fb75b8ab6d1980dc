"""An import on the desk: choose, match, preview, all or nothing."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingbai.accounts.roles import Role
from mingbai.applications import actions
from mingbai.applications.importing import columns
from mingbai.applications.models import Application, YearCount
from mingbai.audit.models import Event
from mingbai.files.tables import read_table
from mingbai.organs.models import Organ
from tests import factories
from tests.factories import NOON
from tests.files.making import upload, xlsx

pytestmark = pytest.mark.django_db

HEAD = ["编号", "申请内容", "类别", "申请日期", "答复类型", "答复日期"]
ROW = ["2019-1", "拆迁补偿方案", "自然人", "2019-3-5", "予以公开", "2019年3月20日"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def organ() -> Organ:
    return factories.organ("minzheng")


@pytest.fixture
def desk(client: Client, organ: Organ) -> Client:
    client.force_login(factories.post(Role.OFFICER, organ).user)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    return client


def send(desk: Client, content: bytes, name: str = "台账.xlsx") -> Any:
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    return desk.post(reverse("applications:import"), {"organ": "minzheng", "file": file})


def matched(desk: Client, *rows: list[Any], head: list[str] = HEAD) -> str:
    """Upload and accept the matching; the address of the preview."""
    address = send(desk, xlsx([head, *rows])).headers["Location"]
    form = desk.get(address).context["form"]
    data = {field.name: field.value() for field in form}
    answer = desk.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer.headers["Location"])


def test_the_way_from_file_to_ledger(desk: Client, organ: Organ, tmp_path: Path) -> None:
    address = matched(desk, ROW)
    shown = desk.get(address).content.decode()
    assert "登记这1件" in shown
    assert not Application.objects.exists()
    answer = desk.post(address, follow=True)
    assert "已登记1件。" in answer.content.decode()
    case = Application.objects.get()
    assert (case.organ, case.concluded_on) == (organ, date(2019, 3, 20))
    assert list((tmp_path / "intake").iterdir()) == []
    assert "随文件导入台账" in desk.get(case.get_absolute_url()).content.decode()


def test_the_same_file_again_changes_nothing_and_says_so(desk: Client) -> None:
    desk.post(matched(desk, ROW))
    events = Event.objects.count()
    again = matched(desk, ROW)
    assert "没有新的件" in desk.get(again).content.decode()
    answer = desk.post(again, follow=True)
    assert "1行都已在台账中，内容一致，台账没有改动" in answer.content.decode()
    assert (Application.objects.count(), Event.objects.count()) == (1, events)


def test_a_bad_row_is_named_and_keeps_the_file_out(desk: Client) -> None:
    address = matched(desk, ROW, ["2019-2", "事项", "外星人", "2019-3-5", "", ""])
    shown = desk.get(address).content.decode()
    assert "不认识“外星人”" in shown
    assert "登记这" not in shown
    desk.post(address)
    assert not Application.objects.exists()
    assert not YearCount.objects.exists()
    listed = desk.get(f"{address}bad.csv")
    text = b"".join(listed.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff行号,列,内容,原因和办法\r\n3,申请人类别,外星人,")


def test_a_wrong_file_is_refused_where_it_was_chosen(desk: Client, tmp_path: Path) -> None:
    answer = send(desk, b"\x89PNG\r\n\x1a\n" + b"\x00" * 20)
    assert "内容却是PNG图片" in answer.content.decode()
    assert not (tmp_path / "intake").exists()


def test_columns_not_recognised_are_named_and_can_be_chosen(desk: Client) -> None:
    head = ["甲", *HEAD[1:]]
    address = send(desk, xlsx([head, ROW])).headers["Location"]
    shown = desk.get(address).content.decode()
    assert "没有认出：登记编号" in shown
    form = desk.get(address).context["form"]
    data = {field.name: field.value() for field in form}
    answer = desk.post(address, data)
    assert "没有指定哪一列是登记编号" in answer.content.decode()
    assert answer.context["form"]["outcome"].value() == "4"
    answer = desk.post(address, data | {"number": "1"})
    assert "选了同一列" in answer.content.decode()
    preview = desk.post(address, data | {"number": "0"}).headers["Location"]
    desk.post(preview)
    assert Application.objects.get().number == "2019-1"


def test_a_ledger_changed_meanwhile_is_looked_at_again(desk: Client, organ: Organ) -> None:
    address = matched(desk, ROW)
    desk.get(address)
    factories.application(organ, number="2019-1")
    answer = desk.post(address, follow=True)
    assert "该编号已登记，内容不同" in answer.content.decode()
    assert Application.objects.count() == 1


def test_giving_up_wipes_the_file(desk: Client, tmp_path: Path) -> None:
    address = matched(desk, ROW)
    answer = desk.post(f"{address}cancel/", follow=True)
    assert "台账没有改动" in answer.content.decode()
    assert list((tmp_path / "intake").iterdir()) == []
    assert desk.get(address).status_code == 404


def test_a_file_gone_after_its_hour_is_asked_for_again(desk: Client, tmp_path: Path) -> None:
    address = matched(desk, ROW)
    for stored in (tmp_path / "intake").iterdir():
        stored.unlink()
    assert "超过一小时" in desk.get(address, follow=True).content.decode()


def test_nobody_else_sees_the_file(desk: Client, organ: Organ) -> None:
    address = matched(desk, ROW)
    other = Client()
    other.force_login(factories.post(Role.OFFICER, organ).user)
    assert other.get(address).status_code == 404


def test_another_organs_ledger_cannot_be_chosen(desk: Client) -> None:
    factories.organ("caizheng")
    file = SimpleUploadedFile("台账.xlsx", xlsx([HEAD, ROW]), "application/zip")
    answer = desk.post(reverse("applications:import"), {"organ": "caizheng", "file": file})
    assert answer.status_code == 200
    assert "organ" in answer.context["form"].errors


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_template_is_understood_by_the_import(desk: Client, suffix: str) -> None:
    answer = desk.get(reverse("applications:template", args=[suffix]))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    table = read_table(upload(content, f"模板.{suffix}"), known=columns().keys)
    assert table.rows == ()
    assert len(columns().match(table.headers)) == len(columns().columns)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_export_can_be_imported_again_and_holds_no_formula(
    desk: Client, organ: Organ, suffix: str
) -> None:
    factories.application(
        organ, number="=1+1", subject="@事项", outcome="partial", concluded_on=date(2019, 7, 1)
    )
    answer = desk.get(reverse("applications:export", args=[suffix]))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    table = read_table(upload(content, f"台账.{suffix}"), known=columns().keys)
    (row,) = table.rows
    assert not any(re.match(r"[=+\-@\t\r]", str(cell)) for cell in row.cells)
    form = send(desk, content, f"台账.{suffix}").headers["Location"]
    data = {field.name: field.value() for field in desk.get(form).context["form"]}
    found = desk.get(desk.post(form, data).headers["Location"]).context["preview"]
    assert (found.new, found.identical, found.bad) == (0, 1, ())


def test_an_amended_case_is_not_overwritten_by_its_old_file(desk: Client) -> None:
    desk.post(matched(desk, ROW))
    case = Application.objects.get()
    actions.amend(case.pk, outcome="partial", by=factories.post(at=case.organ), at=NOON)
    shown = desk.get(matched(desk, ROW)).content.decode()
    assert "办理结果：原为“区分处理，部分公开”，现为“予以公开”" in shown
