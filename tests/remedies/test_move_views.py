"""The page of a case and of its moves: clocks, instances, buttons with their reasons, names."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.accounts.roles import LEDGER_READERS, LEDGER_WRITERS, Role
from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from mingbai.files.tables import read_table
from mingbai.organs.models import Organ
from mingbai.remedies import actions
from mingbai.remedies.importing import columns, sort
from mingbai.remedies.models import Remedy
from mingbai.remedies.stages import LIFECYCLE, Move, Stage
from tests import factories
from tests.files.making import upload, xlsx
from tests.remedies import courses

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ() -> Organ:
    return factories.organ(parent=factories.organ("district"), short_name="住建局")


@pytest.fixture
def post(organ: Organ) -> Post:
    return factories.post(Role.OFFICER, organ)


@pytest.fixture
def desk(client: Client, post: Post) -> Client:
    client.force_login(post.user)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    return client


def detail(client: Client, case: Remedy) -> str:
    return client.get(case.get_absolute_url()).content.decode()


def test_the_page_of_a_case_shows_clock_instances_and_what_can_be_done(
    desk: Client, organ: Organ
) -> None:
    shown = detail(desk, courses.at_stage(Stage.APPEALED, organ))
    for words in ("书面答复", "自2025年3月5日的次日起15日", "按期", "一审", "二审", "尚未裁判"):
        assert words in shown
    assert "登记二审、再审裁判</a>" in shown
    assert "disabled>登记生效</button>" in shown
    assert "本件现在是“上诉审理中”，不能登记生效" in shown


def test_a_grey_button_names_the_article(desk: Client, organ: Organ) -> None:
    shown = detail(desk, courses.review(organ))
    assert "行政复议没有这一步（《行政诉讼法》第四十五条）" in shown
    assert "第六十四条、第六十六条" in shown


def test_a_reader_sees_no_buttons(client: Client, organ: Organ) -> None:
    client.force_login(factories.post(Role.AUDITOR, organ).user)
    shown = detail(client, courses.suit(organ))
    assert "不能改动这本台账" in shown
    assert "提交书面答复</a>" not in shown


@pytest.mark.parametrize("move", [move for move in Move if move is not Move.CONCLUDE])
def test_every_move_has_its_page(desk: Client, organ: Organ, move: Move) -> None:
    stage = next(stage for stage in Stage if LIFECYCLE.allows(stage, move))
    case = courses.at_stage(stage, organ)
    if move is Move.CLOSE:
        courses.make(Move.REFLECT, case)
    address = reverse("remedies:move", args=[case.pk, move.value])
    assert "<form" in desk.get(address).content.decode().partition("<main")[2]
    data = {name: str(value) for name, value in courses.arguments(move, stage).items()}
    answer = desk.post(address, data)
    assert answer["Location"] == case.get_absolute_url()
    assert move.label in detail(desk, case)


def test_a_move_that_cannot_be_made_says_why_and_shows_no_form(desk: Client, organ: Organ) -> None:
    case = courses.suit(organ)
    address = reverse("remedies:move", args=[case.pk, "take_effect"])
    shown = desk.get(address).content.decode()
    assert "不能登记生效" in shown
    assert "生效日期" not in shown
    refused = desk.post(address, {"effective_on": "2025-6-3"}).content.decode()
    assert "不能登记生效" in refused


def test_a_refusal_stands_on_the_page_with_what_was_typed(desk: Client, organ: Organ) -> None:
    case = courses.at_stage(Stage.DECIDED, organ)
    address = reverse("remedies:move", args=[case.pk, "take_effect"])
    shown = desk.post(address, {"effective_on": "2025-5-20"}).content.decode()
    assert "上诉期到2025年5月29日届满" in shown
    assert "2025-05-20" in shown or "2025-5-20" in shown


def test_what_is_missing_is_said_by_its_name(desk: Client, organ: Organ) -> None:
    case = courses.suit(organ)
    answer = desk.post(reverse("remedies:move", args=[case.pk, "answer"]), {})
    assert "请填写书面答复日期" in answer.content.decode()


def test_a_move_that_does_not_exist_is_not_found(desk: Client, organ: Organ) -> None:
    case = courses.suit(organ)
    for move in ("conclude", "nothing"):
        assert desk.get(reverse("remedies:move", args=[case.pk, move])).status_code == 404


def test_correcting_a_judgment(desk: Client, organ: Organ) -> None:
    case = courses.at_stage(Stage.EFFECTIVE, organ)
    address = reverse("remedies:correct", args=[case.pk])
    assert "2025-08-11" in desk.get(address).content.decode()
    data = {"result": "suit_void", "decided_on": "2025-8-12", "served_on": ""}
    assert desk.post(address, data).status_code == 302
    assert "判决确认无效" in detail(desk, case)
    assert "更正裁判" in detail(desk, case)


def test_there_is_no_judgment_to_correct(desk: Client, organ: Organ) -> None:
    case = courses.suit(organ)
    shown = desk.get(reverse("remedies:correct", args=[case.pk])).content.decode()
    assert "还没有登记裁判" in shown


def test_names_are_shown_only_on_request_and_leave_a_line(desk: Client, organ: Organ) -> None:
    case = courses.suit(organ)
    address = reverse("remedies:parties", args=[case.pk])
    assert desk.post(address, {"applicant": "王小明", "third_party": ""}).status_code == 302
    for shown in (detail(desk, case), desk.get(address).content.decode()):
        assert "王小明" not in shown
    assert not Event.objects.filter(verb="remedy.parties_revealed").exists()
    revealed = desk.post(reverse("remedies:reveal", args=[case.pk])).content.decode()
    assert "王小明" in revealed
    assert "查看当事人" in detail(desk, case)


def test_names_are_shown_only_after_the_password_was_asked_again(
    client: Client, organ: Organ, post: Post
) -> None:
    case, stranger = courses.suit(organ), courses.suit()
    facts = {"applicant": "王小明", "third_party": "", "by": post, "at": factories.NOON}
    actions.name_parties(case.pk, **facts)
    client.force_login(post.user)
    assert client.post(reverse("remedies:reveal", args=[stranger.pk])).status_code == 404
    asked = client.post(reverse("remedies:reveal", args=[case.pk]))
    assert asked.status_code == 302
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert not Event.objects.filter(verb="remedy.parties_revealed").exists()
    back = client.get(reverse("remedies:reveal", args=[case.pk]))
    assert back["Location"] == case.get_absolute_url()


REACH = [(role, role in LEDGER_WRITERS) for role in Role]
PLACES = [("move", ["answer"]), ("correct", []), ("parties", []), ("reveal", [])]


@pytest.mark.parametrize(("role", "allowed"), REACH)
@pytest.mark.parametrize(("name", "more"), PLACES)
def test_role_by_page(
    client: Client, organ: Organ, role: Role, allowed: bool, name: str, more: list[str]
) -> None:
    case, stranger = courses.suit(organ), courses.suit()
    client.force_login(factories.post(role, organ).user)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    asked = client.post if name == "reveal" else client.get
    answer = asked(reverse(f"remedies:{name}", args=[case.pk, *more]))
    assert answer.status_code == (200 if allowed else 404)
    answer = asked(reverse(f"remedies:{name}", args=[stranger.pk, *more]))
    assert answer.status_code == 404


@pytest.mark.parametrize("stage", [Stage.ACCEPTED, Stage.CLOSED])
def test_the_page_of_a_case_costs_the_same_at_every_stage(
    desk: Client, organ: Organ, stage: Stage, django_assert_max_num_queries: Any
) -> None:
    case = courses.at_stage(stage, organ)
    with django_assert_max_num_queries(16):
        detail(desk, case)


def test_an_export_can_be_imported_again(desk: Client, organ: Organ) -> None:
    for stage in Stage:
        courses.at_stage(stage, organ)
    case = Remedy.objects.order_by("pk")[0]
    actions.name_parties(case.pk, applicant="王小明", by=COMMAND, at=courses.AT)
    answer = desk.get(reverse("remedies:export", args=["csv"]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "王小明" not in text
    head, *rows = list(csv.reader(StringIO(text)))
    table = read_table(upload(xlsx([head, *rows])), known=columns().keys)
    entries = columns().read(table, columns().match(table.headers))
    found = sort(entries, organ=organ, today=date(2025, 12, 31))
    assert (found.bad, found.new, found.identical) == ((), 0, len(Stage))
    other = sort(entries, organ=factories.organ(), today=date(2025, 12, 31))
    assert (other.bad, other.new) == ((), len(Stage))


@pytest.mark.parametrize("role", sorted(LEDGER_READERS))
def test_the_list_is_narrowed_by_stage(client: Client, organ: Organ, role: Role) -> None:
    courses.at_stage(Stage.REDOING, organ, case_no="甲-1")
    courses.suit(organ, case_no="乙-1")
    client.force_login(factories.post(role, organ).user)
    shown = client.get(reverse("remedies:list"), {"state": "redoing"}).content.decode()
    assert "甲-1" in shown
    assert "乙-1" not in shown
