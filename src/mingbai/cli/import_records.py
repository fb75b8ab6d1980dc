"""``mingbai import records``: the pages of an existing site as one migration batch."""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from mingbai.cli import platform
from mingbai.refusal import Refusal

if TYPE_CHECKING:
    from mingbai.accounts.models import Post
    from mingbai.organs.models import Organ
    from mingbai.records.importing.manifest import Listing
    from mingbai.records.importing.source import Source
    from mingbai.records.models import Batch

AT_ONCE = 50
SHOWN = 200


def run(arguments: argparse.Namespace) -> int:
    """Begin a batch and read it whole; every row that is not simply read is printed.

    Exit code 1 where a row was refused or stopped.  Nothing becomes public here: the batch waits
    for its reviews on the desk.
    """
    platform.setup()
    from django.utils import timezone

    from mingbai.organs.models import Organ
    from mingbai.records import actions

    organ = Organ.objects.filter(code=arguments.organ).first()
    if organ is None:
        raise Refusal(f"没有代码为“{arguments.organ}”的机关", remedy="请核对机关代码")
    by = _post(arguments.by, organ)
    with ExitStack() as stack:
        listing, source = _opened(arguments.file, arguments.files, stack)
        for note in listing.notes:
            print(f"提示：{note}。")
        if arguments.dry_run:
            return _look(listing, source, organ)
        batch = actions.begin_batch(
            organ=organ,
            name=arguments.file.name,
            listing=listing,
            source=source,
            by=by,
            at=timezone.now(),
        )
    done = 0
    while read := actions.read_rows(batch.pk, limit=AT_ONCE, at=timezone.now()):
        done += read
        print(f"已读取 {done}/{batch.total}", file=sys.stderr)
    return _tell(batch)


def _post(username: str | None, organ: "Organ") -> "Post":
    """The officer in whose name it is imported: he will not review it."""
    from django.utils import timezone

    from mingbai.accounts import rights
    from mingbai.accounts.models import User
    from mingbai.records.permissions import WRITERS

    if not username:
        raise Refusal("没有写明由谁导入", remedy="请用 --by 写导入人的用户名；他不能审查这一批")
    user = User.objects.filter(username=username).first()
    today = timezone.localdate()
    post = rights.acting_post(user, organ, roles=WRITERS, today=today) if user else None
    if post is None:
        raise Refusal(
            f"“{username}”今天没有为{organ}拟稿的岗位", remedy="请写经办人或政务公开科人员的用户名"
        )
    return post


def _opened(path: Path, files: Path | None, stack: ExitStack) -> "tuple[Listing, Source]":
    """The list with its files; without a list, a folder or zip of texts is its own list."""
    from mingbai.files.uploads import Upload
    from mingbai.records.importing import manifest
    from mingbai.records.importing.source import Folder, Nothing, Packed

    def source_of(where: Path) -> "Source":
        if where.is_dir():
            return Folder(where)
        if not where.is_file():
            raise Refusal(f"没有文件 {where}", remedy="请核对文件名")
        return Packed(stack.enter_context(where.open("rb")))

    if path.is_dir() or path.suffix.lower() == ".zip":
        source = source_of(path)
        return manifest.folder(source.names()), source
    if not path.is_file():
        raise Refusal(f"没有文件 {path}", remedy="请核对文件名")
    file = stack.enter_context(path.open("rb"))
    listing = manifest.listed(Upload(path.name, path.stat().st_size, file))
    return listing, source_of(files) if files else Nothing()


def _look(listing: "Listing", source: "Source", organ: "Organ") -> int:
    """Only look: what would be refused or told; attachments are not opened."""
    from django.utils import timezone

    from mingbai.records.importing import bodies, pages
    from mingbai.records.importing.source import Finder
    from mingbai.records.queries import batches

    finder = Finder(source.names())
    columns = batches.column_codes(batches.site_of(organ.path))
    refused = 0
    for line in listing.lines:
        try:
            body = None
            if name := line.values.get("body"):
                found = finder.find(name)
                body = bodies.body(found, source.read(found))
            elif text := line.values.get("text"):
                body = bodies.written(text)
            page = pages.page(line.values, body, columns=columns, today=timezone.localdate())
            words = [*line.bad, *page.refused]
        except Refusal as refusal:
            words = [*line.bad, str(refusal)]
        if words:
            refused += 1
            print(f"第{line.number}行不能导入：{'；'.join(words)}")
    print(f"共 {len(listing.lines)} 行，不能导入 {refused} 行。只作核对，什么也没有导入。")
    return 1 if refused else 0


def _tell(batch: "Batch") -> int:
    from mingbai.records.models import BatchRow
    from mingbai.records.queries import batches

    counts = batches.progress(batch).counts
    words = [f"{state.label} {counts[state]}" for state in BatchRow.State if counts.get(state)]
    print(f"批次“{batch.name}”共 {batch.total} 行：{'，'.join(words)}。")
    bad = [BatchRow.State.REFUSED, BatchRow.State.STOPPED]
    for state in bad:
        for row in batches.rows(batch, state)[:SHOWN]:
            print(f"第{row.number}行 {state.label}：{row.message}")
    print("请在工作台“迁移批次”中审查、签发，再公开。")
    return 1 if any(counts.get(state) for state in bad) else 0
