"""mingbai account, tick and audit: an installation's first day and its every day."""

import json
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from mingbai.accounts.models import User
from mingbai.accounts.roles import Role
from mingbai.applications.models import YearCount
from mingbai.audit import triggers
from mingbai.audit.models import Checkpoint, Event
from mingbai.cli import main
from mingbai.files import intake
from mingbai.files.uploads import Upload
from mingbai.organs.models import Organ, Site
from tests import factories

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]
FIRST = ["account", "add", "admin", "--name", "管理员", "--organ", "mingyang"]


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def run(capsys: Capture, *argv: str) -> tuple[int, str, str]:
    code = main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_first_account_comes_with_organ_site_and_one_time_password(capsys: Capture) -> None:
    code, out, _ = run(capsys, *FIRST, "--organ-name", "明阳区人民政府")
    assert code == 0
    password = re.search(r"一次性密码：(\S+)", out)
    user = User.objects.get()
    assert password
    assert user.check_password(password[1])
    assert user.initial_password_until is not None
    assert user.initial_password_until <= timezone.now() + timedelta(hours=24)
    assert user.posts.get().role == Role.SECURITY_ADMIN
    assert (Organ.objects.get().code, Site.objects.get().root.code) == ("mingyang", "mingyang")
    assert password[1] not in "".join(str(event.data) for event in Event.objects.all())


def test_a_fresh_database_has_no_account() -> None:
    """SEC-08."""
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (FIRST, "数据库里还没有机关"),
        ([*FIRST, "--organ-name", "某区", "--role", "boss"], "没有岗位 boss"),
        ([*FIRST[:-1], "A_B", "--organ-name", "某区"], "代码只用小写字母"),
    ],
    ids=["没有机关", "没有这种岗位", "机关代码不合格式"],
)
def test_what_cannot_be_done_is_told_and_leaves_nothing(
    argv: list[str], told: str, capsys: Capture
) -> None:
    code, _, err = run(capsys, *argv)
    assert (code, told in err) == (2, True), err
    assert not User.objects.exists()
    assert not Organ.objects.exists()


def test_a_second_account_is_made_in_the_desk(capsys: Capture) -> None:
    run(capsys, *FIRST, "--organ-name", "明阳区人民政府")
    code, _, err = run(capsys, "account", "add", "b", "--name", "乙", "--organ", "mingyang")
    assert code == 2
    assert "已有人员管理（admin）" in err
    code, _, err = run(capsys, "account", "add", "b", "--name", "乙", "--organ", "nowhere")
    assert "没有代码为 nowhere 的机关" in err


def test_an_admin_locked_out_gets_a_new_password_and_nobody_else(capsys: Capture) -> None:
    admin = factories.post(Role.SECURITY_ADMIN)
    officer = factories.post()
    code, out, _ = run(capsys, "account", "reset", admin.user.username)
    password = re.search(r"一次性密码：(\S+)", out)
    admin.user.refresh_from_db()
    assert password
    assert admin.user.check_password(password[1])
    code, _, err = run(capsys, "account", "reset", officer.user.username)
    assert (code, "不是在任的人员管理" in err) == (2, True)


def test_tick_does_the_days_work_once(capsys: Capture, var: Path) -> None:
    at = timezone.now()
    factories.user(enabled_at=at - timedelta(days=91))
    Session.objects.create(session_key="old", session_data="", expire_date=at - timedelta(days=1))
    code, out, _ = run(capsys, "tick")
    assert code == 0
    assert "停用九十天未登录的账号 1 个" in out
    assert "与台账一致" in out
    assert "新存副本 1 份" in out
    assert not Session.objects.exists()
    code, again, _ = run(capsys, "tick")
    assert code == 0
    assert "没有九十天未登录的账号" in again
    assert "新存" not in again
    assert Checkpoint.objects.count() == 1
    [copy] = (var / "checkpoints").iterdir()
    assert json.loads(copy.read_text("utf-8"))["hash"] == Checkpoint.objects.get().hash


def test_tick_wipes_uploads_left_lying(capsys: Capture) -> None:
    kept = intake.keep(Upload("a.csv", 1, BytesIO(b"x")), at=timezone.now() - timedelta(hours=2))
    assert "清除搁置的上传文件 1 个" in run(capsys, "tick")[1]
    assert intake.kept(kept, at=timezone.now()) is None
    assert "没有搁置的上传文件" in run(capsys, "tick")[1]


def test_tick_sends_what_waits(capsys: Capture, settings: Any, var: Path) -> None:
    settings.OUTBOX = {"sms": ["mingbai.outbox.providers.ToFile"]}
    settings.OUTBOX_FILE = str(var / "out.jsonl")
    factories.message(channel="sms", to="13812345678")
    assert run(capsys, "tick", "--messages")[1] == "待发通知：发出 1 条，稍后再试 0 条，放弃 0 条\n"
    _, out, _ = run(capsys, "tick")
    assert "待发通知：没有待发的" in out
    assert "清除九十天前的收件人 1 个" in out


def test_tick_sets_a_wrong_count_right_and_says_so(capsys: Capture) -> None:
    factories.application()
    YearCount.objects.update(count=7)
    _, out, _ = run(capsys, "tick")
    assert "有 1 处与台账不符，已按台账改正" in out
    assert YearCount.objects.get().count == 1
    assert "与台账一致" in run(capsys, "tick")[1]


def test_a_task_that_fails_does_not_keep_the_others(capsys: Capture, var: Path) -> None:
    (var / "checkpoints").write_text("一个文件挡在目录的位置")
    factories.user(enabled_at=timezone.now() - timedelta(days=91))
    code, out, err = run(capsys, "tick")
    assert code == 1
    assert "停用九十天未登录的账号 1 个" in out
    assert "检查点：没有完成" in err


def test_audit_verify_says_whole_or_where(capsys: Capture, var: Path) -> None:
    factories.organ("bureau")
    run(capsys, "tick")
    copies = str(var / "checkpoints")
    code, out, _ = run(capsys, "audit", "verify", "--against", copies)
    assert (code, "审计日志完整：1 条链、1 条记录、1 个检查点。" in out) == (0, True)
    triggers.drop(connection)
    Event.objects.update(verb="organ.merged")
    triggers.install(connection)
    code, out, err = run(capsys, "audit", "verify")
    assert code == 1
    assert "链 bureau 第 1 号事件：内容与其散列值不符" in out
    assert "审计日志有 1 处问题。" in err


@pytest.mark.parametrize("text", ["不是JSON", "[]", '{"day": "2020-01-01"}'])
def test_a_file_that_is_no_copy_is_refused(text: str, capsys: Capture, var: Path) -> None:
    path = var / "x.json"
    path.write_text(text)
    code, _, err = run(capsys, "audit", "verify", "--against", str(path))
    assert (code, "x.json" in err) == (2, True)


def test_audit_show_reads_as_prose(capsys: Capture) -> None:
    factories.organ("bureau")
    code, out, _ = run(capsys, "audit", "show", "--organ", "bureau")
    assert code == 0
    assert re.match(r"#1 2020-01-10 12:00:00\+08:00 服务器命令 设立机关 机关 ", out)
    code, _, err = run(capsys, "audit", "show", "--organ", "nowhere")
    assert (code, "没有机关 nowhere" in err) == (2, True)
