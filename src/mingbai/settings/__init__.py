"""Django settings: one set of defaults, changed by environment variables (docs/operations.md)."""

from mingbai.settings.base import *  # noqa: F403
