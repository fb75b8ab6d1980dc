"""More public records like one, each with its number, version and publication: long lists."""

from typing import Any

from mingbai.records.models import Publication, Record, Version

LIKE = ("organ", "kind", "column", "item", "theme", "first_public_at", "listed_at")


def copies(record: Record, count: int, **facts: Any) -> None:
    """``count`` rows with the text of ``record``, titled 第0件 and so on."""
    one = record.public_version
    assert one is not None
    later = {"first_public_at", "listed_at"}
    shown = {name: getattr(record, name) for name in LIKE} | facts
    rows = Record.objects.bulk_create(
        Record(
            **{name: value for name, value in shown.items() if name not in later},
            key=f"copy{n}",
            title=f"第{n}件",
            index_no=f"{n:018d}/2020-00009",
        )
        for n in range(count)
    )
    texts = Version.objects.bulk_create(
        Version(
            record=row, number=1, title=row.title, body=one.body, sha256=one.sha256,
            author=one.author, made_at=one.made_at,
        )
        for row in rows
    )  # fmt: skip
    Publication.objects.bulk_create(
        Publication(version=text, by=one.author, at=shown["first_public_at"]) for text in texts
    )
    for row, text in zip(rows, texts, strict=True):
        row.public_version = text
        row.first_public_at, row.listed_at = shown["first_public_at"], shown["listed_at"]
    Record.objects.bulk_update(rows, ["public_version", "first_public_at", "listed_at"])
