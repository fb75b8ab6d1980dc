"""The demonstration district, whose report is printed."""

from mingbai.demo import build


def fill(_: int) -> None:
    """As ``mingbai demo`` builds it."""
    build.build()
