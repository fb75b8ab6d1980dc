"""The officers' screens: who sees what, what each shows, what the forms do and refuse."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ
from mingbai.records.models import Conclusion, Version
from mingbai.reports import actions, board, figures, queries
from mingbai.reports.models import Narrative, Seal, TypedValue
from mingbai.rules.report.outcomes import ApplicantKind, Outcome
from tests import factories
from tests.reports import district
from tests.reports.district import SEALED_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ() -> Organ:
    return district.government()


def signed_in(post: Post) -> Client:
    client = Client()
    client.force_login(post.user)
    return client


def address(name: str, organ: Organ, *rest: object) -> str:
    return reverse(f"reports:{name}", args=[organ.code, 2019, *rest])


def ready(organ: Organ) -> Post:
    post = district.officer(organ)
    district.register(organ, {"t3.3.1/natural": 2, "review/upheld": 1})
    district.fill_table_two(organ, post)
    district.write(organ, post)
    return post


SCREENS = ("report", "table_two", "write", "over_years")
READERS = {"report"}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("screen", SCREENS)
def test_readers_read_writers_write_and_nobody_else_finds_the_page(
    organ: Organ, role: Role, screen: str
) -> None:
    answer = signed_in(district.officer(organ, role)).get(address(screen, organ))
    if role in (Role.OFFICER, Role.OFFICE):
        assert answer.status_code == 200
    elif role in (Role.SECURITY_ADMIN, Role.LEGAL):
        assert answer.status_code == 404
    else:
        assert answer.status_code == (200 if screen in READERS else 403)


@pytest.mark.parametrize("screen", SCREENS)
def test_another_organs_report_does_not_exist_for_an_officer(organ: Organ, screen: str) -> None:
    works = district.department(organ, "works", "住建局")
    health = district.department(organ, "health", "卫健局")
    client = signed_in(district.officer(works))
    assert client.get(address(screen, works)).status_code == 200
    assert client.get(address(screen, health)).status_code == 404
    assert client.get(address(screen, organ)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(organ: Organ) -> None:
    answer = Client().get(address("report", organ))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


@pytest.mark.parametrize("year", [2018, 2999])
def test_a_year_without_a_report_is_not_there(organ: Organ, year: int) -> None:
    client = signed_in(district.officer(organ))
    assert client.get(f"/desk/reports/{organ.code}/{year}/").status_code == 404


def test_findings_stand_beside_their_table_and_mark_the_cell(organ: Organ) -> None:
    post = ready(organ)
    actions.type_value(
        organ=organ, year=2019, cell="t2.rules/made_new", value=Decimal(1), by=post, at=SEALED_AT
    )
    page = signed_in(post).get(address("report", organ)).content.decode()
    assert "T2-R3" in page
    assert 'data-cell="t2.rules/made_new" id="t2-rules-made_new" class="bad"' in page
    assert 'href="#t2-rules-made_new"' in page
    assert "处错误，改正后才能送审" in page


def test_the_count_behind_a_cell_is_the_cell(organ: Organ) -> None:
    rng = random.Random(7)  # noqa: S311
    works = district.department(organ, "works", "住建局")
    outcomes = [outcome for outcome in Outcome if outcome != Outcome.ABANDONED_NO_FEE]
    for _ in range(30):
        received = date(rng.choice((2018, 2019, 2020)), rng.randint(1, 12), 5)
        ended = rng.choice((None, date(received.year + rng.randint(0, 1), 12, 20)))
        factories.application(
            rng.choice((organ, works)),
            received_on=received,
            concluded_on=ended,
            applicant_kind=rng.choice(list(ApplicantKind)).value,
            outcome=rng.choice(outcomes).value if ended else "",
            at=factories.noon(date(2022, 1, 10)),
        )
    for result in ("", "review_upheld", "review_mediated", "review_annulled"):
        ended = date(2019, 12, 1) if result else None
        factories.remedy(works, result=result, concluded_on=ended)
    made = figures.figures(organ, 2019, subtree=True)
    client = signed_in(district.officer(organ, Role.OFFICE))
    cells = [c for c in (*made.fmt.cell_ids("t3"), *made.fmt.cell_ids("t4")) if made.cells[c]]
    assert len(cells) > 12
    for cell in cells:
        answer = client.get(address("cell", organ, cell), {"scope": "subtree"})
        assert answer.context["count"] == made.cells[cell], cell
        assert answer.context["out_of_reach"] == 0


def test_behind_a_cell_an_officer_sees_only_the_cases_of_organs_in_reach(organ: Organ) -> None:
    works = district.department(organ, "works", "住建局")
    mine = factories.application(organ, number="区政府1号")
    hidden = factories.application(works, number="住建局1号")
    page = signed_in(district.officer(organ)).get(
        address("cell", organ, "t3.1/total"), {"scope": "subtree"}
    )
    text = page.content.decode()
    assert mine.number in text
    assert hidden.number not in text
    assert "其余1件属于其他机关" in text


def test_behind_a_cell_each_case_leads_to_its_page(organ: Organ) -> None:
    case, suit = factories.application(organ), factories.remedy(organ)
    client = signed_in(district.officer(organ))
    for cell, row in (("t3.1/total", case), ("review/total", suit)):
        page = client.get(address("cell", organ, cell)).content.decode()
        assert f"/{row.pk}/" in page


def test_an_unknown_cell_is_not_there(organ: Organ) -> None:
    client = signed_in(district.officer(organ))
    assert client.get(address("cell", organ, "t3.99/total")).status_code == 404


def test_table_two_reads_figures_as_people_write_them(organ: Organ) -> None:
    post = district.officer(organ)
    answer = signed_in(post).post(
        address("table_two", organ),
        {
            "t2.permit/decisions": "１６８，518",
            "t2.fee/items_delta": "-69",
            "t2.procurement/amount": "17090.91",
            "source": "审批局",
        },
    )
    assert answer.status_code == 302
    typed = queries.typed_in_force(organ, 2019)
    assert {cell: row.value for cell, row in typed.items()} == {
        "t2.permit/decisions": 168518,
        "t2.fee/items_delta": -69,
        "t2.procurement/amount": 170909100,
    }
    assert typed["t2.permit/decisions"].by == post
    page = signed_in(post).get(address("table_two", organ)).content.decode()
    assert 'value="168518"' in page
    assert 'value="17090.91"' in page


def test_table_two_saves_only_what_changed_and_can_fill_the_rest_with_zero(organ: Organ) -> None:
    post = district.officer(organ)
    client = signed_in(post)
    client.post(address("table_two", organ), {"t2.permit/decisions": "5", "zeros": "on"})
    assert TypedValue.objects.count() == 22
    form = dict.fromkeys(queries.typed_in_force(organ, 2019), "0")
    client.post(address("table_two", organ), form | {"t2.permit/decisions": "6"})
    assert TypedValue.objects.count() == 23


def test_a_word_in_table_two_is_refused_and_nothing_is_saved(organ: Organ) -> None:
    answer = signed_in(district.officer(organ)).post(
        address("table_two", organ), {"t2.permit/decisions": "许多", "t2.rules/made_new": "0"}
    )
    assert "“许多”不是数字" in answer.content.decode()
    assert not TypedValue.objects.exists()


def test_of_two_writers_the_second_keeps_words_and_sees_the_others(organ: Organ) -> None:
    district.write(organ, district.officer(organ))
    client = signed_in(district.officer(organ, Role.OFFICE))
    mine = district.PROSE | {"other": "我写的事项。", "edition": "0"}
    page = client.post(address("write", organ), mine).content.decode()
    assert "我写的事项。" in page
    assert "没有需要报告的其他事项。" in page
    assert "已在您打开之后保存了第1稿" in page
    assert 'name="edition" value="1"' in page
    assert Narrative.objects.count() == 1
    assert client.post(address("write", organ), mine | {"edition": "1"}).status_code == 302
    assert queries.narrative(organ, 2019).sections["other"] == "我写的事项。"  # type: ignore[union-attr]


def test_the_text_rules_speak_after_saving(organ: Organ) -> None:
    post = ready(organ)
    client = signed_in(post)
    form = district.PROSE | {"overview": "全年共收到政府信息公开申请5件。", "edition": "1"}
    client.post(address("write", organ), form)
    page = client.get(address("write", organ)).content.decode()
    assert "TX-R1" in page


def test_a_figure_of_an_earlier_year_is_refused_without_its_source(organ: Organ) -> None:
    client = signed_in(district.officer(organ))
    form = {"series": "published", "year": "2018", "value": "16253", "source": ""}
    assert "往年数字须注明来源" in client.post(address("over_years", organ), form).content.decode()
    client.post(address("over_years", organ), form | {"source": "2018年年报"})
    page = client.get(address("over_years", organ)).content.decode()
    assert "16253" in page
    assert "无数据" in page


def test_what_last_year_carried_out_is_typed_and_shown(organ: Organ) -> None:
    client = signed_in(district.officer(organ))
    there = reverse("reports:over_years", args=[organ.code, 2021])
    form = {"series": "t3.4/natural", "year": "2020", "value": "2", "source": "2020年年报"}
    assert client.post(there, form).status_code == 302
    page = client.get(there).content.decode()
    assert "2020年度报告的结转数" in page
    assert "<dd>2件" in page
    made = figures.figures(organ, 2021, subtree=False)
    assert "T3-R5" in {item.rule for item in figures.findings(made)}


def test_from_draft_to_public(organ: Organ) -> None:
    officer = signed_in(ready(organ))
    sealed = officer.post(address("seal", organ), {"scope": "subtree"})
    version = Version.objects.get()
    assert sealed["Location"] == address("version", organ, 1)
    for role in (Role.REVIEWER, Role.SECRECY, Role.SIGNER):
        client = signed_in(district.officer(organ, role))
        page = client.get(address("version", organ, 1)).content.decode()
        assert "请通读全文" in page
        client.post(
            address("version", organ, 1),
            {"conclusion": "passed", "basis": "条例第十七条", "opinion": ""},
        )
    assert list(version.reviews.values_list("step", flat=True)) == ["review", "secrecy", "sign"]
    officer.post(address("publish", organ, 1))
    version.record.refresh_from_db()
    assert version.record.public_version == version
    assert Client().get(f"/reports/{organ.code}/2019/").status_code == 200


def test_a_return_needs_an_opinion(organ: Organ) -> None:
    signed_in(ready(organ)).post(address("seal", organ), {"scope": "subtree"})
    client = signed_in(district.officer(organ, Role.REVIEWER))
    form = {"conclusion": "returned", "basis": "条例第五十条", "opinion": ""}
    page = client.post(address("version", organ, 1), form).content.decode()
    assert "退回须写明要改什么" in page
    client.post(address("version", organ, 1), form | {"opinion": "请补写整改措施。"})
    review = Version.objects.get().reviews.get()
    assert review.conclusion == Conclusion.RETURNED


def test_a_reviewer_sees_first_what_changed_since_the_version_that_was_read(organ: Organ) -> None:
    post = ready(organ)
    officer, reviewer = signed_in(post), signed_in(district.officer(organ, Role.REVIEWER))
    officer.post(address("seal", organ), {"scope": "subtree"})
    reviewer.post(
        address("version", organ, 1),
        {"conclusion": "returned", "basis": "条例", "opinion": "改"},
    )
    factories.application(organ, outcome="provided", concluded_on=date(2019, 7, 1))
    officer.post(
        address("write", organ), district.PROSE | {"problems": "改过的文字。", "edition": "1"}
    )
    officer.post(address("seal", organ), {"scope": "subtree"})
    shown = reviewer.get(address("version", organ, 2))
    changes = {(c.label, c.before, c.after) for c in shown.context["changed"].cells}
    assert ("一、本年新收政府信息公开申请数量 · 自然人", "2", "3") in changes
    assert ("增", "改过的文字。") in shown.context["changed"].lines


def test_publishing_before_the_reviews_is_refused_in_words(organ: Organ) -> None:
    officer = signed_in(ready(organ))
    officer.post(address("seal", organ), {"scope": "subtree"})
    page = officer.post(address("publish", organ, 1), follow=True).content.decode()
    assert "这一稿尚未通过“业务审核”" in page
    assert Client().get(f"/reports/{organ.code}/2019/").status_code == 404


def test_an_unreviewed_version_can_be_read_as_a_file_only_inside(organ: Organ) -> None:
    officer = signed_in(ready(organ))
    officer.post(address("seal", organ), {"scope": "subtree"})
    inside = officer.get(address("version_file", organ, 1, "json"))
    assert inside.json()["title"] == "明阳区人民政府2019年政府信息公开工作年度报告"
    assert inside.headers["Cache-Control"] == "no-store", "no shared cache keeps a draft"
    assert Client().get(f"/reports/{organ.code}/2019/report.json").status_code == 404
    other = signed_in(district.officer(district.government("other", name="另区人民政府")))
    assert other.get(address("version_file", organ, 1, "json")).status_code == 404


def test_a_draft_can_be_read_as_a_file_that_says_so(organ: Organ) -> None:
    post = ready(organ)
    made = signed_in(post).get(reverse("reports:draft_file", args=[organ.code, 2019, "json"]))
    assert made.json()["draft_note"].startswith("草稿")
    outside = signed_in(district.officer(district.government("other", name="另区人民政府")))
    hidden = outside.get(reverse("reports:draft_file", args=[organ.code, 2019, "json"]))
    assert hidden.status_code == 404


def test_a_seal_with_errors_comes_back_with_the_reasons(organ: Organ) -> None:
    officer = signed_in(district.officer(organ))
    page = officer.post(address("seal", organ), {"scope": "subtree"}, follow=True).content.decode()
    assert "核对发现错误，不能送审" in page
    assert not Seal.objects.exists()


def test_the_board_tells_every_state_and_its_deadline(organ: Organ) -> None:
    names = {"a": "教体局", "b": "民政局", "c": "住建局", "d": "卫健局"}
    offices = {code: district.department(organ, code, name) for code, name in names.items()}
    district.write(offices["b"], district.officer(offices["b"]))
    for name in "cd":
        post = ready(offices[name])
        actions.seal(organ=offices[name], year=2019, subtree=False, by=post, at=SEALED_AT)
    signed_in(district.officer(offices["d"], Role.REVIEWER)).post(
        address("version", offices["d"], 1),
        {"conclusion": "returned", "basis": "条例", "opinion": "改"},
    )
    found = {
        row.organ.code: (row.state.value, row.due, row.overdue)
        for row in board.rows([organ, *offices.values()], 2019, today=date(2020, 2, 1))
    }
    assert found == {
        "mingyang": ("未编", date(2020, 3, 31), False),
        "a": ("未编", date(2020, 1, 31), True),
        "b": ("编制中", date(2020, 1, 31), True),
        "c": ("送审", date(2020, 1, 31), True),
        "d": ("退回", date(2020, 1, 31), True),
    }
    page = signed_in(district.officer(organ, Role.OFFICE)).get("/desk/reports/?year=2019")
    assert [row.organ.code for row in page.context["page"]] == [organ.code, *"abcd"]


def test_the_board_counts_the_findings_of_reports_in_work(organ: Organ) -> None:
    works = district.department(organ, "works", "住建局")
    district.write(works, district.officer(works))
    page = signed_in(district.officer(organ, Role.OFFICE)).get("/desk/reports/?year=2019")
    found = {row.organ.code: counts for row, counts in page.context["listed"]}
    assert found["mingyang"] is None
    assert found["works"]["error"] == 2
    assert "2处错误" in page.content.decode().replace(" ", "")


def test_the_board_of_a_department_lists_only_itself(organ: Organ) -> None:
    works = district.department(organ, "works", "住建局")
    page = signed_in(district.officer(works)).get("/desk/reports/?year=2019")
    assert [row.organ.code for row in page.context["page"]] == ["works"]


@pytest.mark.parametrize("year", ["9" * 5000, "２０１９", "-1", "x"])
def test_a_year_that_is_none_shows_the_usual_one(organ: Organ, year: str) -> None:
    board = signed_in(district.officer(organ)).get(reverse("reports:index"), {"year": year})
    assert board.status_code == 200
