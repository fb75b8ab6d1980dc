"""Saved web archives (.mht) and mails: every part by itself."""

from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.parser import BytesParser

from mingbai.rules.privacy import Passage
from mingbai.scanning import opening
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.pieces import Piece, under


def pieces(data: bytes, name: str, bounds: Bounds, depth: int) -> Iterator[Piece]:
    """The subject and the parts; a page in its own encoding is told it."""
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    yield Passage(
        "邮件头", "\n".join(str(message.get(key, "")) for key in ("From", "To", "Subject"))
    )
    bounds.enter(1)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not content.strip():
            continue
        bounds.enter(1)
        bounds.unpack(len(content))
        charset = part.get_content_charset()
        if part.get_content_maintype() == "text" and charset not in (None, "utf-8"):
            with suppress(LookupError, UnicodeDecodeError):
                content = content.decode(charset or "utf-8").encode("utf-8")
        if part.get_content_maintype() != "application":
            inner = part.get_filename() or part.get_content_type()
            yield from under(inner, opening.pieces(content, inner, bounds, depth + 1))
