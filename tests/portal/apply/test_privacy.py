"""What identifies the applicant shows up nowhere but in his papers (ABU-05, PIP-04)."""

import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mingbai.applications import actions
from mingbai.audit.models import Event
from mingbai.outbox.models import Message
from tests.portal.apply import journey
from tests.portal.apply.journey import CANARIES, Office

PAGES = ("/status/case/", "/status/receipt/", "/status/prove/papers/", "/status/")


def seen(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


def test_no_page_before_the_second_proof_shows_them(place: Office, client: Client) -> None:
    case, code = journey.filed(client)
    at = timezone.now()
    actions.accept(case.pk, by=place.officer, at=at)
    actions.consult_third_party(
        case.pk, name="金丝雀公司", info="金丝雀合同", reasons="", by=place.officer, at=at
    )
    for address in PAGES:
        assert seen(client.get(address).text) == [], address
    assert seen(journey.enter(client, case, code).text) == []


def test_the_served_case_shows_them_only_in_the_papers(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    journey.reply(place, case)
    for address in (*PAGES, "/status/remedies.ics"):
        assert seen(client.get(address).text) == [], address
    journey.prove(client)
    assert journey.NAME in client.get("/status/papers/").text
    assert seen(client.get("/status/case/").text) == []


def test_papers_to_others_are_not_among_his(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    at = timezone.now()
    actions.accept(case.pk, by=place.officer, at=at)
    actions.consult_third_party(
        case.pk, name="某公司", info="合同", reasons="", by=place.officer, at=at
    )
    journey.prove(client)
    page = client.get("/status/papers/").text
    assert "征求意见情况告知书" in page or "第三方" in page
    kinds = set(case.papers.values_list("kind", flat=True))
    assert "third_party_letter" in kinds
    assert page.count("/status/file/") == len(kinds - {"third_party_letter"})


def test_no_address_log_event_or_notice_holds_them(
    place: Office, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    case, _ = journey.filed(client)
    client.post("/apply/jianshe/", journey.form(client, consent=None))
    client.post("/status/", {"number": case.number, "code": "0000-0000-0000"})
    journey.prove(client, four="0000")
    journey.reply(place, case)
    journey.prove(client)
    client.get("/status/papers/")
    logged = [line for line in caplog.messages if "INSERT" not in line and "SELECT" not in line]
    assert seen("\n".join(logged)) == []
    assert seen("\n".join(str(event.data) for event in Event.objects.all())) == []
    sent = Message.objects.all()
    assert sent.count() == 2
    assert seen("\n".join(f"{each.subject}{each.body}{each.dedupe_key}" for each in sent)) == []


def test_the_code_stands_nowhere_in_the_database(place: Office, client: Client) -> None:
    _, code = journey.filed(client)
    plain = code.replace("-", "")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text = str(cursor.fetchall())
            assert code not in text, table
            assert plain not in text, table


def test_the_ticket_and_the_sealed_code_tell_nothing(place: Office, client: Client) -> None:
    answer = client.post("/apply/jianshe/", journey.form(client))
    held = {name: morsel.value for name, morsel in client.cookies.items()}
    code = client.get(answer.url).text.split('class="big code">')[1][:14]
    assert code.count("-") == 2
    assert code not in str(held)
    for name in ("status", "receipt"):
        morsel = answer.cookies[name]
        assert (morsel["httponly"], morsel["samesite"]) == (True, "Strict")
        assert morsel["path"] == "/status/"


def test_no_page_about_a_person_is_kept(place: Office, client: Client) -> None:
    answers: list[Any] = [client.post("/apply/jianshe/", journey.form(client))]
    answers += [client.get(address) for address in ("/apply/jianshe/", *PAGES)]
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}
