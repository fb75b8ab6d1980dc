"""``mingbai check`` over many files: gathered, checked in parallel, printed in order, summed up."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from mingbai.cli.batch import papers
from mingbai.cli.batch.checked import Checked, check, digest, not_read
from mingbai.cli.batch.gathering import gather
from mingbai.cli.batch.journal import Journal
from mingbai.cli.batch.progress import Progress
from mingbai.reading.workers import Failure, Pool
from mingbai.refusal import Refusal

WORDS = {0: "无错误", 1: "有错误", 2: "没读全或读不了"}
ONCE_MORE = "请单独核对这个文件；仍然如此的，换用公布页面的网页、Word 或 PDF"


def run(arguments: argparse.Namespace, write: Callable[[str], None]) -> int:
    """Check all files and print; returns the highest exit code of any."""
    if arguments.jobs < 0 or not 0 < arguments.timeout <= 3600:
        raise Refusal("--jobs 不能小于0，--timeout 应在1至3600秒之间")
    gathered = gather(arguments.files)
    if not gathered.files:
        raise Refusal("没有找到可以核对的文件", remedy="可核对网页、Word（.docx）、PDF 和文本")
    papers.prepare(arguments)
    jobs = arguments.jobs or os.cpu_count() or 1
    counts = dict.fromkeys(WORDS, 0)
    checked: list[Checked] = []
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for item in checks(
        gathered.files,
        jobs=jobs,
        seconds=arguments.timeout,
        journal=arguments.resume,
    ):
        counts[item.code] += 1
        checked.append(item)
        write(_shown(item, arguments, colour=colour))
    aside = sys.stderr if arguments.json else sys.stdout
    _sum_up(counts, gathered.passed_over, aside)
    reports = [item.report for item in checked]
    for line in papers.produce(arguments, reports, jobs=jobs, seconds=arguments.timeout):
        print(line, file=aside)
    return max(item.code for item in checked)


def checks(
    files: Sequence[str], *, jobs: int, seconds: float, journal: Path | None = None
) -> Iterator[Checked]:
    """Every file checked, in the order given; shows a bar on a terminal."""
    with ExitStack() as stack:
        kept = stack.enter_context(Journal(journal)) if journal else None
        digests = [digest(name) if kept else None for name in files]
        done = {
            index: held
            for index, name in enumerate(files)
            if kept and (held := kept.done(digests[index], name))
        }
        progress = Progress(len(files))
        stack.callback(progress.clear)
        todo = [index for index in range(len(files)) if index not in done]
        for index, item in done.items():
            progress.step(WORDS[item.code], files[index])
        pool = Pool(check, jobs=max(1, min(jobs, len(todo))), seconds=seconds)
        ended = pool.run([files[index] for index in todo])
        for at in range(len(files)):
            while at not in done:
                place, result = next(ended)
                index = todo[place]
                if kept and isinstance(result, Checked):
                    kept.keep(digests[index], result)
                done[index] = _in_words(files[index], result, seconds)
                progress.step(WORDS[done[index].code], files[index])
            progress.clear()
            yield done.pop(at)


def _in_words(name: str, result: Checked | Failure, seconds: float) -> Checked:
    if isinstance(result, Checked):
        return result
    reasons = {
        Failure.TIME: f"超过{seconds:g}秒没有读完",
        Failure.MEMORY: "所需内存太多",
        Failure.CRASH: "读的时候程序出错",
    }
    return not_read(name, reasons[result], ONCE_MORE)


def _shown(item: Checked, arguments: argparse.Namespace, *, colour: bool) -> str:
    if arguments.json:
        return json.dumps(item.report, ensure_ascii=False)
    return brief(item) if arguments.brief else item.printed(colour=colour)


def brief(item: Checked) -> str:
    """One line: the verdict, whose report, the file."""
    findings = item.report["findings"]
    counts = [
        f"{word}{sum(1 for f in findings if f['severity'] == severity)}"
        for severity, word in (("error", "错误"), ("warn", "警告"), ("info", "提示"))
    ]
    whose = f"{item.report['organ'] or '机关不明'} {item.report['year'] or '年度不明'}"
    line = f"{WORDS[item.code]}\t{'，'.join(counts)}\t{whose}\t{item.name}"
    if item.code == 2 and findings:
        line += f"\t{findings[0]['message']}"
    return "".join(c for c in line if c == "\t" or c.isprintable())


def _sum_up(counts: dict[int, int], passed_over: int, aside: TextIO) -> None:
    total = sum(counts.values())
    if total == 1 and not passed_over:
        return
    parts = "，".join(f"{WORDS[code]}{count}份" for code, count in counts.items())
    rest = f"；另有{passed_over}个文件不是网页、Word、PDF 或文本，没有核对" if passed_over else ""
    print(f"共{total}份：{parts}{rest}。", file=aside)
