"""The figures of a year, and the flow chart that is the table of moves."""

from datetime import date

from django.test import Client

from mingbai.applications.stages import LIFECYCLE, Move, Stage
from mingbai.portal.apply import chart
from tests import factories
from tests.portal.apply import journey
from tests.portal.apply.journey import Office


def test_the_figures_of_the_tree(place: Office, client: Client) -> None:
    factories.application(place.organ, received_on=date(2018, 12, 3))
    factories.application(place.organ)
    factories.application(
        place.organ,
        applicant_kind="org_business",
        outcome="not_exist",
        concluded_on=date(2019, 6, 20),
    )
    page = " ".join(client.get("/apply/statistics/?year=2019").text.split())
    assert "<dt>本年收到</dt><dd>2<" in page
    assert "<dt>上年结转</dt><dd>1<" in page
    assert "<dt>本年办结</dt><dd>1<" in page
    assert "<dt>结转下年或者在办</dt><dd>2<" in page
    assert "自然人提出1件" in page
    assert "按期送达" not in page, "台账里没有送达记录"


def test_the_share_in_time_counts_served_replies(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    journey.reply(place, case)
    assert "按期送达（1件有送达记录）" in client.get("/apply/statistics/").text


def test_an_unknown_year_shows_the_newest(place: Office, client: Client) -> None:
    factories.application(place.organ)
    assert "2019年1月1日" in client.get("/apply/statistics/?year=1900").text
    assert "2019年1月1日" in client.get("/apply/statistics/?year=x").text


def test_nothing_received_says_so(place: Office, client: Client) -> None:
    assert "还没有收到过申请" in client.get("/apply/statistics/").text


def test_every_stage_and_move_of_the_table_is_told(place: Office, client: Client) -> None:
    page = client.get("/apply/procedure/").text
    drawn = str(chart.drawing())
    for stage in Stage:
        if stage is not Stage.LEDGER:
            assert f'<h3 id="{stage}">{stage.label}</h3>' in page
            assert f">{stage.label}</text>" in drawn
    used = {move for _, move in LIFECYCLE.table}
    assert all(f'<th scope="row">{move.label}</th>' in page for move in used)


def test_every_change_of_stage_is_drawn_or_said_once() -> None:
    drawn = str(chart.drawing())
    often = set(chart.everywhere())
    assert often == {Move.WITHDRAW, Move.END}
    for (stage, move), to in LIFECYCLE.table.items():
        told = move.label in drawn or move in often or f"→ {to[0].label}" in drawn
        assert stage is to[0] or told, (stage, move)
