"""The reader's choice is kept in a cookie and never leads elsewhere (A11-04, A11-05)."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def html_tag(client: Client) -> str:
    page = client.get("/due/").text
    return page[page.index("<html") : page.index(">", page.index("<html"))]


@pytest.mark.parametrize(
    ("query", "attribute"),
    [
        ("size=small", 'data-size="small"'),
        ("size=large", 'data-size="large"'),
        ("elder=1", "data-elder"),
        ("contrast=1", "data-contrast"),
    ],
)
def test_a_choice_lasts(client: Client, query: str, attribute: str) -> None:
    assert attribute not in html_tag(client)
    response = client.get(f"/preferences/?{query}&next=/due/")
    assert response.headers["Location"] == "/due/"
    assert attribute in html_tag(client)


def test_a_choice_is_taken_back(client: Client) -> None:
    client.get("/preferences/?elder=1")
    client.get("/preferences/?elder=0")
    assert "data-elder" not in html_tag(client)


@pytest.mark.parametrize("query", ["size=huge", "elder=yes", "size=", "contrast=<script>"])
def test_an_unknown_choice_is_ignored(client: Client, query: str) -> None:
    response = client.get(f"/preferences/?{query}")
    assert not response.cookies
    assert 'data-size="middle"' in html_tag(client)


def test_a_forged_cookie_is_the_default(client: Client) -> None:
    client.cookies["mb_size"] = '"><script>'
    assert html_tag(client).endswith('data-size="middle"')


@pytest.mark.parametrize(
    "target",
    ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", ""],
)
def test_it_never_leads_to_another_site(client: Client, target: str) -> None:
    response = client.get("/preferences/", {"size": "large", "next": target})
    assert response.headers["Location"] == "/"


def test_the_way_back_keeps_the_question(client: Client) -> None:
    page = client.get("/due/?received=2019-09-25&extension=5").text
    assert "next=%2Fdue%2F%3Freceived%3D2019-09-25%26extension%3D5" in page
