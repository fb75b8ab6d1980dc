"""The pages of a migration batch: begun, read on, reviewed, published, its report; and who may."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.organs.models import Site
from mingbai.records.models import Batch, BatchRow, Record
from tests import factories

pytestmark = pytest.mark.django_db
MANIFEST = (
    "标题,发布日期,正文文件,原网址\n甲的通知,2015-3-2,甲.md,/a.html\n乙,2015年,乙.md,/b.html\n"
)
FOUR = {f"answer_{key}": "可以公开" for key in ("may", "how", "scope", "when")}
Staff = dict[Role, Post]


@pytest.fixture
def staff(settings: Any, tmp_path: Any) -> Staff:
    settings.VAR = tmp_path
    organ = factories.coded(factories.organ("bureau"))
    Site.objects.create(host="bureau.test", name="网站", root=organ)
    return factories.records_staff(organ)


def as_(client: Client, post: Post) -> Client:
    client.force_login(post.user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"records:{name}", args=args)


def packed(**texts: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in texts.items():
            made.writestr(f"{name}.md", text)
    return SimpleUploadedFile("文稿.zip", out.getvalue(), "application/zip")


def begin(client: Client, staff: Staff, **facts: Any) -> Any:
    usual = {"name": "旧站", "organ": staff[Role.OFFICER].organ.pk, "kind": "information"}
    return as_(client, staff[Role.OFFICER]).post(url("batch_new"), usual | facts, follow=True)


def begun(client: Client, staff: Staff) -> Batch:
    listed = SimpleUploadedFile("清单.csv", MANIFEST.encode(), "text/csv")
    answer = begin(client, staff, manifest=listed, package=packed(甲="正文一", 乙="正文二"))
    assert "待读取" in answer.content.decode()
    return Batch.objects.get()


def test_from_the_list_to_the_public_on_pages_alone(client: Client, staff: Staff) -> None:
    batch = begun(client, staff)
    page = client.post(url("batch_go_on", batch.pk), follow=True).content.decode()
    assert "已读取2，共2" in page
    assert "甲的通知" in page
    row = client.get(url("batch_row", batch.pk, 3)).content.decode()
    assert "发布日期" in row
    fixed = {"title": "乙的通知", "stated_on": "2015-3-3"}
    client.post(url("batch_row", batch.pk, 3), fixed)
    client.post(url("batch_go_on", batch.pk))
    for role in (Role.REVIEWER, Role.SECRECY, Role.SIGNER):
        as_(client, staff[role])
        assert url("batch_review", batch.pk) in client.get(url("batch", batch.pk)).content.decode()
        given = {"conclusion": "passed", "basis": "第十七条"} | FOUR
        assert client.post(url("batch_review", batch.pk), given).status_code == 302
    as_(client, staff[Role.OFFICER])
    page = client.post(url("batch_go_on", batch.pk), follow=True).content.decode()
    assert "已完成" in page
    assert Record.objects.exclude(public_version=None).count() == 2
    report = b"".join(client.get(url("batch_report", batch.pk, "csv"))).decode()  # type: ignore[arg-type]
    assert "已公开" in report
    assert "甲的通知" in report
    assert client.get(url("batch_report", batch.pk, "xlsx")).status_code == 200


def test_a_package_of_texts_needs_no_list(client: Client, staff: Staff) -> None:
    begin(client, staff, package=packed(甲="---\ntitle: 题\n---\n正文"))
    assert BatchRow.objects.get().data["body"]["name"] == "甲.md"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "请选择迁移清单"),
        ({"package": SimpleUploadedFile("a.zip", b"PK no", "application/zip")}, "压缩包已损坏"),
        ({"manifest": SimpleUploadedFile("a.csv", "甲,乙\n1,2\n".encode())}, "没有认出"),
    ],
    ids=["什么也没有", "坏的压缩包", "认不出的清单"],
)
def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(
    client: Client, staff: Staff, facts: dict[str, Any], words: str
) -> None:
    for file in facts.values():
        file.seek(0)
    page = begin(client, staff, name="二〇一五年以前", **facts).content.decode()
    assert words in page
    assert "二〇一五年以前" in page
    assert not Batch.objects.exists()


def test_nobody_reviews_out_of_turn_or_publishes_unreviewed(client: Client, staff: Staff) -> None:
    batch = begun(client, staff)
    client.post(url("batch_go_on", batch.pk))
    for role in (Role.OFFICER, Role.SECRECY, Role.SIGNER):
        assert as_(client, staff[role]).get(url("batch_review", batch.pk)).status_code == 404
    page = as_(client, staff[Role.OFFICER]).post(url("batch_go_on", batch.pk), follow=True)
    assert "不能公开" in page.content.decode()
    assert not Record.objects.exclude(public_version=None).exists()


def test_a_batch_of_another_organ_is_not_there(client: Client, staff: Staff) -> None:
    batch = begun(client, staff)
    stranger = factories.records_staff(factories.coded(factories.organ("other")))
    for role in (Role.OFFICER, Role.REVIEWER):
        as_(client, stranger[role])
        for name in ("batch", "batch_review"):
            assert client.get(url(name, batch.pk)).status_code == 404
        assert client.get(url("batch_row", batch.pk, 2)).status_code == 404
        for name in ("batch_go_on", "batch_drop"):
            assert client.post(url(name, batch.pk)).status_code == 404
    assert "旧站" not in client.get(url("batches")).content.decode()


def test_a_batch_waits_among_the_reviews_of_the_one_whose_turn_it_is(
    client: Client, staff: Staff
) -> None:
    batch = begun(client, staff)
    as_(client, staff[Role.OFFICER]).post(url("batch_go_on", batch.pk))

    def waiting(role: Role) -> bool:
        return batch.name in as_(client, staff[role]).get(url("reviews")).content.decode()

    assert [waiting(role) for role in (Role.REVIEWER, Role.SECRECY, Role.OFFICER)] == [True, 0, 0]
    passed = {"conclusion": "passed", "basis": "条例第十七条", **FOUR}
    as_(client, staff[Role.REVIEWER]).post(url("batch_review", batch.pk), passed)
    assert [waiting(role) for role in (Role.REVIEWER, Role.SECRECY)] == [False, True]
