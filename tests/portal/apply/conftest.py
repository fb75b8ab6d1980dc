"""Every test here has a site, a folder of its own, and forms that need no waiting."""

from typing import Any

import pytest

from tests.portal.apply import journey
from tests.portal.apply.journey import Office


@pytest.fixture
def place(db: None, settings: Any, tmp_path: Any) -> Office:
    settings.VAR = tmp_path
    settings.FORM_SECONDS = (0, 86_400)
    return journey.office()
