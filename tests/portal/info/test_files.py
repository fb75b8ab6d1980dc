"""Files of a record: there by their name while it is public, never by their hash."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ
from mingbai.records import actions, placing
from mingbai.records.intake import Taken
from mingbai.records.models import Record
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
DATA = "道路改造规划说明。".encode()
NAME = "规划说明（定稿）.txt"


@pytest.fixture
def with_file(bureau: Organ, tmp_path: Path, settings: Any) -> Callable[[], Record]:
    settings.VAR = tmp_path

    def make() -> Record:
        by = factories.records_staff(bureau)[Role.OFFICER]
        # 第一稿未送审，附件先上传到本件，再写进稿子
        record = factories.drafted(bureau)
        taken = Taken(NAME, "txt", DATA, "0" * 64, (), ())
        held = actions.attach(record.pk, taken, by=by, at=NOON)
        file = {"name": NAME, "sha256": held.sha256, "kind": "txt", "size": len(DATA)}
        content = record.draft.content | {"files": [file]}
        actions.save(record.pk, edition=1, title=record.title, content=content, by=by, at=NOON)
        version = actions.submit(record.pk, edition=2, by=by, at=NOON)
        actions.publish(factories.reviewed(version), by=by, at=NOON)
        placing.place(record.pk)
        return Record.objects.select_related("organ", "public_version").get(pk=record.pk)

    return make


def test_a_file_is_a_download_that_cannot_run(
    client: Client, with_file: Callable[[], Record]
) -> None:
    record = with_file()
    page = client.get(record.public_path).content.decode()
    assert NAME in page
    assert "TXT，27" in page
    answer = client.get(f"{record.public_path}files/{NAME}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == DATA  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    again = client.get(
        f"{record.public_path}files/{NAME}", headers={"if-none-match": answer["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_of_another_name_is_not_there(
    client: Client, with_file: Callable[[], Record]
) -> None:
    record = with_file()
    for name in ("other.pdf", record.public_version.sha256, "..%2Fsecret", "%2e%2e"):  # type: ignore[union-attr]
        assert client.get(f"{record.public_path}files/{name}").status_code == 404


def test_a_file_goes_with_its_record(client: Client, with_file: Callable[[], Record]) -> None:
    record = with_file()
    actions.ask_withdrawal(
        record.pk,
        reason="personal",
        note="公开信息因含个人信息下线。",
        by=factories.records_staff(record.organ)[Role.OFFICER],
        at=NOON,
    )
    assert client.get(f"{record.public_path}files/{NAME}").status_code == 410


def test_a_file_of_a_draft_is_not_there(client: Client, bureau: Organ) -> None:
    record = factories.submitted(bureau).record
    record.refresh_from_db()
    assert client.get(f"{record.public_path}files/{NAME}").status_code == 404
