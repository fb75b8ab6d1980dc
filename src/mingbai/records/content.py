"""What a version of a document says: body, metadata, files; to and from JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

OPEN = "proactive"


@dataclass(frozen=True)
class FileRef:
    """A file of the version: bound by its hash, so that reviews cover it."""

    name: str
    sha256: str
    kind: str
    size: int


@dataclass(frozen=True)
class Document:
    """The text and the metadata of a document; empty where it has none.

    ``issuers`` are the names of joint issuers, the lead first; ``change_reason`` and
    ``change_note`` tell the public why a published text was replaced.
    """

    summary: str = ""
    body: str = ""
    issuers: tuple[str, ...] = ()
    doc_no: str = ""
    theme: str = ""
    genre: str = ""
    item: str = ""
    column: str = ""
    formed_on: date | None = None
    stated_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    register_no: str = ""
    openness: str = OPEN
    openness_ground: str = ""
    term: str = ""
    channels: tuple[str, ...] = ("website",)
    audience: str = ""
    source: str = ""
    source_link: str = ""
    keywords: str = ""
    editor: str = ""
    files: tuple[FileRef, ...] = ()
    change_reason: str = ""
    change_note: str = ""

    def as_content(self) -> dict[str, Any]:
        """What JSON can hold; empty fields are left out, so that equal texts have equal bytes."""
        found = {name: value for name, value in asdict(self).items() if value}
        return {name: _plain(value) for name, value in found.items()}


DATES = ("formed_on", "stated_on", "effective_on", "expires_on")
_NAMES = frozenset(each.name for each in fields(Document))


def document(content: Mapping[str, Any]) -> Document:
    """The document of a content; what it does not know is left aside."""
    facts: dict[str, Any] = {name: value for name, value in content.items() if name in _NAMES}
    for name in DATES:
        if isinstance(facts.get(name), str):
            facts[name] = date.fromisoformat(facts[name])
    for name in ("issuers", "channels"):
        if name in facts:
            facts[name] = tuple(facts[name])
    if "files" in facts:
        facts["files"] = tuple(FileRef(**each) for each in facts["files"])
    return Document(**facts)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
