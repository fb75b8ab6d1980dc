"""Kept sealed, shown by name, given back as a download (UPL-07…09)."""

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mingbai.files import attachments
from mingbai.files.attachments import names
from mingbai.refusal import Refusal
from mingbai.vault.errors import Tampered
from tests.files.attachments.making import jpg, upload


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


def test_a_kept_file_is_found_by_its_name_and_place_only(var: Path) -> None:
    data = attachments.accept(upload(jpg(), "照片.jpg")).data
    name = attachments.keep(data, about="applications.attachment|1")
    assert attachments.fetch(name, about="applications.attachment|1") == data
    with pytest.raises(Tampered):
        attachments.fetch(name, about="applications.attachment|2")
    written = [path for path in var.rglob("*") if path.is_file()]
    assert all("照片" not in str(path) for path in written)
    assert all(data[:20] not in path.read_bytes() for path in written)
    attachments.drop(name)
    with pytest.raises(Refusal, match="不见了"):
        attachments.fetch(name, about="applications.attachment|1")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("D:\\某人\\a\\身份证.jpg", "身份证.jpg"),
        ("../../etc/身份证.jpg", "身份证.jpg"),
        ("  a   b .jpg", "a b.jpg"),
        ('a<b>"c"|d?.jpg', "a_b__c__d_.jpg"),
        ("..jpg", "jpg"),
        ("e\u0301.jpg", "é.jpg"),
        ("长" * 200 + ".jpg", "长" * 56 + ".jpg"),
        ("无扩展名", "无扩展名"),
    ],
)
def test_the_name_as_it_is_shown(given: str, shown: str) -> None:
    assert names.tidy(given) == shown
    assert len(shown) <= names.LONGEST


def test_the_answer_is_a_download_and_nothing_else() -> None:
    answer = attachments.response(b"x", "身份证 正面.jpg", "jpg")
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert "%E8%BA%AB%E4%BB%BD%E8%AF%81%20" in disposition
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer["Cache-Control"]


class _Clamd(socketserver.BaseRequestHandler):
    """What clamd says to INSTREAM: it finds the bytes ``EICAR``."""

    def handle(self) -> None:
        line = self.request.makefile("rb")
        assert line.read(10) == b"zINSTREAM\0"
        data = b""
        while size := int.from_bytes(line.read(4), "big"):
            data += line.read(size)
        found = b"stream: Eicar FOUND\0" if b"EICAR" in data else b"stream: OK\0"
        self.request.sendall(found)


@pytest.fixture
def clamd(settings: Any) -> Iterator[socketserver.ThreadingTCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Clamd) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()
        thread.join()


def test_the_virus_scanner_is_asked(clamd: socketserver.ThreadingTCPServer) -> None:
    assert attachments.accept(upload(jpg(), "a.jpg")).kind == "jpg"
    with pytest.raises(Refusal, match="文件里有病毒"):
        attachments.accept(upload(jpg(comment=b"EICAR"), "a.jpg"))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "127.0.0.1:x"])
def test_a_scanner_that_does_not_answer_lets_nothing_pass(settings: Any, address: str) -> None:
    settings.CLAMD = address
    with pytest.raises(Refusal, match="病毒检查暂时不能进行"):
        attachments.accept(upload(jpg(), "a.jpg"))
