"""A county with a bureau and its site; beside it a site that is none of its business."""

import pytest

from mingbai.audit.actors import COMMAND
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ, OrganKind, Site
from mingbai.records.models import Column
from tests import factories


@pytest.fixture
def county() -> Organ:
    return factories.organ("mingyang", name="明阳区人民政府", kind=OrganKind.GOVERNMENT)


@pytest.fixture
def site(county: Organ) -> Site:
    return organs.open_site(
        "testserver", name="明阳区人民政府", root=county, by=COMMAND, at=factories.NOON
    )


@pytest.fixture
def bureau(site: Site, county: Organ) -> Organ:
    return factories.coded(factories.organ("bureau", parent=county, name="明阳区交通局"))


@pytest.fixture
def stranger(site: Site) -> Organ:
    """An organ of another county, with a site of its own."""
    organ = factories.organ("elsewhere", name="别处区人民政府", kind=OrganKind.GOVERNMENT)
    organs.open_site("else.test", name="别处", root=organ, by=COMMAND, at=factories.NOON)
    return factories.coded(organ)


@pytest.fixture
def notices(site: Site, county: Organ) -> Column:
    return factories.column(site, "notices", name="通知公告")
