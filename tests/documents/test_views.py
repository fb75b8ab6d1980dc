"""The desk for papers: adapting with the paper in sight, examples as files, number formats."""

import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.documents import queries
from mingbai.documents.kinds import KINDS, shipped
from mingbai.organs.models import Organ
from tests import factories
from tests.documents.test_layout import FONTS
from tests.ui.shape import problems

pytestmark = pytest.mark.django_db
KIND = "reply_refuse"
TEXT = shipped(KIND).replace("本机关决定不予公开", "本机关经研究决定不予公开")


@pytest.fixture
def bureau() -> Organ:
    return factories.organ("mz", name="明阳区民政局", short_name="明民")


@pytest.fixture
def officer(bureau: Organ, client: Client) -> Post:
    post = factories.post(Role.OFFICER, bureau)
    client.force_login(post.user)
    return post


def page(client: Client, name: str, *arguments: str, **posted: str) -> str:
    address = reverse(f"documents:{name}", args=arguments)
    answer = client.post(address, posted, follow=True) if posted else client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_page_has_its_shape(officer: Post, client: Client) -> None:
    for arguments in (("index",), ("kinds", "mz"), ("edit", "mz", KIND), ("numbers", "mz", "file")):
        assert problems(page(client, *arguments)) == []


def test_the_list_names_every_kind_and_whose_text_holds(officer: Post, client: Client) -> None:
    shown = page(client, "kinds", "mz")
    assert all(kind.name in shown for kind in KINDS.values())
    assert "本机关改写" not in shown
    page(client, "edit", "mz", KIND, move="save", text=TEXT)
    assert page(client, "kinds", "mz").count("本机关改写") == 1


def test_saving_then_going_back(officer: Post, bureau: Organ, client: Client) -> None:
    saved = page(client, "edit", "mz", KIND, move="save", text=TEXT.replace("\n", "\r\n"))
    assert "此后的文书按新文本生成" in saved
    assert "本机关经研究决定不予公开" in saved.split("<article")[1]
    assert queries.wording(bureau, KIND).text == TEXT
    assert "恢复为系统自带的文本" in saved
    assert "已恢复" in page(client, "edit", "mz", KIND, move="restore")
    assert queries.wording(bureau, KIND).source is None


def test_a_preview_writes_nothing(officer: Post, bureau: Organ, client: Client) -> None:
    shown = page(client, "edit", "mz", KIND, move="preview", text=TEXT)
    assert "本机关经研究决定不予公开" in shown.split("<article")[1]
    assert queries.wording(bureau, KIND).source is None
    seen = page(client, "seen", "mz", KIND, text=TEXT)
    assert seen.lstrip().startswith("<article")
    assert "本机关经研究决定不予公开" in seen


def test_a_text_without_the_remedies_is_refused(
    officer: Post, bureau: Organ, client: Client
) -> None:
    bare = TEXT.replace("{{救济途径}}", "")
    for shown in (
        page(client, "edit", "mz", KIND, move="save", text=bare),
        page(client, "seen", "mz", KIND, text=bare),
    ):
        assert "“救济途径”不得删去" in shown
    answer = client.post(reverse("documents:example", args=["mz", KIND, "pdf"]), {"text": bare})
    assert answer.status_code == 422
    assert queries.wording(bureau, KIND).source is None


def test_what_an_officer_writes_is_text_on_the_page(officer: Post, client: Client) -> None:
    seen = page(client, "seen", "mz", KIND, text=TEXT + "<script>alert(1)</script>{% now 'Y' %}")
    assert "<script>" not in seen
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{% now" in seen


def test_examples_as_files(officer: Post, client: Client, settings: Any) -> None:
    settings.FONTS = FONTS
    word = client.get(reverse("documents:example", args=["mz", KIND, "docx"]))
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word.content)).namelist()
    if not list(FONTS.glob("*.otf")):
        pytest.skip("没有字体，先运行 make setup")
    for kind in KINDS:
        answer = client.get(reverse("documents:example", args=["mz", kind, "pdf"]))
        assert answer.content.startswith(b"%PDF-")
        assert "inline" in answer.headers["Content-Disposition"]


def test_the_format_of_numbers(officer: Post, bureau: Organ, client: Client) -> None:
    wrong = page(client, "numbers", "mz", "document", pattern="{代字}第{序号}号", mark="")
    assert "须恰好出现一次" in wrong
    right = page(
        client, "numbers", "mz", "document", pattern="{代字}依复〔{年}〕{序号}号", mark="民字"
    )
    assert "民字依复〔2026〕1号" in right
    assert "登记编号的格式已保存" in page(
        client, "numbers", "mz", "application", pattern="G-{机关代码}-{年}-{序号:5}"
    )


@pytest.mark.parametrize(
    "address",
    [
        "/desk/documents/nobody/",
        "/desk/documents/other/",
        "/desk/documents/mz/colour/",
        "/desk/documents/mz/numbers/colour/",
        f"/desk/documents/mz/{KIND}/example.exe",
    ],
)
def test_what_is_not_there_is_a_404(address: str, officer: Post, client: Client) -> None:
    factories.organ("other")
    assert client.get(address).status_code == 404


def test_the_lists_ask_a_constant_number_of_questions(client: Client) -> None:
    root = factories.organ("root")
    client.force_login(factories.post(Role.OFFICE, root).user)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(client, "index")
        return len(captured)

    before = asked()
    for number in range(5):
        factories.organ(f"below-{number}", parent=root)
    assert asked() == before
