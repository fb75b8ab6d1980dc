"""The pages of 监督: what each shows, refuses and how much it asks the database."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ
from mingbai.oversight import actions, judged
from mingbai.oversight.models import Intake, Paper, Round
from tests import factories
from tests.oversight.papers import NOON, district, officer, taken, text
from tests.ui.shape import problems

pytestmark = pytest.mark.django_db
WRONG = {"t3.1/natural": 6}


@pytest.fixture
def organs(settings: Any, tmp_path: Path) -> dict[str, Organ]:
    settings.VAR = tmp_path
    return district()


@pytest.fixture
def office(organs: dict[str, Organ], client: Client) -> Post:
    post = officer(organs["root"])
    client.force_login(post.user)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    return post


def url(name: str, *arguments: Any) -> str:
    return reverse(f"oversight:{name}", args=arguments)


def send(client: Client, *files: tuple[str, bytes]) -> Any:
    made = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(url("upload"), {"papers": made})


def confirmed(paper: Paper, by: Post) -> list[str]:
    chosen = list(paper.issues.filter(severity="error").values_list("fingerprint", flat=True))
    actions.judge(paper.pk, chosen=chosen, verdict="confirmed", reason="", by=by, at=NOON)
    return chosen


def test_an_upload_is_read_step_by_step(client: Client, office: Post) -> None:
    answer = send(
        client,
        ("民政局.txt", text("示范市明阳区民政局").encode()),
        ("又一份.txt", text("某某学会").encode()),
        ("表.xlsx", b"PK\x03\x04"),
        ("民政局副本.txt", text("示范市明阳区民政局").encode()),
    )
    intake = Intake.objects.get()
    assert answer.headers["Location"] == intake.get_absolute_url()
    page = client.get(intake.get_absolute_url()).text
    assert problems(page) == []
    assert "已读取0份，共2份" in page
    assert "不能读这种文件" in page
    assert "与本次另一个文件相同" in page
    client.post(url("go_on", intake.pk))
    page = client.get(intake.get_absolute_url()).text
    assert "已读取2份，共2份" in page
    assert "示范市明阳区民政局2023年度，第1版" in page
    assert "全部读取完毕" in page
    assert "某某学会" in client.get(url("unassigned")).text


def test_hostile_files_are_refused_in_words(client: Client, office: Post) -> None:
    send(client, ("a.pdf", b"%PDF-1.4 broken"), ("b.html", b"<html>" + b"<div>" * 100_000))
    intake = Intake.objects.get()
    client.post(url("go_on", intake.pk))
    page = client.get(intake.get_absolute_url()).text
    assert "读不了" in page
    assert not Paper.objects.filter(waiting=True).exists()
    for paper in Paper.objects.all():
        assert client.get(paper.get_absolute_url()).status_code == 200


def test_too_many_files_at_once(client: Client, office: Post) -> None:
    answer = send(client, *((f"{n}.txt", b"x%d" % n) for n in range(51)))
    assert "一次最多50个文件" in answer.text
    assert not Intake.objects.exists()


def test_by_hand(client: Client, office: Post, organs: dict[str, Organ]) -> None:
    (paper,) = taken(office, text("某某学会"))
    page = client.get(url("assign", paper.pk)).text
    assert problems(page) == []
    assert "临河区" not in page
    client.post(url("assign", paper.pk), {"organ": "czj", "year": "2023"})
    paper.refresh_from_db()
    assert paper.organ == organs["tax"]
    assert (
        "已经归在这个机关"
        in client.post(url("assign", paper.pk), {"organ": "czj", "year": "2023"}).text
    )


def test_a_paper_with_everything(client: Client, office: Post) -> None:
    taken(office, text(year=2022))
    (paper,) = taken(office, text(changes=WRONG))
    page = client.get(paper.get_absolute_url()).text
    assert problems(page) == []
    for words in ("T3-R3", "T3-R5", "与上年对比", "查雷同", "读出的文字", "待判断"):
        assert words in page
    assert page.count("看这一格读自哪里") == sum(1 for item in judged.of(paper) if item.cell) > 0
    page = client.get(paper.get_absolute_url(), {"cell": "t3.1/natural"}).text
    assert problems(page) == []
    assert "更正并重新核对" in page
    assert client.get(paper.get_absolute_url(), {"cell": "t9/x"}).status_code == 404


def test_a_correction_beside_the_source(client: Client, office: Post) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    address = url("correct", paper.pk, "t3.1/natural")
    assert "填写原因" in client.post(address, {"value": "5"}).text
    client.post(address, {"value": "5", "reason": "原件第2页"})
    page = client.get(paper.get_absolute_url(), {"cell": "t3.1/natural"}).text
    assert "更正为5" in page
    assert "原件第2页" in page
    assert "“6”" in page
    assert "T3-R3" not in page


def test_judging(client: Client, office: Post) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    one = paper.issues.filter(severity="error").first()
    assert one
    page = client.post(url("judge", paper.pk), {"verdict": "dismissed", "finding": one.fingerprint})
    assert "没有写明理由" in page.text
    client.post(
        url("judge", paper.pk),
        {"verdict": "dismissed", "finding": one.fingerprint, "reason": "口径不同"},
    )
    assert "口径不同" in client.get(paper.get_absolute_url(), {"state": "dismissed"}).text
    client.post(url("recheck", paper.pk))
    assert "口径不同" in client.get(paper.get_absolute_url(), {"state": "dismissed"}).text


def test_a_round_and_the_new_version(client: Client, office: Post) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    confirmed(paper, office)
    page = client.post(url("open_round", paper.pk), {"due_on": "2000-01-01"}).text
    assert "应在今天之后" in page
    client.post(url("open_round", paper.pk), {"due_on": "2099-01-01"})
    made = Round.objects.get()
    assert "还没有收到新版本" in client.get(made.get_absolute_url()).text
    taken(office, text(changes={"review/upheld": 1}))
    page = client.get(made.get_absolute_url()).text
    assert problems(page) == []
    assert "已改正" in page
    assert "新出现的问题" in page
    assert "T4-R1" in page
    assert problems(client.get(url("rounds")).text) == []
    client.post(made.get_absolute_url(), {"note": "已改正并重新公布"})
    made.refresh_from_db()
    assert made.closed_at


def test_the_letter_holds_only_what_is_confirmed(client: Client, office: Post) -> None:
    docx = pytest.importorskip("docx")
    (paper,) = taken(office, text(changes=WRONG))
    assert client.get(url("letter", paper.pk)).status_code == 302
    one = paper.issues.filter(rule="T3-R3").values_list("fingerprint", flat=True)
    actions.judge(paper.pk, chosen=list(one), verdict="confirmed", reason="", by=office, at=NOON)
    answer = client.get(url("letter", paper.pk))
    document = docx.Document(BytesIO(answer.content))
    words = [p.text for p in document.paragraphs]
    words += [c.text for t in document.tables for row in t.rows for c in row.cells]
    whole = "\n".join(words)
    assert "示范市明阳区民政局" in whole
    assert "各类申请人之和" in whole
    assert "本年新收＋上年结转" not in whole


def test_the_original_is_only_a_download(client: Client, office: Post) -> None:
    (paper,) = taken(office, text())
    answer = client.get(url("original", paper.pk))
    assert answer.content.decode() == text()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_two_papers_side_by_side(client: Client, office: Post) -> None:
    first, second = taken(office, text(), text("示范市明阳区财政局", changes=WRONG))
    page = client.get(url("compare", second.pk, first.pk)).text
    assert problems(page) == []
    assert "本年新收政府信息公开申请数量 · 自然人" in page


def test_copied_text_is_found(client: Client, office: Post) -> None:
    prose = "".join(
        f"本机关第{n}项工作认真组织学习培训，不断提高公开水平，效果良好。"
        for n in "一二三四五六七八"
    )
    first, _ = taken(office, text(prose=prose), text("示范市明阳区财政局", prose=prose))
    page = client.get(url("alike", first.pk)).text
    assert problems(page) == []
    assert "%相同" in page
    assert "示范市明阳区财政局2023年度" in page


def test_the_ledger_narrows_and_exports(client: Client, office: Post) -> None:
    taken(
        office,
        text(changes=WRONG),
        text("示范市明阳区财政局", changes={"review/upheld": 1}, prose="=1+1"),
    )
    page = client.get(url("issues"), {"organ": "mzj", "severity": "error"}).text
    assert problems(page) == []
    assert "T3-R3" in page
    assert ">T4-R1</td>" not in page
    book = load_workbook(BytesIO(b"".join(client.get(url("export"), {"rule": "T4-R1"}))))  # type: ignore[arg-type]
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[2] for row in rows] == ["规则", "T4-R1"]
    assert rows[1][0] == "示范市明阳区财政局"


def test_the_board_counts_with_its_denominator(client: Client, office: Post) -> None:
    taken(office, text())
    page = client.get(url("board"), {"year": "2023"}).text
    assert problems(page) == []
    assert "应有3个机关的报告，已收1个机关的" in page
    assert "不算百分比" in page
    assert "%" not in page.split("<main")[1].split("</main>")[0]
    assert (
        "示范市明阳区民政局"
        not in client.get(url("board"), {"year": "2023", "only": "lacking"}).text.split("<tbody>")[
            1
        ]
    )


def test_a_year_is_checked_again(client: Client, office: Post) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    chosen = confirmed(paper, office)
    Paper.objects.update(engine="0.0.1")
    assert "1份是旧版程序读的" in client.get(url("board"), {"year": "2023"}).text
    client.post(url("recheck_year"), {"year": "2023"})
    paper.refresh_from_db()
    assert (paper.engine, paper.waiting) != ("0.0.1", True)
    page = client.get(paper.get_absolute_url(), {"state": "confirmed"}).text
    assert page.count('type="checkbox"') == len(chosen)


def test_an_auditor_reads_and_changes_nothing(
    client: Client, office: Post, organs: dict[str, Organ]
) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    client.force_login(factories.post(Role.AUDITOR, organs["root"]).user)
    page = client.get(paper.get_absolute_url()).text
    assert "不能改动" in page
    assert 'type="checkbox"' not in page
    for name in ("judge", "recheck", "open_round"):
        assert client.post(url(name, paper.pk)).status_code == 404


def test_a_foreign_office_sees_nothing(
    client: Client, office: Post, organs: dict[str, Organ]
) -> None:
    (paper,) = taken(office, text(changes=WRONG))
    client.force_login(officer(organs["foreign"]).user)
    assert client.get(paper.get_absolute_url()).status_code == 404
    assert client.get(url("intake", paper.intake_id)).status_code == 404
    for name in ("board", "issues", "unassigned"):
        assert "民政局2023" not in client.get(url(name)).text


@pytest.mark.parametrize("name", ["board", "issues", "unassigned", "rounds", "upload", "export"])
def test_more_papers_cost_no_more_statements(name: str, client: Client, office: Post) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url(name), {"year": "2023"} if name == "board" else {})
            assert answer.status_code == 200
        return len(asked)

    taken(office, text(changes=WRONG), text("某会"))
    statements()  # the session is there
    few = statements()
    more = [text(f"某{n}会", changes=WRONG) for n in "一二三四"]
    taken(office, text("示范市明阳区财政局", changes=WRONG), text(year=2022), *more)
    assert statements() == few


def test_a_government_costs_no_more_statements_for_more_organs(
    client: Client, office: Post, organs: dict[str, Organ]
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(whole.get_absolute_url()).status_code == 200
        return len(asked)

    whole, _ = taken(office, text("示范市明阳区人民政府"), text())
    statements()
    few = statements()
    taken(office, text("示范市明阳区财政局"))
    assert statements() == few
