"""What the database itself holds to be true of a case, whoever writes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mingbai.remedies.models import Instance, Remedy
from mingbai.remedies.stages import Stage
from tests.remedies import courses

pytestmark = pytest.mark.django_db

IMPOSSIBLE = {
    "未审结的案件不能已了结": (Stage.ACCEPTED, {"stage": Stage.CLOSED}),
    "审结的案件不能尚在受理": (Stage.CLOSED, {"stage": Stage.ACCEPTED}),
    "一审已判未生效的诉讼没有审结日期": (
        Stage.DECIDED,
        {"concluded_on": date(2025, 6, 3), "concluded_year": 2025, "result": "suit_void"},
    ),
    "中止的案件记得从哪一环节中止": (Stage.SUSPENDED, {"suspended_from": ""}),
    "没有中止的案件没有中止前的环节": (Stage.ACCEPTED, {"suspended_from": "accepted"}),
    "重新答复以后不再是重新答复中": (Stage.REDOING, {"redo_done_on": date(2025, 9, 5)}),
}


@pytest.mark.parametrize(("stage", "changes"), IMPOSSIBLE.values(), ids=list(IMPOSSIBLE))
def test_what_cannot_be_is_not_stored(stage: Stage, changes: dict[str, Any]) -> None:
    case = courses.at_stage(stage)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remedy.objects.filter(pk=case.pk).update(**changes)


DECISIONS: dict[str, dict[str, Any]] = {
    "有裁判日期没有结果": {"result": ""},
    "有结果没有裁判日期": {"decided_on": None, "served_on": None},
    "裁判早于受理": {"decided_on": date(2025, 3, 1)},
    "送达早于裁判": {"served_on": date(2025, 5, 11)},
    "发回重审而有结果": {"remanded": True},
}


@pytest.mark.parametrize("changes", DECISIONS.values(), ids=list(DECISIONS))
def test_a_decision_that_cannot_be_is_not_stored(changes: dict[str, Any]) -> None:
    courses.at_stage(Stage.DECIDED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Instance.objects.update(**changes)
