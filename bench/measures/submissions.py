"""Applications by HTTP, eight citizens at once: forms opened, sent, receipts read, all of them."""

import atexit
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings

from bench.measures import Contestants
from bench.served import plain
from bench.served.load import Journey, applying, wall
from bench.served.load import plain as plainly
from bench.served.site import Site
from mingbai.audit.actors import COMMAND
from mingbai.organs import actions
from mingbai.organs.models import Organ, OrganKind

CODE = "o1"


def contestants() -> Contestants:
    """The plain view and the product, served by the same processes over the same database."""
    return contestants_timed(wall)


def contestants_timed(timed: Callable[[Journey], float]) -> Contestants:
    """The two journeys, timed in one way."""
    _set_up()
    environment = {"MINGBAI_VAR": str(settings.VAR), "DATABASE_URL": os.environ["DATABASE_URL"]}
    site = Site(environment, log=Path(settings.VAR) / "served.log")
    atexit.register(site.kill)
    site.start()
    return {
        "参照：Django 视图，表单存一行": partial(timed, plainly(site.port)),
        "网上申请：登记、回执、审计、通知": partial(timed, applying(site.port, CODE)),
    }


def _set_up() -> None:
    """The plain table, and an organ with what its papers must say."""
    plain.make_table()
    if Organ.objects.filter(code=CODE).exists():
        return
    at = plain.AT
    organ = actions.establish(
        code=CODE,
        name="某某市规划局",
        short_name="规划局",
        kind=OrganKind.DEPARTMENT,
        active_from=at.date(),
        parent=None,
        by=COMMAND,
        at=at,
    )
    told = {"office": "政务公开科", "phone": "0532-00000000", "address": "建设路1号"}
    courts = {"basic_court": "某区人民法院", "intermediate_court": "某市中级人民法院"}
    actions.describe(organ, by=COMMAND, at=at, upper_government="某市人民政府", **told, **courts)
