"""Reading what waits: real reports in bounded processes, and files that want to do harm."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mingbai.audit.actors import TICK
from mingbai.organs.models import Organ
from mingbai.oversight import actions, tasks
from mingbai.oversight.actions import Arrival
from mingbai.oversight.models import Paper
from mingbai.reading.reader import read_bytes
from tests import factories
from tests.oversight.papers import NOON, district, officer

pytestmark = pytest.mark.django_db
COMPLETE = {
    "blank-form-2021.docx",
    "chengyang-2019.txt",
    "hongze-district-2024.pdf",
    "huaian-city-2024.pdf",
}


@pytest.fixture
def organs(settings: Any, tmp_path: Path) -> dict[str, Organ]:
    settings.VAR = tmp_path
    return district()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b"0" * 300_000_000)
    return made.getvalue()


def test_real_reports_are_read_by_the_tick(organs: dict[str, Organ], reference: Path) -> None:
    finance = factories.organ(
        "pt", parent=organs["root"], name="平潭综合实验区财政金融局", short_name="平潭财金局"
    )
    names = [*sorted(COMPLETE), "partial-futian-2024.txt", "pingtan-finance-2023.txt"]
    files = [Arrival(name, (reference / "reports" / name).read_bytes()) for name in names]
    actions.take_in(office=organs["root"], files=files, by=officer(organs["root"]), at=NOON)
    assert tasks.read_waiting(at=NOON, by=TICK) == len(names)
    assert tasks.read_waiting(at=NOON, by=TICK) == 0
    papers = {paper.file_name: paper for paper in Paper.objects.all()}
    for file in files:
        alone = read_bytes(file.data, name=file.name)
        kept = papers[file.name].reading
        assert kept["complete"] == alone.complete
        assert len(kept["cells"]) == len(alone.cells)
    assert {name for name in COMPLETE if papers[name].reading["complete"]} == COMPLETE
    assert not papers["partial-futian-2024.txt"].reading["complete"]
    assert papers["pingtan-finance-2023.txt"].organ == finance
    assert papers["chengyang-2019.txt"].organ is None, "城阳区不在本区"


def test_a_bomb_harms_nobody_beside_it(organs: dict[str, Organ]) -> None:
    files = [
        Arrival("a.docx", bomb()),
        Arrival("b.pdf", b"%PDF-1.7 broken"),
        Arrival("c.txt", b"x"),
    ]
    actions.take_in(office=organs["root"], files=files, by=officer(organs["root"]), at=NOON)
    assert tasks.read_waiting(at=NOON, by=TICK) == 3
    for paper in Paper.objects.all():
        assert not paper.waiting
        assert not paper.reading["readable"]
        assert paper.issues.filter(severity="error").exists()
