"""``mingbai similar``: near-duplicate reports over folders, and what text they share (RPT-7)."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mingbai.cli.batch.gathering import gather
from mingbai.cli.batch.progress import Progress
from mingbai.reading.passages import Sentence, sentences
from mingbai.reading.similarity import Document, Likeness, shared_passages, similar
from mingbai.reading.workers import Failure, Pool
from mingbai.refusal import Refusal

SECONDS = 120.0
LONGEST = 70


@dataclass(frozen=True)
class Prose:
    """A report's sentences and whose they are; ``refused`` says why there are none."""

    file: str
    organ: str | None = None
    year: int | None = None
    sentences: tuple[Sentence, ...] = ()
    refused: str = ""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("files", nargs="+", metavar="文件", help="年度报告，或者放着报告的文件夹")
    parser.add_argument("--least", type=float, default=50, metavar="N", help="重复率下限，默认50")
    parser.add_argument("--top", type=int, default=100, metavar="N", help="最多列出几对，默认100")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="进程数，默认为核数")
    parser.add_argument("--json", action="store_true", help="每对输出一行 JSON")
    parser.epilog = "重复率不计数字和本机关名称，以较短的一份为准。退出码：0 完成；2 有文件读不了。"
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read all, rank the pairs, print; 2 when a file could not be read."""
    if not 10 <= arguments.least <= 100 or arguments.top < 1 or arguments.jobs < 0:
        raise Refusal("--least 应在10至100之间，--top 应大于0，--jobs 不能小于0")
    files = gather(arguments.files).files
    if len(files) < 2:
        raise Refusal("至少要有两份报告才能比", remedy="请写出文件夹或多个文件")
    read = _read(files, arguments.jobs or os.cpu_count() or 1)
    for prose in read:
        if prose.refused:
            print(f"没有读：{prose.file}（{prose.refused}）", file=sys.stderr)
    documents = {p.file: Document(p.file, p.sentences) for p in read if not p.refused}
    pairs = similar(list(documents.values()), least=arguments.least / 100)
    _show(pairs, {prose.file: prose for prose in read}, documents, arguments)
    return 2 if any(prose.refused for prose in read) else 0


def prose(name: str) -> Prose:
    """The prose of one file; runs in a worker process.  The tables are not read."""
    from mingbai.reading.identity import identify
    from mingbai.reading.intake import load

    try:
        source = load(Path(name))
    except Refusal as refusal:
        return Prose(name, refused=refusal.reason)
    identity = identify(source.paragraphs, source.title)
    text = "\n".join(source.paragraphs[identity.start :])
    return Prose(name, identity.organ, identity.year, sentences(text, identity.organ))


def _read(files: Sequence[str], jobs: int) -> list[Prose]:
    found: dict[int, Prose] = {}
    progress = Progress(len(files))
    pool = Pool(prose, jobs=min(jobs, len(files)), seconds=SECONDS)
    for index, result in pool.run(files):
        name = files[index]
        if isinstance(result, Failure):
            result = Prose(name, refused="没有读完：太大、太复杂或者文件有错")
        found[index] = result
        progress.step("读不了" if result.refused else "已读", name)
    progress.clear()
    return [found[index] for index in range(len(files))]


def _show(
    pairs: Sequence[Likeness],
    read: dict[str, Prose],
    documents: dict[str, Document],
    arguments: argparse.Namespace,
) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    for place, pair in enumerate(pairs[: arguments.top], 1):
        one, other = read[pair.one], read[pair.other]
        shared = shared_passages(documents[pair.one], documents[pair.other])
        if arguments.json:
            print(json.dumps(_as_json(pair, one, other, shared), ensure_ascii=False))
            continue
        print(f"{place}. 重复率{pair.share:.0%}  {_relation(one, other)}")
        print(f"   {_named(one)}\n   {_named(other)}")
        for text in shared:
            print(f"   共有：{_shortened(text)}")
    if not arguments.json:
        more = f"，这里列出前{arguments.top}对" if len(pairs) > arguments.top else ""
        kept = sum(1 for p in read.values() if not p.refused)
        print(f"共比{kept}份，重复率不低于{arguments.least:g}%的{len(pairs)}对{more}。")


def _as_json(pair: Likeness, one: Prose, other: Prose, shared: Sequence[str]) -> dict[str, object]:
    sides = [{"file": p.file, "organ": p.organ, "year": p.year} for p in (one, other)]
    return {"share": round(pair.share, 4), "reports": sides, "shared": list(shared)}


def _relation(one: Prose, other: Prose) -> str:
    if one.organ and one.organ == other.organ:
        return "同一机关同一年度" if one.year == other.year else "同一机关不同年度"
    return "不同机关"


def _named(prose: Prose) -> str:
    year = f"{prose.year}年度" if prose.year else "年度不明"
    return f"{prose.organ or '机关不明'} {year}（{prose.file}）"


def _shortened(text: str) -> str:
    plain = "".join(c for c in text if c.isprintable())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…（共{len(plain)}字）"
