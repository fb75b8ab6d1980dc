"""What an event may hold, where it may be written, and that its hash survives the database."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from mingbai.audit import verify
from mingbai.audit.actions import checkpoint, event_facts, record
from mingbai.audit.actors import COMMAND, Machine
from mingbai.audit.canonical import canonical, digest, instant
from mingbai.audit.models import Chain, Checkpoint, Event
from mingbai.organs.models import Organ
from tests import factories

SHANGHAI = timezone(timedelta(hours=8))

ALLOWED = {
    "代码": "t3.3.4.1",
    "日期": date(2019, 5, 15),
    "时刻": datetime(2019, 5, 15, 9, 30, tzinfo=SHANGHAI),
    "散列": digest("任意文字"),
    "全是数字的散列": "1" * 64,
    "随机主键": UUID("11010119-9003-4712-8345-138123456789"),
    "金额与手机号同长": Decimal("13812345678.00"),
    "整数": 13812345678,
    "列表与映射": {"rows": [1, 2, None, True], "code": "a-b"},
    "空": "",
}
REFUSED = {
    "中文": "某人",
    "带空格的文字": "free text",
    "十八位身份证号": "110101199003071234",
    "末位X的身份证号": "11010119900307123X",
    "字母开头的身份证号": "a110101199003071234",
    "十五位身份证号": "110101900307123",
    "身份证号作整数": 110101199003071234,
    "身份证号作小数": Decimal("110101199003071234"),
    "手机号": "13812345678",
    "带区号的手机号": "+86-13812345678",
    "列表里的身份证号": ["ok", "110101199003071234"],
    "映射的键里的手机号": {"13812345678": 1},
    "过长的代码": "a" * 81,
    "换行": "code\n",
    "小于号": "<script>",
}


@pytest.mark.django_db
@pytest.mark.parametrize("value", ALLOWED.values(), ids=ALLOWED.keys())
def test_codes_numbers_dates_and_hashes_go_in(value: Any) -> None:
    organ = factories.organ()
    record("organ.amended", organ, chain=organ.code, by=COMMAND, at=factories.NOON, value=value)
    assert list(verify.problems()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED.keys())
def test_text_and_personal_numbers_are_refused(value: Any) -> None:
    organ = factories.organ()
    with pytest.raises(ValueError, match=r"Not a code|too long"):
        record("organ.amended", organ, chain=organ.code, by=COMMAND, at=factories.NOON, value=value)
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_names_may_not_stand_for_actor_or_chain() -> None:
    organ = factories.organ()
    with pytest.raises(ValueError, match="Not a code"):
        record("organ.amended", organ, chain="某局", by=COMMAND, at=factories.NOON)
    with pytest.raises(ValueError, match="Not a code"):
        record("organ.amended", organ, chain=organ.code, by=Machine("张三"), at=factories.NOON)


@pytest.mark.django_db
def test_a_moment_without_time_zone_is_refused() -> None:
    organ = factories.organ()
    with pytest.raises(ValueError, match="time zone"):
        record("x.y", organ, chain=organ.code, by=COMMAND, at=datetime(2020, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    organ = Organ(pk=1, code="a")
    with pytest.raises(transaction.TransactionManagementError):
        record("organ.amended", organ, chain="a", by=COMMAND, at=factories.NOON)
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_whose_event_fails_did_not_happen() -> None:
    """AUD-04: fail closed."""

    @transaction.atomic
    def act() -> None:
        organ = factories.organ("bureau")
        record("organ.amended", organ, chain="bureau", by=COMMAND, at=factories.NOON, why="因为")

    with pytest.raises(ValueError, match="Not a code"):
        act()
    assert not Organ.objects.exists()
    assert not Chain.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=SHANGHAI),
        datetime(2026, 1, 1, 16, 0, 0, 0, tzinfo=UTC),
        datetime(2026, 1, 2, 0, 0, 0, 1, tzinfo=SHANGHAI),
    ],
    ids=["北京时间带微秒", "整秒", "北京时间零点后一微秒"],
)
def test_the_moment_survives_the_database(at: datetime) -> None:
    organ = factories.organ()
    written = record("organ.amended", organ, chain=organ.code, by=COMMAND, at=at)
    read = Event.objects.get(pk=written.pk)
    assert read.at == at
    assert event_facts(read) == event_facts(written)
    assert digest(event_facts(read)) == read.hash


def test_a_moment_is_written_in_utc_with_microseconds() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=SHANGHAI)
    assert instant(at) == "2026-01-01T19:04:05.000000+00:00"


def test_canonical_bytes_do_not_depend_on_order() -> None:
    assert canonical({"b": 1, "a": "文"}) == '{"a":"文","b":1}'.encode()


@pytest.mark.django_db
def test_a_checkpoint_is_made_once_a_day() -> None:
    factories.organ()
    first = checkpoint(date(2020, 1, 10), at=factories.NOON)
    factories.organ()
    again = checkpoint(date(2020, 1, 10), at=factories.NOON)
    assert again == first
    following = checkpoint(date(2020, 1, 11), at=factories.NOON)
    assert following.previous == first.hash
    assert checkpoint(date(2020, 1, 9), at=factories.NOON) == following  # 时钟被拨回
    assert Checkpoint.objects.count() == 2
    assert list(verify.problems()) == []


@pytest.mark.django_db
def test_verifying_ten_thousand_events_takes_seconds(
    django_assert_max_num_queries: Any,
) -> None:
    organ = factories.organ()
    head = Chain.objects.get(code=organ.code)
    events, previous = [], head.head
    for number in range(2, 10_002):
        event = Event(
            chain=organ.code,
            number=number,
            at=factories.NOON,
            verb="organ.amended",
            object_type="organs.organ",
            object_id=str(organ.pk),
            actor_kind="system",
            actor_id="command",
            data={"n": number},
            previous=previous,
        )
        previous = event.hash = digest(event_facts(event))
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    Chain.objects.filter(code=organ.code).update(length=10_001, head=previous)
    checkpoint(date(2020, 1, 10), at=factories.NOON)
    started = datetime.now(UTC)  # noqa: TID251
    with django_assert_max_num_queries(12):
        assert list(verify.problems()) == []
    assert (datetime.now(UTC) - started).total_seconds() < 10  # noqa: TID251
    assert connection.vendor in ("sqlite", "postgresql")
