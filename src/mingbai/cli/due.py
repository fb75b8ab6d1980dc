"""``mingbai due``: the day to reply to an application, explained day by day (REG-33)."""

import argparse
import json
import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from mingbai.cli.dates import parse_date, parse_span
from mingbai.rules.calendar import Calendar
from mingbai.rules.explain import ExplainedDay, ExplainedKind, Explanation, explain, sentence
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.reply import Pause, ReplyClock, Restart, RestartReason

NOTICES_VARIABLE = "MINGBAI_NOTICES"
EXAMPLES = """\
示例：
  mingbai due 2022-09-30
  mingbai due 2022年9月30日 --extension 20 --pause 2022-10-10..2022-10-14
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; dates stay text here, so that a bad one is refused in our words."""
    parser.epilog = EXAMPLES
    add = parser.add_argument
    add("received", metavar="收到日期", help="收到申请之日，如 2022-09-30 或 2022年9月30日")
    add("--days", type=int, metavar="N", help="工作日数；不写则按收到之日施行的规定")
    add("--extension", type=int, default=0, metavar="N", help="延长答复期限的工作日数")
    add(
        "--pause",
        action="append",
        default=[],
        metavar="A..B",
        help="征求意见等不计入期限的首日和末日，首尾都不计，可写多次",
    )
    add("--corrected", metavar="日期", help="收到补正之日，期限自次日重新计算")
    add("--paid", metavar="日期", help="缴清信息处理费之日，期限自次日重新计算")
    add(
        "--notices",
        type=Path,
        metavar="目录",
        help=f"另行放置的放假通知（*.toml）；也可用环境变量 {NOTICES_VARIABLE}",
    )
    add("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the explanation; raises Refusal for facts that cannot be."""
    folder = arguments.notices or _folder_of_environment()
    explanation = explain(_clock(arguments), Calendar.load(folder))
    print(as_json(explanation) if arguments.json else "\n".join(as_text(explanation)))
    return 0


def as_json(explanation: Explanation) -> str:
    """One object: received, due, provisional, days[date, counted, reason]."""
    days = [
        {"date": day.date.isoformat(), "counted": day.counted, "reason": day.reason}
        for day in explanation.days
    ]
    facts = {
        "received": explanation.received.isoformat(),
        "due": explanation.due.isoformat(),
        "provisional": explanation.provisional,
        "days": days,
    }
    return json.dumps(facts, ensure_ascii=False)


def as_text(explanation: Explanation) -> Iterator[str]:
    """The explanation as lines to read: the sentence, the runs of days, the sources."""
    yield sentence(explanation)
    if explanation.provisional:
        year = explanation.due.year
        yield f"注意：{year}年放假安排尚未公布，结果暂按周末推算，公布后须重新计算。"
    yield ""
    workdays = explanation.workdays
    for _, days in groupby(explanation.days, key=lambda day: _run_key(day, workdays)):
        yield _line(list(days), workdays)
    yield ""
    yield f"期限依据：{'；'.join(explanation.basis)}"
    yield from (f"放假通知：{address}" for address in explanation.notices)


def _clock(arguments: argparse.Namespace) -> ReplyClock:
    dated = (
        (arguments.corrected, RestartReason.CORRECTION),
        (arguments.paid, RestartReason.PAYMENT),
    )
    return ReplyClock(
        received=parse_date(arguments.received),
        restarts=tuple(Restart(parse_date(text), why) for text, why in dated if text),
        pauses=tuple(Pause(*parse_span(text)) for text in arguments.pause),
        extension=arguments.extension,
        workdays=arguments.days,
    )


def _folder_of_environment() -> Path | None:
    text = os.environ.get(NOTICES_VARIABLE)
    return Path(text) if text else None


def _run_key(day: ExplainedDay, workdays: int) -> tuple[object, ...]:
    """Days with the same key, one after another, are one line."""
    if day.kind is ExplainedKind.WORKDAY:
        return day.kind, (day.number or 0) > workdays
    return (day.kind,) if day.kind is ExplainedKind.WEEKEND else (day.kind, day.reason)


def _line(days: list[ExplainedDay], workdays: int) -> str:
    first, last = days[0], days[-1]
    if first is last:
        return f"  {chinese_date(first.date, weekday=True)}：{first.reason}"
    words = first.reason
    if first.kind is ExplainedKind.WEEKEND:
        words = "周末休息"
    elif first.counted:
        extended = "（延期）" if (first.number or 0) > workdays else ""
        words = f"第{first.number}至{last.number}个工作日{extended}"
    return f"  {chinese_date(first.date)}至{chinese_date(last.date)}：{words}"
