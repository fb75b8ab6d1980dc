"""The corpus: 240 real texts imported as one batch; 25,934 real document numbers, each told of."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mingbai.accounts.roles import Role
from mingbai.files.uploads import Upload
from mingbai.records import actions
from mingbai.records.importing import manifest, pages
from mingbai.records.importing.source import Folder, Nothing
from mingbai.records.models import Batch, BatchRow, Conclusion, Publication, Record
from mingbai.records.queries import batches
from tests import factories
from tests.factories import NOON

TODAY = date(2026, 11, 24)
TEXTS = 240
# 每一行：照录、改正（各项改正都说明）、认不出（照原样保留）、没有文号
NUMBERS = {"行": 25_934, "照录": 12_295, "改正": 9_827, "没有文号": 3_778, "认不出": 34}


@pytest.fixture
def texts(reference: Path) -> Folder:
    return Folder(reference / "corpus" / "texts")


@pytest.fixture
def numbers(reference: Path) -> Path:
    return reference / "corpus" / "document-numbers.csv"


def imported(source: Folder) -> Batch:
    """A folder of texts through reading, the reviews of the batch, and publication."""
    organ = factories.coded(factories.organ("bureau"))
    staff = factories.records_staff(organ)
    listing = manifest.folder(source.names())
    by, at = staff[Role.OFFICER], factories.noon(TODAY)
    batch = actions.begin_batch(
        organ=organ, name="文稿", listing=listing, source=source, by=by, at=at
    )
    while actions.read_rows(batch.pk, limit=50, at=at):
        pass
    answers = {"may": "可以公开", "how": "全文", "scope": "社会", "when": "按期"}
    for role in (Role.REVIEWER, Role.SECRECY, Role.SIGNER):
        facts: dict[str, Any] = {"conclusion": Conclusion.PASSED, "basis": "第十七条", "at": at}
        actions.review_batch(batch.pk, answers=answers, by=staff[role], **facts)
    while actions.publish_batch(batch.pk, limit=50, by=by, at=at):
        pass
    return Batch.objects.get(pk=batch.pk)


def check(batch: Batch) -> None:
    counts = batches.progress(batch).counts
    assert counts == {BatchRow.State.PUBLIC: TEXTS}, list(
        BatchRow.objects.exclude(state=BatchRow.State.PUBLIC).values_list("number", "message")[:9]
    )
    assert batch.stage == Batch.Stage.DONE
    records = Record.objects.filter(organ=batch.organ)
    assert records.filter(migrated=True, public_version__isnull=False).count() == TEXTS
    assert Publication.objects.count() == TEXTS
    dated = records.filter(stated_on__isnull=False)
    assert dated.count() >= TEXTS * 0.98
    for record in dated.iterator():
        assert record.listed_at is not None
        assert record.stated_on is not None
        assert record.listed_at.date() == record.stated_on < TODAY
    untold = BatchRow.objects.filter(batch=batch, record__stated_on=None)
    assert all("没有写明日期" in row.message for row in untold)


@pytest.mark.django_db
def test_all_240_texts_are_imported_and_published_as_one_batch(
    texts: Folder, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    check(imported(texts))


def told(path: Path, name: str) -> Counter[str]:
    """What becomes of each number of a list: as it is, mended, unreadable, none."""
    with path.open("rb") as file:
        listing = manifest.listed(Upload(name, path.stat().st_size, file))
    found: Counter[str] = Counter()
    for line in listing.lines:
        written = line.values.get("doc_no", "")
        number, words = pages.number_of(written)
        if not words:
            found["照录"] += 1
            assert number == written.strip()
        elif "改为" in words:
            found["改正"] += 1
            assert number in words
        elif "认不出" in words:
            found["认不出"] += 1
            assert number in words
        else:
            assert words == "没有文号"
            found["没有文号"] += 1
    found["行"] = len(listing.lines)
    return found


def test_every_number_of_the_corpus_is_read_or_told(numbers: Path) -> None:
    found = told(numbers, "document-numbers.csv")
    assert found == NUMBERS


@pytest.mark.django_db
def test_rows_of_a_catalogue_without_texts_are_refused_each_in_words(
    numbers: Path, settings: Any, tmp_path: Path
) -> None:
    """The list has neither titles nor texts: nothing is imported, every row says why."""
    settings.VAR = tmp_path
    organ = factories.coded(factories.organ("bureau"))
    by = factories.records_staff(organ)[Role.OFFICER]
    lines = numbers.read_bytes().splitlines(keepends=True)[:40]
    path = tmp_path / "some.csv"
    path.write_bytes(b"".join(lines))
    with path.open("rb") as file:
        listing = manifest.listed(Upload(path.name, path.stat().st_size, file))
    facts: dict[str, Any] = {"source": Nothing(), "by": by, "at": NOON}
    batch = actions.begin_batch(organ=organ, name="文号", listing=listing, **facts)
    actions.read_rows(batch.pk, limit=100, at=NOON)
    batch.refresh_from_db()
    assert batch.stage == Batch.Stage.DONE
    messages = BatchRow.objects.filter(batch=batch).values_list("message", flat=True)
    assert all("没有标题" in words and "没有正文" in words for words in messages)
    assert not Record.objects.filter(organ=organ).exists()
