"""An import of an existing site: the batch is begun, its rows are read, corrected or left out.

Every row is a transaction of its own, so that it can be broken off and gone on with at any row.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.files import store
from mingbai.organs.models import Organ
from mingbai.prose.pictures import address
from mingbai.records import intake, manifests, numbering, permissions, pictures, privacy
from mingbai.records.actions import fixing
from mingbai.records.actions.attaching import attach
from mingbai.records.content import Document, FileRef
from mingbai.records.importing import bodies, images, pages
from mingbai.records.importing.manifest import Line, Listing
from mingbai.records.importing.pages import Page
from mingbai.records.importing.source import Finder, Source
from mingbai.records.intake import Taken
from mingbai.records.models import Batch, BatchRow, Record
from mingbai.records.queries import batches
from mingbai.refusal import Refusal

MESSAGE = 500
AT_ONCE = 1000
_States = BatchRow.State


def begin_batch(
    *,
    organ: Organ,
    name: str,
    listing: Listing,
    source: Source,
    defaults: Mapping[str, str] | None = None,
    by: Post,
    at: datetime,
) -> Batch:
    """Keep the list and its files; nothing is read yet.

    ``defaults`` fill the cells that a line leaves blank.  Raises ``PermissionDenied``, and
    ``Refusal`` for an empty list and for an organ that no index number can be made for.
    """
    permissions.check_held(by, at)
    permissions.check_can_draft(by, organ)
    if not organ.credit_code:
        raise Refusal(
            f"{organ}还没有录入统一社会信用代码，不能编索引号",
            article="《政府信息公开条例》第十二条",
            remedy="请政务公开科在“机构”中补录后再导入",
        )
    if not listing.lines:
        raise Refusal("清单里一行也没有", remedy="请核对选中的文件")
    finder = Finder(source.names())
    usual = {key: value for key, value in (defaults or {}).items() if value}
    # 文件先存好：中断的只留下无主的文件，没有半个批次
    kept = [(line.number, _kept(line, usual, finder, source)) for line in listing.lines]
    with transaction.atomic():
        batch = Batch.objects.create(
            organ=organ,
            site=batches.site_of(organ.path),
            name=name.strip()[:120] or f"{timezone.localdate(at):%Y-%m-%d} 导入",
            total=len(kept),
            by=by,
            at=at,
        )
        made = (BatchRow(batch=batch, number=number, data=data) for number, data in kept)
        BatchRow.objects.bulk_create(made, batch_size=AT_ONCE)
        _event("batch.begun", batch, by=by, at=at, rows=len(kept))
    return batch


def read_rows(batch_id: int, *, limit: int, at: datetime) -> int:
    """Read the next rows, each into a record with a version that waits for the batch's review.

    In the name of who began it.  Returns how many were read; 0 when none is left.  Raises
    ``Refusal`` when he no longer holds the post.
    """
    batch = Batch.objects.select_related("organ", "site", "by__user").get(pk=batch_id)
    if batch.stage != Batch.Stage.READING:
        return 0
    if not permissions.on_duty(batch.by, at):
        raise Refusal("开始这一批次的人已不在岗", remedy="请作废本批次，由在岗的人重新导入")
    permissions.check_can_draft(batch.by, batch.organ)
    columns = batches.column_codes(batch.site)
    keys = batches.waiting(batch, _States.WAITING, limit)
    for key in keys:
        _read(batch, key, columns, at)
    if len(keys) < limit:
        _finish(batch_id, at=at)
    return len(keys)


def _kept(
    line: Line, usual: Mapping[str, str], finder: Finder, source: Source
) -> dict[str, object]:
    """A line as it is kept: its cells, and its files by their hashes."""
    values, bad, files = dict(usual) | line.values, list(line.bad), []
    body: dict[str, str] | None = None
    text, at = values.get("text", ""), ""
    for column, names in (
        ("body", [values["body"]] if "body" in values else []),
        ("files", list(pages.file_names(values.get("files", "")))),
    ):
        for name in names:
            try:
                found = finder.find(name)
                content = source.read(found)
                entry = {"name": pages.file_name(found), "sha256": store.put(content)}
            except Refusal as refusal:
                bad.append(str(refusal))
                continue
            if column == "body":
                body, text, at = entry, bodies.asked(found, content), found
            else:
                files.append(entry)
    asked = _pictures(text, at, finder, source)
    more = {"pictures": asked} if asked else {}
    return {"values": values, "bad": bad, "body": body, "files": files, **more}


def _pictures(text: str, at: str, finder: Finder, source: Source) -> dict[str, str]:
    """The pictures that lie beside a text, by what it calls them; a missing one is told later."""
    found: dict[str, str] = {}
    for src in images.asked(text):
        with suppress(Refusal):
            found[src] = store.put(source.read(images.beside(finder, at, src)))
    return found


def _read(batch: Batch, key: int, columns: Mapping[str, str], at: datetime) -> None:
    """One row: understood outside the transaction, written in one."""
    row = BatchRow.objects.get(pk=key)
    taken: list[Taken] = []  # 附件和正文里的图片
    try:
        page = _page(row, columns, taken, at)
    except Refusal as refusal:
        page = _refused(str(refusal))
    except Exception as error:  # a file that a reader stumbles over keeps no other row waiting
        page = _refused(f"文件读不了（{type(error).__name__}），请核对后重新导入")
    try:
        _write(batch, row, page, taken, at)
    except Refusal as refusal:
        _write(batch, row, _refused(str(refusal)), [], at)


def _refused(words: str) -> Page:
    return Page("", pages.OTHER, Document(), refused=(words,))


def _write(batch: Batch, row: BatchRow, page: Page, taken: list[Taken], at: datetime) -> None:
    """What became of a row, in one transaction; nothing where another was faster."""
    with transaction.atomic():
        fresh = BatchRow.objects.select_for_update().get(pk=row.pk)
        if fresh.state != _States.WAITING or fresh.data != row.data:
            return
        if page.refused:
            _say(fresh, _States.REFUSED, *page.refused, *page.notes)
        elif known := Record.objects.filter(organ=batch.organ, key=page.key()).first():
            fresh.record = known
            _say(fresh, _States.SAME, f"与“{known.title[:60]}”内容相同", *page.notes)
        elif conflict := _taken_address(batch, page):
            _say(fresh, _States.REFUSED, conflict)
        else:
            _make(batch, fresh, page, taken, at)
        fresh.save()


def _page(row: BatchRow, columns: Mapping[str, str], taken: list[Taken], at: datetime) -> Page:
    data = row.data
    if data["bad"]:
        raise Refusal("；".join(data["bad"]))
    today = timezone.localdate(at)
    for each in data["files"]:
        found = store.get(each["sha256"])
        taken.append(intake.take(found, each["name"], today, use_cleaned=True, knowing=True))
    refs = tuple(FileRef(t.name, store.put(t.data), t.kind, len(t.data)) for t in taken)
    text = _text(data, taken, today)
    page = pages.page(data["values"], text, files=refs, columns=columns, today=today)
    return replace(
        page, notes=(*(f"改正前：{was}" for was in data.get("amended", [])), *page.notes)
    )


def _text(data: Mapping[str, Any], taken: list[Taken], today: date) -> bodies.Body | None:
    """The body of a row; its pictures join what is ``taken``."""

    def take(picture: bytes, name: str) -> str:
        made = pictures.take(picture, name, today, use_cleaned=True, knowing=True)
        taken.append(made)
        return address(made.sha256, made.kind)

    shown = images.Images(data.get("pictures", {}), store.get, take)
    if data["body"]:
        return bodies.body(data["body"]["name"], store.get(data["body"]["sha256"]), shown)
    if data["values"].get("text"):
        return bodies.written(data["values"]["text"], shown)
    return None


def _make(batch: Batch, row: BatchRow, page: Page, taken: list[Taken], at: datetime) -> None:
    """The record and its version; what the privacy gate stops is kept apart."""
    by = batch.by
    record = Record(organ=batch.organ, kind=page.kind, key=page.key(), title=page.title, officer=by)
    record.changed_at = at
    record.save(force_insert=True)
    for each in taken:
        attach(record.pk, each, by=by, at=at)
    content = pictures.settled(record, page.document.as_content())
    kept = numbering.adopt(record, page.index_no) if page.index_no else ""
    version, _ = fixing.fix(
        record, page.title, content, writers=[str(by.user_id)], batch=batch, by=by, at=at
    )
    version.record = record
    scan = privacy.look(version, today=timezone.localdate(at))
    told = [f"附件“{each.name}”清理：{'、'.join(each.strips)}" for each in taken if each.strips]
    told += [kept] if kept else []
    row.record, row.version, row.critical = record, version, scan.critical
    if scan.critical:
        first = next(each for each in scan.findings if each["severity"] == "critical")
        words = (
            f"有 {scan.critical} 处个人信息或者密级标志须处理（{first['masked']}），不随本批公开"
        )
        _say(row, _States.STOPPED, words, *page.notes, *told)
    else:
        _say(row, _States.READ, *page.notes, *told)


def _taken_address(batch: Batch, page: Page) -> str:
    path = pages.path_of(page.address)
    known = batches.legacy(batch.site, path) if batch.site and path else None
    if known is None:
        return ""
    return f"原网址已经属于“{known.record.title[:60]}”，内容不同；要改内容的，请更正那一件"


def _say(row: BatchRow, state: BatchRow.State, *words: str) -> None:
    row.state, row.message = state, "；".join(words)[:MESSAGE]


@transaction.atomic
def _finish(batch_id: int, *, at: datetime) -> None:
    """All rows are read: the manifest is fixed and the reviews may begin."""
    batch = Batch.objects.select_for_update().select_related("organ", "by__user").get(pk=batch_id)
    left = BatchRow.objects.filter(batch=batch, state=_States.WAITING).exists()
    if batch.stage != Batch.Stage.READING or left:
        return
    batch.manifest = manifests.manifest(batch)
    anything = BatchRow.objects.filter(batch=batch, state=_States.READ).exists()
    batch.stage = Batch.Stage.REVIEW if anything else Batch.Stage.DONE
    batch.save(update_fields=["manifest", "stage"])
    facts = {f"rows_{state}": n for state, n in batches.progress(batch).counts.items()}
    _event("batch.read", batch, by=batch.by, at=at, manifest=batch.manifest, **facts)


def _event(verb: str, batch: Batch, *, by: Post, at: datetime, **facts: str | int) -> None:
    record_event(verb, batch, chain=batch.organ.code, by=by, at=at, **facts)
