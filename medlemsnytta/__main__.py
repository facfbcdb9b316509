"""`python -m medlemsnytta`, the command `medlemsnytta`, and what `build.py` runs where the packages are at hand."""

import signal
import sys

STOPPED = 1


def main() -> int:
    """Run the command line; Ctrl-C and packages that lack files are answered in words, also while it is imported."""
    try:
        from medlemsnytta.cli import main as command_line

        code = command_line()
        _take_no_more()
        return code
    except ImportError as lacking:
        from medlemsnytta.installation import bootstrap

        return bootstrap.tell_of_broken_packages(lacking)
    except KeyboardInterrupt:
        _take_no_more()
        from medlemsnytta.errors import INTERRUPTED

        print(INTERRUPTED, file=sys.stderr, flush=True)
        return STOPPED


def _take_no_more() -> None:
    """What is left is Python's own end, and Ctrl-C in the midst of that would show a traceback of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    raise SystemExit(main())
