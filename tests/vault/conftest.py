"""The tests' own app and table, and a ring of keys in a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mingbai.vault.keys import generate
from mingbai.vault.models import Key
from mingbai.vault.providers import provider
from tests.factories import NOON
from tests.vault.sample.models import Person


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The table of the tests' app; no migration makes it."""
    with django_db_blocker.unblock():
        if Person._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(Person)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Person)


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    """An installation without keys, and with the tests' app."""
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.vault.sample"]
    settings.VAR = tmp_path
    settings.VAULT_KEYS = ""
    return tmp_path


@pytest.fixture(params=["AES-256-GCM", "SM4-GCM"])
def cipher(request: pytest.FixtureRequest, settings: Any) -> str:
    """Both ciphers, one after the other."""
    settings.VAULT_CIPHER = request.param
    return str(request.param)


@pytest.fixture
def key(db: None, var: Path, settings: Any) -> str:
    """The first key, in the ring and in the database; its name."""
    made = generate(settings.VAULT_CIPHER, at=NOON)
    provider().add(made)
    Key.objects.all().delete()
    Key.objects.create(kid=made.kid, alg=made.alg, made_at=NOON)
    return made.kid
