"""The explaining calendar: squares, numbers, marks and the words for the ear (CLK-5 vectors)."""

from datetime import date

from django.template import Context, Template

from mingbai.rules.calendar import Calendar
from mingbai.rules.explain import Explanation, explain
from mingbai.rules.reply import Pause, ReplyClock, Restart, RestartReason
from mingbai.ui.months import Cell, lay_out

CONSULTED = ReplyClock(
    date(2019, 9, 25), pauses=(Pause(date(2019, 10, 9), date(2019, 10, 16), "征求第三方意见"),)
)


def explained(clock: ReplyClock = CONSULTED) -> Explanation:
    return explain(clock, Calendar.load())


def cells(explanation: Explanation) -> dict[date, Cell]:
    laid_out = lay_out(explanation)
    return {
        cell.date: cell
        for month in laid_out.months
        for week in month.weeks
        for cell in week
        if cell.date
    }


def test_the_last_day_carries_the_last_number() -> None:
    explanation = explained()
    assert explanation.due == date(2019, 11, 6)
    last = cells(explanation)[date(2019, 11, 6)]
    assert last.number == 20
    assert last.classes.split() == ["workday", "counted", "due"]


def test_numbers_run_from_one_without_gap() -> None:
    numbers = [cell.number for cell in cells(explained()).values() if cell.number]
    assert numbers == list(range(1, 21))


def test_each_kind_of_day_is_marked() -> None:
    squares = cells(explained())
    marks = {
        date(2019, 9, 25): "收",
        date(2019, 9, 28): "",
        date(2019, 9, 29): "班",
        date(2019, 10, 1): "休",
        date(2019, 10, 12): "停",
    }
    assert {day: squares[day].mark for day in marks} == marks
    assert squares[date(2019, 10, 12)].number is None
    assert "征求第三方意见" in squares[date(2019, 10, 12)].reason


def test_only_weeks_of_the_period_are_drawn() -> None:
    laid_out = lay_out(explained())
    assert [month.first for month in laid_out.months] == [
        date(2019, 9, 1),
        date(2019, 10, 1),
        date(2019, 11, 1),
    ]
    assert [len(month.weeks) for month in laid_out.months] == [2, 5, 2]
    assert all(len(week) == 7 for month in laid_out.months for week in month.weeks)


def test_the_words_cover_every_day_once() -> None:
    explanation = explained()
    laid_out = lay_out(explanation)
    assert sum(run.days for run in laid_out.runs) == len(explanation.days)
    words = "\n".join(f"{run.span}：{run.words}" for run in laid_out.runs)
    assert "征求第三方意见，不计入期限" in words
    assert "国庆" in words
    assert laid_out.runs[0].words == "第1至2个工作日"


def test_an_extension_and_a_correction_are_told_apart() -> None:
    clock = ReplyClock(
        date(2019, 9, 25),
        restarts=(Restart(date(2019, 10, 15), RestartReason.CORRECTION),),
        extension=5,
    )
    explanation = explained(clock)
    laid_out = lay_out(explanation)
    assert laid_out.extended
    assert laid_out.restarts
    assert "extended" in cells(explanation)[explanation.due].classes
    assert cells(explanation)[date(2019, 10, 15)].mark == "前"


def test_the_calendar_reads_aloud() -> None:
    html = Template("{% explained_days e %}").render(Context({"e": explained()}))
    assert html.count("<caption>") == 3
    assert html.count('<th scope="col">') == 21
    assert '<span class="visually-hidden">日，第20个工作日</span>' in html
    assert "用文字逐段说明" in html
