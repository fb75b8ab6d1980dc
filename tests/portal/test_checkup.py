"""年报体检: what anybody gets for a report, and for what is no report or wants to do harm."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingbai.oversight.models import Paper
from mingbai.portal import checkup_bounds
from tests.oversight.papers import text
from tests.ui.shape import problems

pytestmark = pytest.mark.django_db
WRONG = {"t3.1/natural": 6}


@pytest.fixture(autouse=True)
def _nothing_kept(settings: Any, tmp_path: Path) -> Any:
    settings.VAR = tmp_path / "var"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    cache.clear()
    yield
    assert list(tmp_path.rglob("*")) == []
    assert not Paper.objects.exists()


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def package(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", content)
    return made.getvalue()


def encrypted_pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]"
        + (b"/Count 0>>endobj\n3 0 obj<</Filter/Standard/V 1/R 2/O(" + b"a" * 32 + b")/U(")
        + (b"b" * 32 + b")/P -4>>endobj\ntrailer<</Root 1 0 R/Encrypt 3 0 R/ID[(a)(a)]>>\n%%EOF")
    )


def test_the_form(client: Client) -> None:
    answer = client.get("/checkup/")
    assert problems(answer.text) == []
    assert "不保存，不记录" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_pasted_report(client: Client) -> None:
    answer = client.post("/checkup/", {"text": text(changes=WRONG)})
    page = answer.text
    assert problems(page) == []
    assert "三张表200格都读到了" in page
    for words in ("示范市明阳区民政局", "2023", "2021年格式", "T3-R3", "应为：", "实为："):
        assert words in page
    assert 'data-cell="t3.1/natural" class="bad"' in page


def test_a_file(client: Client) -> None:
    answer = client.post("/checkup/", {"file": upload("报告.txt", text().encode())})
    assert "三张表200格都读到了" in answer.text


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("chengyang-2019.txt", "读全"),
        ("hongze-district-2024.pdf", "读全"),
        ("hangzhou-2025.html", "读全"),
        ("blank-form-2021.docx", "空白表"),
        ("partial-futian-2024.txt", "没有读全"),
    ],
)
def test_real_reports(name: str, verdict: str, client: Client, reference: Path) -> None:
    data = (reference / "reports" / name).read_bytes()
    assert verdict in client.post("/checkup/", {"file": upload(name, data)}).text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.xlsx", b"PK\x03\x04", "不能读这种文件"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("a.html", b"PK\x03\x04rest", "内容却是Word文档或压缩包"),
        ("a.pdf", b"no pdf", "内容却是别的内容"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "旧版 Office"),
        ("a.docx", package(b"<w>" + b"0" * 200_000_000), "读不了"),
        ("a.pdf", encrypted_pdf(), "读不了"),
        ("a.txt", "今天天气很好。".encode() * 50, "不是年度报告"),
        ("a.html", b"<html>" + b"<div>" * 1_900_000, "不是年度报告"),
        ("a.txt", b"x" * (checkup_bounds.MOST_BYTES + 1), "文件超过10 MB"),
    ],
    ids=[
        "空文件", "表格", "旧版Word", "改名的压缩包", "不是PDF", "加密的Word", "压缩炸弹",
        "加密的PDF", "不是报告", "层层嵌套的网页", "太大",
    ],
)  # fmt: skip
def test_what_is_refused_in_words(name: str, data: bytes, words: str, client: Client) -> None:
    answer = client.post("/checkup/", {"file": upload(name, data)})
    assert answer.status_code == 200
    assert words in answer.text


def test_what_was_pasted_stays_on_error(client: Client) -> None:
    facts = {"text": "某局的报告", "file": upload("a.txt", b"text")}
    page = client.post("/checkup/", facts).text
    assert "只能选一样" in page
    assert "某局的报告</textarea>" in page
    assert "请选择一个文件，或者粘贴报告全文" in client.post("/checkup/", {"text": "  "}).text


def test_when_all_places_are_taken(client: Client) -> None:
    with checkup_bounds.slot() as first, checkup_bounds.slot() as second:
        assert first
        assert second
        answer = client.post("/checkup/", {"text": text()})
        assert answer.status_code == 503
        assert "请稍后再试" in answer.text
        assert "示范市明阳区民政局2023年" in answer.text
    with checkup_bounds.slot() as free:
        assert free


def test_too_often_from_one_place(client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"checkup": {"address": "1/10m", "network": "9/10m"}}
    assert client.post("/checkup/", {"text": "某局"}).status_code == 200
    answer = client.post("/checkup/", {"text": "某局"})
    assert answer.status_code == 429
    assert "请过10分钟再试" in answer.text
    assert client.post("/checkup/", {"text": "某局"}, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_the_result_as_json(client: Client) -> None:
    page = client.post("/checkup/", {"text": text()}).text
    data = page.split('name="data" value="')[1].split('"')[0]
    answer = client.post("/checkup/result.json", {"data": data})
    found = json.loads(answer.content)
    assert found["complete"]
    assert found["tables"]["t3"]["t3.1"]["natural"] == 5
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.post("/checkup/result.json", {"data": data + "x"}).status_code == 302


def test_a_forged_post_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/checkup/", {"text": text()}).status_code == 403
    assert strict.post("/checkup/result.json", {"data": "x"}).status_code == 403
