"""The WSGI entry point; it does not start in a mode that the database was not made for."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingbai.settings")
application = get_wsgi_application()


def _check_mode() -> None:
    """Raises ``Refusal``; a database that is not there yet is for /readyz to report."""
    from django.db import DatabaseError, connection

    from mingbai.demo import separation

    try:
        separation.check()
    except DatabaseError:
        return
    if not connection.in_atomic_block:
        connection.close()


_check_mode()
