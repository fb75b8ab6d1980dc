"""The virus scanner, where the deployer has one: clamd's INSTREAM, on this host (UPL-07)."""

import socket
import struct

from django.conf import settings

from mingbai.refusal import Refusal

SECONDS = 60.0
_CHUNK = 256 * 1024


def check(data: bytes) -> None:
    """Raises ``Refusal`` for a virus, and where the scanner is named but does not answer.

    Nothing is asked while ``CLAMD`` is empty.
    """
    if not settings.CLAMD:
        return
    try:
        answer = _ask(settings.CLAMD, data)
    except (OSError, ValueError):
        answer = ""
    if answer.endswith(" FOUND"):
        raise Refusal("文件里有病毒", remedy="请杀毒后再上传，或者换一台电脑重新制作")
    if not answer.endswith(": OK"):
        raise Refusal(
            "病毒检查暂时不能进行，没有收下这个文件", remedy="请稍后再试，或者不带附件先提交"
        )


def _ask(address: str, data: bytes) -> str:
    """clamd's answer to the bytes. Raises ``OSError``."""
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), _CHUNK):
            chunk = data[start : start + _CHUNK]
            line.sendall(struct.pack("!I", len(chunk)) + chunk)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while part := line.recv(4096):
            answer += part
            if answer.endswith(b"\0") or len(answer) > 4096:
                break
    return answer.rstrip(b"\0\r\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host or "127.0.0.1", int(port)), timeout=SECONDS)
