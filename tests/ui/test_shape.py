"""The frame of every page of this app and of the shells (A11-12, GWS-4)."""

from typing import Any

import pytest
from django.test import Client

from mingbai.organs.models import Organ, Site
from tests import factories
from tests.ui.shape import problems

pytestmark = pytest.mark.django_db

FOR_EVERYONE = [
    "/",
    "/due/",
    "/due/?received=2019-09-25",
    "/due/?received=x",
    "/accounts/login/",
    "/no-such-page/",
]
FOR_OFFICERS = [
    "/desk/",
    "/desk/gallery/",
    "/accounts/password/",
    "/accounts/logout/",
    "/accounts/2fa/",
    "/accounts/reauthenticate/",
]


@pytest.fixture
def site() -> Site:
    """A site with every mark filled in."""
    root: Organ = factories.organ(name="示范市明阳区人民政府", kind="government")
    return Site.objects.create(
        host="testserver",
        name="示范市明阳区人民政府",
        root=root,
        id_code="9999990001",
        icp="京ICP备00000001号",
        police="京公网安备 00000000000001号",
        contact="电话 000-0000000",
    )


@pytest.mark.parametrize("address", FOR_EVERYONE)
def test_pages_for_everyone(client: Client, site: Site, address: str) -> None:
    assert problems(client.get(address).text) == []


@pytest.mark.parametrize("address", FOR_OFFICERS)
def test_pages_for_officers(client: Client, site: Site, address: str) -> None:
    client.force_login(factories.post(role="office").user)
    assert problems(client.get(address, follow=True).text) == []


def test_meta_name_the_site(client: Client, site: Site) -> None:
    page = client.get("/").text
    for name, value in (
        ("SiteName", site.name),
        ("SiteDomain", site.host),
        ("SiteIDCode", site.id_code),
    ):
        assert f'<meta name="{name}" content="{value}">' in page


def test_the_footer_holds_the_statutory_marks_in_order(client: Client, site: Site) -> None:
    footer = client.get("/").text.split("<footer")[1]
    marks = ["9999990001", "主办单位", "联系方式", "京ICP备00000001号", "京公网安备"]
    places = [footer.index(mark) for mark in marks]
    assert places == sorted(places)
    assert 'href="https://beian.miit.gov.cn/"' in footer


def test_marks_that_are_not_filled_in_are_left_out(client: Client, site: Site) -> None:
    Site.objects.update(icp="", police="", contact="")
    footer = client.get("/").text.split("<footer")[1]
    assert "beian" not in footer
    assert "联系方式" not in footer


def test_a_demonstration_says_so_and_is_not_indexed(client: Client, site: Site) -> None:
    assert "演示数据" not in client.get("/").text
    Site.objects.update(demo=True)
    page = client.get("/").text
    assert "演示数据：本站为虚构的示范市明阳区人民政府" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page


def test_an_error_page_does_not_need_the_database(settings: Any) -> None:
    from django.template.loader import render_to_string

    page = render_to_string("500.html")
    assert "系统出错" in page
    assert "tokens.css" in page


def test_the_gallery_is_closed_to_the_public(client: Client, site: Site, settings: Any) -> None:
    assert client.get("/gallery/").status_code == 404
    settings.DEMO = True
    assert client.get("/gallery/").status_code == 200
