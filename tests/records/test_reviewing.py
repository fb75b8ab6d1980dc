"""Reviews: by whom, in which order, with which answers, and what an organ demands beyond."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from mingbai.accounts.roles import Role
from mingbai.audit.models import Event
from mingbai.records import actions, gate, kinds
from mingbai.records.models import Conclusion, ExtraStep, Record, Version
from mingbai.records.queries import waiting_for
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import PASSED, RETURNED, House, edit, fresh, hand_in, later, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def due(version: Version) -> str:
    step = gate.next_step(fresh(version))
    return step.id if step else ""


def stage(version: Version) -> str:
    return Record.objects.get(pk=version.record_id).stage


def test_the_four_questions_of_the_first_review_are_answered(house: House) -> None:
    """第十七条; 预先审查: 能否公开、怎样公开、在什么范围公开、公开时限."""
    version = house.submitted()
    facts = {"conclusion": PASSED, "basis": "第十七条", "by": house.reviewer, "at": NOON}
    some = {"may": "可以公开", "how": " ", "scope": "全社会"}
    with pytest.raises(Refusal, match="预先审查须逐项回答：怎样公开、公开时限"):
        actions.review(version, answers=some, **facts)  # type: ignore[arg-type]
    assert not version.reviews.exists()
    answers = {"may": "可以公开", "how": "全文", "scope": "全社会", "when": "按期", "x": "多余"}
    made = actions.review(version, answers=answers, **facts)  # type: ignore[arg-type]
    assert made.answers == {k: v for k, v in answers.items() if k != "x"}


@pytest.mark.parametrize(
    ("openness", "conclusion", "may", "words"),
    [
        ("proactive", PASSED, "可以公开", ""),
        ("proactive", PASSED, "不予公开", "答的是“不予公开”，稿件的公开属性是“主动公开”，不能通过"),
        ("proactive", PASSED, "依申请公开", "不能通过"),
        ("proactive", RETURNED, "不予公开", ""),
        ("proactive", RETURNED, "", ""),
        ("proactive", RETURNED, "不能", "没有这一项"),
        ("on_request", PASSED, "依申请公开", ""),
        ("on_request", PASSED, "可以公开", "稿件的公开属性是“依申请公开”，不能通过"),
        ("withheld", PASSED, "不予公开", ""),
        ("withheld", PASSED, "可以公开", "稿件的公开属性是“不予公开”，不能通过"),
    ],
)
def test_whether_it_may_be_public_fits_what_the_text_says_and_the_conclusion(
    openness: str, conclusion: Conclusion, may: str, words: str, house: House
) -> None:
    """第十七条; 能否公开 is answered by one of the three outcomes of 第十三条至第十六条."""
    grounds = {"on_request": "a19_not_proactive", "withheld": "a14_secret"}
    reason = "定密机关二〇二〇年一月定密，秘密级，十年"
    facts = {"openness": openness, "openness_ground": grounds.get(openness, "")}
    facts |= {"openness_reason": reason} if openness == "withheld" else {}
    version = house.submitted(**facts)
    answers = {"may": may, "how": "全文", "scope": "全社会", "when": "按期"}
    given = {"conclusion": conclusion, "basis": "第十七条", "answers": answers}
    if not words:
        made = actions.review(version, **given, by=house.reviewer, at=NOON)  # type: ignore[arg-type]
        assert made.answers["may"] == may
        return
    with pytest.raises(Refusal, match=words):
        actions.review(version, **given, by=house.reviewer, at=NOON)  # type: ignore[arg-type]
    assert not version.reviews.exists()


def test_who_sends_back_need_not_answer(house: House) -> None:
    version = house.submitted()
    actions.review(version, conclusion=RETURNED, basis="x", by=house.reviewer, at=NOON)
    assert stage(version) == Stage.RETURNED


def test_a_reviewer_may_think_better_of_it(house: House) -> None:
    version = house.submitted()
    review(version, house.reviewer, RETURNED)
    review(version, house.reviewer)
    assert (stage(version), due(version)) == (Stage.REVIEW, "secrecy")


def test_who_handed_it_in_reviews_nothing_of_it(house: House) -> None:
    version = house.submitted()
    also = factories.post(Role.REVIEWER, house.organ, user=house.officer.user)
    with pytest.raises(Refusal, match="拟稿人不得审查"):
        review(version, also)


def test_who_wrote_a_part_reviews_nothing_of_it_though_another_handed_it_in(house: House) -> None:
    """审查他人所拟之稿: who saved the draft is a drafter, whoever presses 送审."""
    record = house.submitted().record
    actions.recall(record.pk, by=house.officer, at=NOON)
    edit(record, house.colleague, body="<p>李四写的。</p>")
    edit(record, house.officer, body="<p>李四写的，张三改的。</p>")
    version = hand_in(record, house.officer)
    also = factories.post(Role.REVIEWER, house.organ, user=house.colleague.user)
    with pytest.raises(Refusal, match="拟稿人不得审查"):
        review(version, also)
    assert waiting_for(also.user, today=NOON.date()) == []
    assert waiting_for(house.reviewer.user, today=NOON.date())


def test_one_person_with_all_posts_takes_one_step_only(house: House) -> None:
    person = factories.user("王五")
    posts = {role: factories.post(role, house.organ, user=person) for role in Role}
    version = house.submitted()
    review(version, posts[Role.REVIEWER])
    with pytest.raises(Refusal, match="两个环节"):
        review(version, posts[Role.SECRECY])
    review(version, house.secrecy)
    with pytest.raises(Refusal, match="两个环节"):
        review(version, posts[Role.SIGNER])


@pytest.mark.parametrize("role", list(Role))
def test_only_the_role_of_the_step_gives_it(house: House, role: Role) -> None:
    version = house.submitted()
    if role is Role.REVIEWER:
        review(version, house.reviewer)
        return
    with pytest.raises(PermissionDenied):
        review(version, factories.post(role, house.organ))
    with pytest.raises(PermissionDenied):
        review(version, factories.post(Role.REVIEWER))


def test_a_recalled_text_is_not_reviewed(house: House) -> None:
    version = house.submitted()
    actions.recall(version.record_id, by=house.officer, at=NOON)
    with pytest.raises(Refusal, match="现在是“拟稿”"):
        review(version, house.reviewer)
    assert waiting_for(house.reviewer.user, today=NOON.date()) == []


def test_a_demanded_step_comes_before_the_signature(house: House) -> None:
    office = factories.post(Role.OFFICE, house.organ)
    actions.demand_step(house.organ, kind="", step="head", by=office, at=NOON)
    version = house.submitted()
    ids = [each.id for each in gate.steps(version.record)]
    assert ids == ["pre", "secrecy", "head", "sign"]
    actions.publish(factories.reviewed(version), by=house.officer, at=NOON)


def test_a_step_demanded_after_all_reviews_is_needed_and_the_signature_again(house: House) -> None:
    """签发在各项审查之后: who signed before the added review has not signed it."""
    version = house.reviewed()
    office = factories.post(Role.OFFICE, house.organ)
    actions.demand_step(house.organ, kind="information", step="head", by=office, at=NOON)
    with pytest.raises(Refusal, match="尚未通过“公开机构审核”"):
        actions.publish(version, by=house.officer, at=NOON)
    review(version, house.head)
    assert due(version) == "sign"
    with pytest.raises(Refusal, match="尚未通过“签发”"):
        actions.publish(version, by=house.officer, at=NOON)
    review(version, house.signer)
    assert stage(version) == Stage.READY
    actions.publish(version, by=house.officer, at=NOON)


def test_a_waived_step_is_needed_no_more_and_a_statutory_one_always(house: House) -> None:
    office = factories.post(Role.OFFICE, house.organ)
    extra = actions.demand_step(house.organ, kind="", step="head", by=office, at=NOON)
    assert actions.demand_step(house.organ, kind="", step="head", by=office, at=NOON) == extra
    version = house.submitted()
    actions.waive_step(extra, by=office, at=NOON)
    assert [each.id for each in gate.steps(version.record)] == ["pre", "secrecy", "sign"]
    again = ExtraStep(pk=1, organ=house.organ, kind="", step="head")
    with pytest.raises(Refusal, match="已经取消"):
        actions.waive_step(again, by=office, at=NOON)
    verbs = Event.objects.filter(verb__startswith="records.step").values_list("verb", flat=True)
    assert list(verbs) == ["records.step_demanded", "records.step_waived"]


def test_a_demand_holds_for_the_subtree_and_nowhere_else(house: House) -> None:
    office = factories.post(Role.OFFICE, house.organ)
    actions.demand_step(house.organ, kind="", step="legal", by=office, at=NOON)
    below = House(factories.organ(parent=house.organ)).submitted()
    beside = House().submitted()
    assert "legal" in [each.id for each in gate.steps(below.record)]
    assert "legal" not in [each.id for each in gate.steps(beside.record)]


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.OFFICE, Role.HEAD)])
def test_steps_are_not_anybodys_to_set(house: House, role: Role) -> None:
    by = factories.post(role, house.organ)
    with pytest.raises(PermissionDenied):
        actions.demand_step(house.organ, kind="", step="head", by=by, at=NOON)
    foreign = factories.post(Role.OFFICE)
    with pytest.raises(PermissionDenied):
        actions.demand_step(house.organ, kind="", step="head", by=foreign, at=NOON)


@pytest.mark.parametrize("kind", kinds.documents(), ids=lambda kind: kind.id)
def test_every_kind_of_document_asks_the_secrecy_and_ends_with_the_signature(
    kind: kinds.Kind,
) -> None:
    ids = [step.id for step in kind.steps]
    assert ids[0] == "pre"
    assert "secrecy" in ids
    assert ids[-1] == "sign"


def test_a_later_review_of_the_same_step_replaces_the_one_before(house: House) -> None:
    version = house.reviewed()
    with pytest.raises(Refusal, match="均已通过"):
        review(version, house.signer, RETURNED, at=later(1))
    assert stage(version) == Stage.READY


def test_who_cannot_tell_refers_it_and_concludes_later(house: House) -> None:
    """第十七条：不能确定的，应当依照规定报有关主管部门或者保密行政管理部门确定."""
    version = house.submitted()
    review(version, house.reviewer)
    facts: dict[str, Any] = {"conclusion": Conclusion.REFERRED, "basis": "第十七条"}
    with pytest.raises(Refusal, match="请写明报请哪个部门确定"):
        actions.review(version, **facts, by=house.secrecy, at=NOON)
    facts["opinion"] = "1月10日报区保密局确定。"
    actions.review(version, **facts, by=house.secrecy, at=NOON)
    record = Record.objects.get()
    assert record.stage == Stage.REVIEW
    step = gate.next_step(fresh(version))
    assert step is not None
    assert step.id == "secrecy"
    with pytest.raises(PermissionDenied):
        review(version, house.signer)
    assert "尚未通过“保密审查”" in gate.obstacle(fresh(version), today=NOON.date())
    review(version, house.secrecy)
    review(version, house.signer)
    assert Record.objects.get().stage == Stage.READY
