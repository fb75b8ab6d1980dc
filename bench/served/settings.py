"""The product's settings; a form may be sent at once, and the plain views are served too."""

import os

from mingbai.settings import *  # noqa: F403
from mingbai.settings import CODE_WORK_FACTOR as _AS_SHIPPED
from mingbai.settings import DATABASES

ROOT_URLCONF = "bench.served.urls"
FORM_SECONDS = 0, 24 * 60 * 60
CODE_WORK_FACTOR = int(os.environ.get("MINGBAI_BENCH_CODE_WORK", _AS_SHIPPED))
if "MINGBAI_BENCH_LOCK_SECONDS" in os.environ:
    DATABASES["default"]["OPTIONS"]["timeout"] = int(os.environ["MINGBAI_BENCH_LOCK_SECONDS"])
LOGGING = {
    "version": 1,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
