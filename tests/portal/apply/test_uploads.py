"""Hostile files at the form: refused in words, nothing stored, nothing filed (UPL-01…07)."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingbai.applications.models import Application, Attachment
from tests.files.attachments import making
from tests.portal.apply import journey
from tests.portal.apply.journey import Office

MACRO = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb() -> bytes:
    return making.word(**{"word/media/a.bin": b"\0" * 300_000_000})


HOSTILE = [
    ("一图两用.pdf", making.pdf() + making.package({"a.txt": "x"}), "application/pdf"),
    ("压缩炸弹.docx", bomb, ""),
    ("带宏.docx", making.word(**MACRO), ""),  # type: ignore[arg-type]
    ("一亿像素.png", making.huge_png(10_000, 10_000), "image/png"),
    ("图.svg", SVG, "image/svg+xml"),
    ("图.png", SVG, "image/png"),
    ("申请\u202efdp.exe", b"MZ", "application/octet-stream"),
    ("申请\u202eexe.pdf", making.pdf(), "application/pdf"),
    ("空.pdf", b"", "application/pdf"),
]


def stored(settings: Any) -> list[Path]:
    return [path for path in Path(settings.VAR).rglob("*") if path.is_file()]


@pytest.mark.parametrize(("name", "data", "kind"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_a_hostile_file_is_refused_and_nothing_is_stored(
    place: Office, client: Client, settings: Any, name: str, data: Any, kind: str
) -> None:
    content = data() if callable(data) else data
    file = journey.upload(name, content, kind)
    answer = client.post("/apply/jianshe/", journey.form(client, attached=file))
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert "附件：" in answer.text
    assert "附件须重新选择" in answer.text
    assert "\u202e" not in answer.text
    assert not Application.objects.exists()
    assert not Attachment.objects.exists()
    assert stored(settings) == []


def test_eleven_files_and_fifty_one_megabytes_are_too_many(place: Office, client: Client) -> None:
    eleven = [journey.upload(f"{place}.pdf") for place in range(11)]
    answer = client.post("/apply/jianshe/", journey.form(client, attached=eleven))
    assert "一次最多上传10个文件" in answer.text
    large = [
        journey.upload(f"{place}.pdf", b"%PDF-1.4\n" + b"0" * 18_000_000) for place in range(3)
    ]
    answer = client.post("/apply/jianshe/", journey.form(client, attached=large))
    assert "超过50 MB" in answer.text
    assert not Application.objects.exists()


def test_good_files_are_sealed_under_random_names(
    place: Office, client: Client, settings: Any
) -> None:
    files = [journey.upload("身份证.jpg", making.jpg(), "image/jpeg"), journey.upload("线索.pdf")]
    journey.filed(client, attached=files)
    rows = list(Attachment.objects.all())
    assert {row.name for row in rows} == {"身份证.jpg", "线索.pdf"}
    kept = stored(settings)
    assert len(kept) == 2
    assert not any(path.read_bytes().startswith((b"%PDF", b"\xff\xd8")) for path in kept)
    assert not any("身份证" in path.name for path in kept)


def test_files_are_refused_with_a_forged_token(place: Office, settings: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    data = journey.form(Client())
    assert strict.post("/apply/jianshe/", data).status_code == 403
    assert not Application.objects.exists()
