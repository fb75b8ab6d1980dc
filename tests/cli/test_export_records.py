"""``mingbai export``: every record whole, a list of each organ, an event of it."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mingbai.audit.models import Event
from mingbai.cli import main
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_var(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path / "var"


def test_everything_goes_out_and_is_told(tmp_path: Path) -> None:
    organ, other = factories.organ("minzheng"), factories.organ("other")
    public, draft = factories.public_record(organ), factories.submitted(organ).record
    factories.submitted(other)
    assert main(["export", str(tmp_path / "out"), "--organ", "minzheng"]) == 0
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["minzheng"]
    folder = tmp_path / "out" / "minzheng"
    assert len(list(folder.iterdir())) == 3
    lines = (folder / "政府信息.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    found = set()
    for file in folder.glob("*.zip"):
        with zipfile.ZipFile(file) as package:
            data = package.read("record.json")
            assert hashlib.sha256(data).hexdigest() in package.read("SHA256SUMS").decode()
            found.add(json.loads(data)["id"])
    assert found == {str(public.pk), str(draft.pk)}
    event = Event.objects.get(verb="records.exported")
    assert (event.chain, event.data) == ("minzheng", {"count": 2})


def test_again_it_is_the_same(tmp_path: Path) -> None:
    factories.public_record(factories.organ("minzheng"))
    main(["export", str(tmp_path / "out")])
    names = sorted(each.name for each in (tmp_path / "out" / "minzheng").iterdir())
    main(["export", str(tmp_path / "out")])
    assert sorted(each.name for each in (tmp_path / "out" / "minzheng").iterdir()) == names


def test_an_organ_that_has_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path / "out"), "--organ", "nobody"]) == 2
    assert "没有信息" in capsys.readouterr().err
