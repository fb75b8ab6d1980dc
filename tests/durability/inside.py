"""``python -m tests.durability.inside establish|look``: orders as JSON, in the site's database."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import django


def establish(codes: list[str]) -> None:
    """An empty database with a government and the organs that may be asked."""
    from mingbai.cli import platform
    from tests import factories

    platform.migrate()
    root = factories.described(factories.organ("county"))
    for code in codes:
        factories.described(factories.organ(code, parent=root))


def look(receipts: dict[str, str]) -> dict[str, Any]:
    """What is kept; ``receipts``: number → code, of which the wrong ones are named."""
    from mingbai.applications import tally
    from mingbai.applications.actions.filing import place
    from mingbai.applications.models import Application, Attachment
    from mingbai.documents.models import Series
    from mingbai.files import attachments
    from mingbai.limits import codes

    kept = {filing.application.number: filing for filing in _filings()}
    series: dict[str, list[int]] = defaultdict(list)
    for number in kept:
        organ, _, place_in_series = number.rsplit("-", 2)
        series[organ.lower()].append(int(place_in_series))
    given = Series.objects.select_related("organ").filter(name="application")
    return {
        "cases": {
            number: [filing.application.organ.code, filing.description]
            for number, filing in kept.items()
        },
        "rows": Application.objects.count(),
        "series": {organ: sorted(numbers) for organ, numbers in series.items()},
        "last": {row.organ.code: row.last for row in given},
        "wrong_codes": [
            number
            for number, code in receipts.items()
            if number not in kept or not codes.matches(code, kept[number].code_hash)
        ],
        "rollup": [str(difference) for difference in tally.recount()],
        "files": [
            row.application.number
            for row in Attachment.objects.select_related("application")
            if attachments.fetch(row.stored, about=place(row)).startswith(b"\x89PNG")
        ],
    }


def _filings() -> Any:
    from mingbai.applications.models import Filing

    return Filing.objects.select_related("application__organ")


ORDERS: dict[str, Callable[[Any], Any]] = {"establish": establish, "look": look}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(ORDERS[sys.argv[1]](json.load(sys.stdin))))
