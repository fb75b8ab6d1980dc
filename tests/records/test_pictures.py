"""正文图片: a file of the record, bound by its hash, public with it, unlinked with it (SEC-07)."""

import io
from datetime import date
from typing import Any

import pytest
from PIL import Image

from mingbai.files import public_folder
from mingbai.prose.pictures import address
from mingbai.records import actions, gate, intake, pictures, placing, privacy
from mingbai.records.content import PICTURE, Document, FileRef, document
from mingbai.records.models import Attachment, Draft, Record
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON
from tests.records.house import House, corrected, edit, fresh, hand_in, id_number

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Any) -> House:
    settings.VAR = tmp_path
    return House()


def drawn(colour: str = "red", form: str = "PNG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, form, **more)
    return out.getvalue()


def located() -> bytes:
    """A photograph that says where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (39.0, 54.0, 0.0), 3: "E", 4: (116.0, 23.0, 0.0)}
    return drawn("blue", "JPEG", exif=exif)


def brought(house: House, record: Record, data: bytes = b"", name: str = "图.png") -> Attachment:
    taken = intake.Taken(name, "png", data or drawn(), "0" * 64, (), ())
    return actions.attach(record.pk, taken, by=house.officer, at=NOON)


def image(kept: Attachment, alt: str = 'alt="道路走向图"') -> str:
    return f'<p><img src="{address(kept.sha256, kept.kind)}" {alt}></p>'


def begun(house: House, **content: Any) -> Record:
    return factories.drafted(house.organ, **content)


def shown(house: House, *, alt: str = 'alt="道路走向图"') -> tuple[Record, Attachment]:
    """A draft whose body shows a picture."""
    record = begun(house)
    kept = brought(house, record)
    edit(record, house.officer, body=f"<p>走向如图。</p>{image(kept, alt)}")
    return record, kept


# 收下

KINDS = {
    "矢量图": ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "只收 PNG"),
    "文档": ("文.pdf", b"%PDF-1.4", "只收 PNG"),
    "改名的网页": ("图.png", b"<html></html>", "内容却是网页"),
    "坏的图": ("图.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40, "损坏"),
    "太大": ("图.png", b"\x89PNG\r\n\x1a\n" + b"0" * pictures.LARGEST, "超过20 MB"),
}


@pytest.mark.parametrize(("name", "data", "words"), KINDS.values(), ids=KINDS)
def test_only_whole_pictures_of_the_web_are_taken(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        pictures.take(data, name, DAY)


def test_what_the_camera_wrote_is_not_kept() -> None:
    taken = pictures.take(located(), "照片.JPEG", DAY)
    assert (taken.kind, b"Exif" in taken.data, len(taken.strips)) == ("jpg", False, 1)


def test_a_number_in_what_the_camera_wrote_stops_the_picture() -> None:
    data = drawn(form="JPEG", comment=f"身份证 {id_number()}".encode())
    with pytest.raises(intake.Stopped):
        pictures.take(data, "照片.jpg", DAY)
    assert pictures.take(data, "照片.jpg", DAY, use_cleaned=True).findings[0]["kind"] != "id_card"


def test_a_record_has_room_for_so_many(house: House, monkeypatch: Any) -> None:
    record = begun(house)
    brought(house, record)
    pictures.check_room(record)
    monkeypatch.setattr(pictures, "MOST", 1)
    with pytest.raises(Refusal, match="最多1幅"):
        pictures.check_room(record)


# 送审：一稿写明它的图


def test_the_version_binds_the_hash_and_the_size_of_what_it_shows(house: House) -> None:
    record, kept = shown(house)
    brought(house, record, drawn("green"), "没有用到.png")
    content = hand_in(record, house.officer).content()
    assert content["files"] == [
        {
            "name": "图.png", "sha256": kept.sha256, "kind": "png", "size": kept.size,
            "use": PICTURE, "width": 64, "height": 48,
        }
    ]  # fmt: skip


def test_another_picture_is_another_version(house: House) -> None:
    record, _ = shown(house)
    first = hand_in(record, house.officer)
    actions.recall(record.pk, by=house.officer, at=NOON)
    assert hand_in(record, house.officer).pk == first.pk
    actions.recall(record.pk, by=house.officer, at=NOON)
    edit(record, house.officer, body=image(brought(house, record, drawn("green"))))
    second = hand_in(record, house.officer)
    assert (second.number, second.sha256 == first.sha256) == (2, False)
    assert [each["name"] for each in second.content()["files"]] == ["图.png"]


def test_attachments_stay_beside_the_pictures_as_they_were(house: House) -> None:
    record = begun(house)
    taken = intake.Taken("表.csv", "csv", b"a,b", "0" * 64, (), ())
    table = actions.attach(record.pk, taken, by=house.officer, at=NOON)
    ref = FileRef(table.name, table.sha256, table.kind, table.size)
    kept = brought(house, record)
    edit(record, house.officer, body=image(kept), files=[ref.as_content()])
    paper = document(hand_in(record, house.officer).content())
    assert (paper.attached, [each.sha256 for each in paper.pictures]) == ((ref,), [kept.sha256])
    assert set(ref.as_content()) == {"name", "sha256", "kind", "size"}


DESCRIBED = {
    "写明内容": ('alt="道路走向图"', True),
    "标明只作装饰": ('alt="" role="presentation"', True),
    "什么也没写": ('alt=""', False),
    "没有这一项": ("", False),
}


@pytest.mark.parametrize(("alt", "passes"), DESCRIBED.values(), ids=DESCRIBED)
def test_a_picture_without_a_description_is_not_handed_in(
    house: House, alt: str, *, passes: bool
) -> None:
    record, _ = shown(house, alt=alt)
    if passes:
        assert hand_in(record, house.officer).number == 1
    else:
        with pytest.raises(Refusal, match="第1幅图片没有替代文字"):
            hand_in(record, house.officer)


# 别的机关的图


def test_the_picture_of_another_record_is_refused_everywhere(house: House) -> None:
    """A hash alone leads nowhere: not by saving, creating, handing in, nor past the gate."""
    other = House(factories.organ())
    foreign = brought(other, begun(other))
    record = begun(house)
    with pytest.raises(Refusal, match=f"正文图片{foreign.sha256[:8]}”不是本件上传的文件"):
        edit(record, house.officer, body=image(foreign))
    facts = {"organ": house.organ, "kind": "information", "title": "公示", "by": house.officer}
    with pytest.raises(Refusal, match="不是本件上传"):
        actions.create(content={"body": image(foreign)}, at=NOON, **facts)
    Draft.objects.filter(record=record).update(content={"body": image(foreign)})
    with pytest.raises(Refusal, match="不是本件上传"):
        hand_in(record, house.officer)
    facts["key"] = "x"
    version = actions.draft(content={"body": image(foreign)}, at=NOON, **facts)
    assert "不是本件上传" in gate.obstacle(fresh(version), today=DAY)


# 公开与撤下


def test_pictures_lie_in_the_public_folder_while_the_record_is_public(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    record, kept = shown(house)
    version = factories.reviewed(hand_in(record, house.officer))
    assert public_folder.held(str(record.pk)) == {}
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(fresh(version), by=house.officer, at=NOON)
    assert public_folder.held(str(record.pk)) == {f"{kept.sha256}.png": kept.sha256}
    placing.clear(record)
    assert placing.restore() == (1, [])
    without = factories.reviewed(corrected(record, house.officer))
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(without, by=house.officer, at=NOON)
    assert public_folder.held(str(record.pk)) == {}


def test_a_withdrawn_picture_is_unlinked(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    record, kept = shown(house)
    with django_capture_on_commit_callbacks(execute=True):
        version = factories.reviewed(hand_in(record, house.officer))
        actions.publish(fresh(version), by=house.officer, at=NOON)
    facts: dict[str, Any] = {"reason": "personal", "note": "已撤下。", "by": house.officer}
    actions.ask_withdrawal(record.pk, at=NOON, **facts)
    assert public_folder.path(str(record.pk), f"{kept.sha256}.png") is None


# 个人信息检查


def test_the_gate_reads_descriptions_and_no_hashes() -> None:
    sha = "13800138000a" * 5 + "abcd"
    body = f'<p><img src="files/{sha}.png" alt="走向图"></p>'
    content = Document(summary="一句话。", body=body).as_content()
    assert privacy.found_in("公示", content, "information", today=DAY) == []
    said = content | {"body": body.replace("走向图", id_number())}
    found = privacy.found_in("公示", said, "information", today=DAY)
    assert [each["kind"] for each in found] == ["id_card"]


def test_the_gate_looks_at_the_pictures_too(house: House) -> None:
    record, _ = shown(house)
    version = hand_in(record, house.officer)
    found = privacy.look(version, today=DAY).findings
    assert [(each["kind"], each["where"]) for each in found] == [("hidden_data", "图.png：图片")]
