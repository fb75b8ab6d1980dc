"""正文图片 on the desk and on the public page: who sees them, how they come into a text."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as Word
from docx.shared import Cm

from mingbai.prose.pictures import address
from mingbai.records import actions
from mingbai.records.models import Record
from tests import factories
from tests.factories import NOON
from tests.records.desk.test_work_pages import as_, draft, made, typed, url
from tests.records.house import House, edit, fresh, hand_in, id_number
from tests.records.test_pictures import brought, drawn, image, located

pytestmark = pytest.mark.django_db
Commits = Callable[..., Any]


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


def sent(data: bytes = b"", name: str = "图.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or drawn())


def word(tmp_path: Path) -> SimpleUploadedFile:
    """A Word file with a picture, and one that web pages cannot show."""
    paper, file = Word(), tmp_path / "图.png"
    file.write_bytes(drawn("green"))
    paper.add_paragraph("走向如图。")
    paper.add_picture(str(file), width=Cm(3))
    paper.save(str(tmp_path / "a.docx"))
    return SimpleUploadedFile("a.docx", (tmp_path / "a.docx").read_bytes())


def test_pictures_of_a_word_file_come_with_its_text(
    house: House, client: Client, tmp_path: Path
) -> None:
    record = made(house, body="")
    as_(client, house.officer)
    told = client.post(
        url("import_word", record.pk), typed(record) | {"word": word(tmp_path)}, follow=True
    ).content.decode()
    kept = record.attachments.get()
    assert f'<img src="{address(kept.sha256, "png")}"' in draft(record).content["body"]
    assert "取用图片1幅，请核对每幅的替代文字" in told
    assert "没有替代文字" in told  # 送审前要补的


def test_the_editor_gets_an_address_or_the_reason(house: House, client: Client) -> None:
    record = made(house)
    as_(client, house.officer)
    answer = client.post(url("picture_upload", record.pk), {"picture": sent(located(), "照片.jpg")})
    kept = record.attachments.get()
    assert answer.json()["src"] == address(kept.sha256, "jpg")
    assert "清理时去掉" in answer.json()["words"]
    client.post(url("picture_upload", record.pk), {"picture": sent(located(), "又一张.jpg")})
    assert record.attachments.count() == 1
    bad = client.post(url("picture_upload", record.pk), {"picture": sent(b"<svg/>", "图.svg")})
    assert (bad.status_code, "只收 PNG" in bad.json()["words"]) == (400, True)
    version = factories.submitted(house.organ)
    late = client.post(url("picture_upload", version.record.pk), {"picture": sent()})
    assert (late.status_code, "不能修改" in late.json()["words"]) == (409, True)


def test_without_scripts_a_picture_is_uploaded_described_and_placed(
    house: House, client: Client
) -> None:
    record = made(house, body="<p>甲</p><p>乙</p>")
    as_(client, house.officer)
    facts = {"picture": sent(), "picture_alt": "走向图", "picture_after": "1"}
    client.post(url("picture_insert", record.pk), typed(record, summary="一起改的") | facts)
    kept = record.attachments.get()
    shown = f'<img src="{address(kept.sha256, "png")}" alt="走向图">'
    assert draft(record).content["body"] == f"<p>甲</p>\n<p>{shown}</p>\n<p>乙</p>"
    assert draft(record).content["summary"] == "一起改的"
    page = client.get(url("edit", record.pk)).content.decode()
    assert f'src="{record.get_absolute_url()}{address(kept.sha256, "png")}"' in page
    again = {"picture_chosen": f"{kept.sha256}.png", "picture_decorative": "on"}
    client.post(url("picture_insert", record.pk), typed(record) | again)
    assert draft(record).content["body"].endswith('alt="" role="presentation"></p>')


def test_a_picture_that_is_not_described_is_kept_and_not_placed(
    house: House, client: Client
) -> None:
    record = made(house)
    facts = typed(record) | {"picture": sent()}
    told = as_(client, house.officer).post(url("picture_insert", record.pk), facts, follow=True)
    assert "请写替代文字" in told.content.decode()
    assert (record.attachments.count(), "<img" in draft(record).content["body"]) == (1, False)


def test_a_number_in_what_the_camera_wrote_stops_it(house: House, client: Client) -> None:
    record = made(house)
    data = drawn(form="JPEG", comment=f"身份证 {id_number()}".encode())
    facts = typed(record) | {"picture": sent(data, "照片.jpg"), "picture_alt": "照片"}
    page = as_(client, house.officer).post(url("picture_insert", record.pk), facts)
    assert "附件被拦下" in page.content.decode()
    assert id_number() not in page.content.decode()
    assert record.attachments.count() == 0


WHO = {"经办人": ("officer", 200), "审查人": ("reviewer", 200), "别的机关": ("other", 404)}


@pytest.mark.parametrize(("who", "status"), WHO.values(), ids=WHO)
def test_a_picture_is_shown_to_who_sees_its_record(
    house: House, client: Client, who: str, status: int
) -> None:
    other = House(factories.organ())
    record = made(house)
    kept = brought(house, record)
    by = other.officer if who == "other" else getattr(house, who)
    answer = as_(client, by).get(url("picture", record.pk, kept.sha256, "png"))
    assert answer.status_code == status
    if status == 200:
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
            "image/png", "nosniff",
        )  # fmt: skip
        assert "no-store" in answer["Cache-Control"]


def test_a_hash_leads_to_nothing_at_another_record(house: House, client: Client) -> None:
    """Not the picture of another organ, and not a document of one's own."""
    other = House(factories.organ())
    foreign = brought(other, made(other))
    record = made(house)
    as_(client, house.officer)
    assert client.get(url("picture", record.pk, foreign.sha256, "png")).status_code == 404
    chosen = {"picture_chosen": f"{foreign.sha256}.png", "picture_alt": "图"}
    told = client.post(url("picture_insert", record.pk), typed(record) | chosen, follow=True)
    assert "请选择要上传的图片" in told.content.decode()
    page = client.post(url("edit", record.pk), typed(record, body=image(foreign)))
    assert "不是本件上传的文件" in page.content.decode()
    assert "<img" not in draft(record).content["body"]


def test_masking_the_body_keeps_its_pictures(house: House, client: Client) -> None:
    record = made(house)
    kept = brought(house, record)
    edit(record, house.officer, body=f"<p>身份证号{id_number()}。</p>{image(kept)}")
    as_(client, house.officer).post(url("mask_body", record.pk), typed(record))
    body = draft(record).content["body"]
    assert (id_number() in body, address(kept.sha256, "png") in body) == (False, True)


def with_picture(house: House) -> tuple[Record, str]:
    """A record handed in whose body shows a picture, and the picture's address."""
    record = factories.drafted(house.organ)
    kept = brought(house, record)
    edit(record, house.officer, body=f"<p>走向如图。</p>{image(kept)}")
    hand_in(record, house.officer)
    return record, address(kept.sha256, "png")


def test_reviewers_see_pictures_with_their_words_and_what_changed(
    house: House, client: Client
) -> None:
    record, first = with_picture(house)
    actions.recall(record.pk, by=house.officer, at=NOON)
    second = brought(house, record, drawn("green"))
    edit(record, house.officer, body=f"<p>走向如图。</p>{image(second)}")
    hand_in(record, house.officer)
    as_(client, house.reviewer)
    at = record.get_absolute_url()
    page = client.get(record.get_absolute_url()).content.decode()
    assert f'<img src="{at}{address(second.sha256, "png")}" alt="道路走向图">' in page
    assert "〔图片，替代文字：道路走向图〕" in page
    both = client.get(url("compare", record.pk, 1, 2)).content.decode()
    assert re.search(rf"<del>.*{at}{first}.*</del>", both)
    assert re.search(rf"<ins>.*{second.sha256}.*</ins>", both)


def test_the_public_sees_them_while_the_record_is_public(
    house: House, client: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    record, src = with_picture(house)
    factories.coded(house.organ)
    version = factories.reviewed(record.versions.get())
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(fresh(version), by=house.officer, at=NOON)
    record.refresh_from_db()
    page = client.get(record.public_path).content.decode()
    shown = f'<img src="{record.public_path}{src}" alt="道路走向图" width="64" height="48">'
    assert shown in page
    assert "附件" not in re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL).split("<main")[1]
    answer = client.get(f"{record.public_path}{src}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    answer.close()
    facts: dict[str, Any] = {"reason": "personal", "note": "已撤下。", "by": house.officer}
    actions.ask_withdrawal(record.pk, at=NOON, **facts)
    assert client.get(f"{record.public_path}{src}").status_code == 410
