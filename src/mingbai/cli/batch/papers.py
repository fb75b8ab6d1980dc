"""What ``mingbai check`` writes besides its answer: the ledger, the marked copies, the letters."""

import argparse
import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from mingbai.cli.batch.checked import Json
from mingbai.cli.batch.gathering import INDEX
from mingbai.reading.workers import Failure, Pool
from mingbai.refusal import Refusal

Task = tuple[Json, str]


def prepare(arguments: argparse.Namespace) -> None:
    """Refuse what is sure to fail before thousands of files are read."""
    if arguments.xlsx:
        from mingbai.reading.papers import ledger

        if arguments.xlsx.suffix.lower() != ".xlsx":
            raise Refusal(f"台账应以 .xlsx 结尾：{arguments.xlsx}")
        ledger.load()
    if arguments.notice:
        from mingbai.reading.papers import notice

        notice.load()
    for folder in (arguments.annotate, arguments.notice):
        if folder:
            _made(folder)


def produce(
    arguments: argparse.Namespace, reports: Sequence[Json], *, jobs: int, seconds: float
) -> Iterator[str]:
    """Write what was asked for; a sentence for each."""
    if arguments.xlsx:
        from mingbai.reading.papers import ledger

        ledger.write(arguments.xlsx, reports)
        yield f"问题台账：{arguments.xlsx}"
    if arguments.annotate:
        count, failed = _annotated(arguments.annotate, reports, jobs=jobs, seconds=seconds)
        rest = f"，另有{failed}份没能写成" if failed else ""
        yield f"标注副本{count}份{rest}，从 {arguments.annotate / INDEX} 看起"
    if arguments.notice:
        from mingbai.reading.papers import notice

        letters = notice.write(arguments.notice, reports)
        yield f"问题反馈函{len(letters)}件：{arguments.notice}"


def annotate(task: Task) -> bool:
    """Write one marked copy; runs in a worker process."""
    from mingbai.reading.papers import annotated

    report, folder = task
    text = annotated.annotate(Path(report["file"]), report)
    (Path(folder) / annotated.file_name(report)).write_text(text, "utf-8")
    return True


def _annotated(
    folder: Path, reports: Sequence[Json], *, jobs: int, seconds: float
) -> tuple[int, int]:
    tasks = [(report, str(folder)) for report in reports]
    pool = Pool(annotate, jobs=max(1, min(jobs, len(tasks))), seconds=seconds)
    done = {index for index, result in pool.run(tasks) if not isinstance(result, Failure)}
    kept = [report for index, report in enumerate(reports) if index in done]
    (folder / INDEX).write_text(_index(kept), "utf-8")
    return len(done), len(tasks) - len(done)


def _index(reports: Sequence[Json]) -> str:
    """A page that leads to every marked copy."""
    from urllib.parse import quote

    from mingbai.reading.papers import annotated, wording

    rows = []
    for report in reports:
        found = wording.counts(report)
        verdict = wording.VERDICTS[wording.code_of(report)] if report["readable"] else "读不了"
        link = f"<a href='{quote(annotated.file_name(report))}'>{_text(wording.whose(report))}</a>"
        cells = (link, verdict, *map(str, found.values()), _text(report["file"]))
        rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    heads = "".join(f"<th>{h}</th>" for h in ("报告", "结论", "错误", "警告", "提示", "文件"))
    return annotated.document(
        "年度报告核对标注目录",
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>",
    )


def _text(text: str) -> str:
    from mingbai.reading.papers.wording import clean

    return escape(clean(text))


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"建不了文件夹 {folder}", remedy="请核对位置和权限") from error
    if not os.access(folder, os.W_OK):
        raise Refusal(f"不能往文件夹 {folder} 里写", remedy="请换一个能写的位置")
