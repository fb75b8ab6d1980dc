"""Title and metadata of a text written beside its record, where lists and filters find them."""

from mingbai.organs.models import Site
from mingbai.records import terms
from mingbai.records.content import Document
from mingbai.records.models import Column, Record

COLUMNS = [
    "title",
    "column",
    "item",
    "theme",
    "genre",
    "doc_no",
    "formed_on",
    "effective_on",
    "expires_on",
    "stated_on",
    "public_until",
    "openness",
    "due_on",
]


def show(record: Record, title: str, document: Document) -> None:
    """Set the listed columns of the record; the caller saves ``COLUMNS``."""
    record.title = title or "（无标题）"
    if document.column != (record.column.code if record.column else ""):
        record.column = column(record, document.column)
    record.item, record.theme, record.genre = document.item, document.theme, document.genre
    record.doc_no, record.openness = document.doc_no, document.openness
    record.formed_on, record.stated_on = document.formed_on, document.stated_on
    record.effective_on, record.expires_on = document.effective_on, document.expires_on
    record.public_until = document.public_until
    record.due_on = terms.due_on(record.kind, document)


def column(record: Record, code: str) -> Column | None:
    """The column of that code on the site that shows the record's organ; None for none."""
    if not code:
        return None
    roots = record.organ.path.rstrip("/").split("/")
    site = Site.objects.filter(root__code__in=roots).order_by("-root__path").first()
    return Column.objects.filter(site=site, code=code).first() if site else None
