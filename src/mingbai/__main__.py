"""``python -m mingbai`` is the command ``mingbai``."""

from mingbai.cli import main

raise SystemExit(main())
