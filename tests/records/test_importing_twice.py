"""Import twice equals import once, over lists of every shape: doubles, gaps, what is refused."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.organs.models import Organ
from mingbai.records.importing.manifest import Line
from mingbai.records.models import Attachment, Batch, BatchRow, LegacyAddress, Record
from mingbai.records.stages import Stage
from tests import factories
from tests.records.test_importing_batches import (
    identity,
    packed,
    publish,
    read,
    reviewed,
    site_of,
    states,
)

State = BatchRow.State
OLD = "https://old.example.org/art"
PAGES = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["关于甲事项的通知", "关于乙事项的通知", "关于乙事项的通知 ", ""]),
        "stated_on": st.sampled_from(["2015-03-02", "2015年3月2日", "2016-01-05", "2015年", ""]),
        "text": st.sampled_from(["甲。", "乙。", "乙。\n\n", f"身份证号{identity()}。", ""]),
        "doc_no": st.sampled_from(["", "明政发〔2015〕3号", "明政发(2015)3号"]),
        "address": st.sampled_from(["", f"{OLD}/1.html", f"{OLD}/2.html", "http://[bad"]),
        "files": st.sampled_from(["", "", "b.csv", "没有.pdf"]),
    }
)
MANIFESTS = st.lists(PAGES, min_size=1, max_size=6)


class Undo(Exception):
    """Ends one example's savepoint."""


@pytest.fixture
def organ(db: None, settings: Any, tmp_path: Any) -> Organ:
    settings.VAR = tmp_path
    made = factories.coded(factories.organ("bureau"))
    factories.records_staff(made)
    site_of(made)
    return made


def lines(pages: Sequence[dict[str, str]]) -> list[Line]:
    filled = ({key: value for key, value in page.items() if value} for page in pages)
    return [Line(number, values) for number, values in enumerate(filled, start=1)]


def imported(organ: Organ, pages: Sequence[dict[str, str]], limit: int) -> Batch:
    """The whole way: read, reviewed, published; a batch with nothing new ends by itself."""
    source = packed(b_csv="甲,乙\n1,2\n".encode())
    batch = read(organ, *lines(pages), source=source)
    return batch if batch.stage == Batch.Stage.DONE else publish(reviewed(batch), limit=limit)


def facts() -> list[Any]:
    """All that an import leaves beside its own list."""
    kept = "key", "title", "stage", "stated_on", "listed_at", "first_public_at", "index_no"
    return [
        list(Record.objects.order_by("key").values_list(*kept, "versions__sha256")),
        list(LegacyAddress.objects.order_by("path").values_list("path", "record__key")),
        list(Attachment.objects.order_by("pk").values_list("record__key", "sha256")),
    ]


def of_content() -> set[Any]:
    """What is public and by which text, whatever number it got and in which batch it came."""
    rows = Record.objects.filter(stage=Stage.PUBLIC)
    return set(rows.values_list("key", "title", "stated_on", "versions__sha256"))


def over(check: Any) -> int:
    """Run a check over manifests, each in a savepoint; how many pages became public."""
    public = 0

    @settings(
        max_examples=6,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(pages=MANIFESTS, limit=st.integers(1, 4))
    def run(pages: list[dict[str, str]], limit: int) -> None:
        nonlocal public
        try:
            with transaction.atomic():
                check(pages, limit)
                public += Record.objects.filter(stage=Stage.PUBLIC).count()
                raise Undo
        except Undo:
            pass

    run()
    return public


def test_the_same_list_again_changes_nothing(organ: Organ) -> None:
    def check(pages: list[dict[str, str]], limit: int) -> None:
        first = imported(organ, pages, limit)
        once, told = facts(), states(first)
        again = imported(organ, pages, limit)
        assert facts() == once
        assert again.stage == Batch.Stage.DONE
        refused = [each == State.REFUSED for each in told]
        assert [each == State.REFUSED for each in states(again)] == refused
        assert {State.READ, State.PUBLIC, State.STOPPED}.isdisjoint(states(again))

    assert over(check) > 2  # 否则什么也没有证明


def test_its_lines_twice_in_one_list_are_those_lines(organ: Organ) -> None:
    def check(pages: list[dict[str, str]], limit: int) -> None:
        with transaction.atomic():
            point = transaction.savepoint()
            imported(organ, pages, limit)
            once = of_content()
            transaction.savepoint_rollback(point)
        imported(organ, [*pages, *pages], limit)
        assert of_content() == once

    assert over(check) > 2


def test_in_two_parts_it_is_the_same(organ: Organ) -> None:
    """没有网址的页面：同一网址换了内容，后一批会被挡下（见 test_importing_batches）。"""

    def check(pages: list[dict[str, str]], limit: int) -> None:
        bare = [page | {"address": ""} for page in pages]
        with transaction.atomic():
            point = transaction.savepoint()
            imported(organ, bare, limit)
            once = of_content()
            transaction.savepoint_rollback(point)
        imported(organ, bare[:limit], limit)
        imported(organ, bare, limit)
        assert of_content() == once

    assert over(check) > 2
