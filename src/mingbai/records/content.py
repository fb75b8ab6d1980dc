"""What a version of a document says: body, metadata, files; to and from JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from mingbai.prose.pictures import address

OPEN = "proactive"
PICTURE = "picture"


@dataclass(frozen=True)
class FileRef:
    """A file of the version: bound by its hash, so that reviews cover it.

    ``use`` is ``PICTURE`` for what the body shows, ``width`` × ``height`` pixels; else empty.
    """

    name: str
    sha256: str
    kind: str
    size: int
    use: str = ""
    width: int = 0
    height: int = 0

    @property
    def placed(self) -> str:
        """Its name among the public files; that of a picture is made of its hash."""
        return self.placed_at.removeprefix("files/") if self.use == PICTURE else self.name

    @property
    def placed_at(self) -> str:
        """What a body calls it."""
        return address(self.sha256, self.kind)

    def as_content(self) -> dict[str, Any]:
        """What JSON can hold, of a plain attachment only what every file has."""
        found = asdict(self)
        return {name: found[name] for name in found if name in ALWAYS or found[name]}


ALWAYS = ("name", "sha256", "kind", "size")


@dataclass(frozen=True)
class Document:
    """The text and the metadata of a document; empty where it has none.

    ``issuers`` are the names of joint issuers, the lead first; ``consulted`` and ``approval`` say
    whom it was confirmed with and who agreed to its publication (第十一条), for the reviewers.
    ``change_reason`` and ``change_note`` tell the public why a published text was replaced.
    ``public_until`` is the last day of a publicity period (公示): the day after, the system takes
    the record down.
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
    public_until: date | None = None
    register_no: str = ""
    openness: str = OPEN
    openness_ground: str = ""
    openness_reason: str = ""
    term: str = ""
    channels: tuple[str, ...] = ("website",)
    audience: str = ""
    source: str = ""
    source_link: str = ""
    keywords: str = ""
    editor: str = ""
    files: tuple[FileRef, ...] = ()
    consulted: str = ""
    approval: str = ""
    change_reason: str = ""
    change_note: str = ""

    def as_content(self) -> dict[str, Any]:
        """What JSON can hold; empty fields are left out, so that equal texts have equal bytes."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: _plain(value) for name, value in found.items() if value}

    @property
    def attached(self) -> tuple[FileRef, ...]:
        """Its files without the pictures of the body."""
        return tuple(each for each in self.files if each.use != PICTURE)

    @property
    def pictures(self) -> tuple[FileRef, ...]:
        """The files that the body shows."""
        return tuple(each for each in self.files if each.use == PICTURE)


DATES = ("formed_on", "stated_on", "effective_on", "expires_on", "public_until")
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
    if isinstance(value, tuple):
        return [each.as_content() if isinstance(each, FileRef) else each for each in value]
    return value
