"""The command ``mingbai``; each sub-command lives in a module imported only when it is called."""

import sys
from collections.abc import Sequence

from mingbai.cli.parser import build_parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command and return its exit code (0 well, 1 findings, 2 refused or unusable)."""
    arguments = build_parser().parse_args(sys.argv[1:] if argv is None else list(argv))
    return int(arguments.run(arguments))
