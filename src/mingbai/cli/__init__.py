"""The command ``mingbai``; each sub-command lives in a module imported only when it is called."""

import os
import sys
from collections.abc import Sequence

from mingbai.cli.parser import build_parser
from mingbai.refusal import Refusal

REFUSED = 2
BROKEN_PIPE = 141
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command and return its exit code (0 well, 1 findings, 2 refused or unusable)."""
    words = sys.argv[1:] if argv is None else list(argv)
    try:
        arguments = build_parser(words).parse_args(words)
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except Refusal as refusal:
        return _tell(str(refusal))
    except ModuleNotFoundError as error:
        return _tell_missing(error)
    except BrokenPipeError:
        # The reader left (``| head``); what is still buffered must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        print("mingbai：已中断。", file=sys.stderr)
        return INTERRUPTED


def _tell(message: str) -> int:
    print(f"mingbai：{message}", file=sys.stderr)
    return REFUSED


def _tell_missing(error: ModuleNotFoundError) -> int:
    """The platform's packages come with ``mingbai[server]``; a module of ours missing is a bug."""
    package = (error.name or "").partition(".")[0]
    if package in ("", "mingbai"):
        raise error
    return _tell(f"缺少组件 {package}，需要安装 mingbai[server]：pip install 'mingbai[server]'")
