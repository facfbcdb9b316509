"""`python -m medlemsnytta`, the command `medlemsnytta`, and what `build.py` runs where the packages are at hand."""

import signal

from medlemsnytta.errors import INTERRUPTED, ExitCode
from medlemsnytta.files import streams
from medlemsnytta.installation import bootstrap, terminal


def main() -> int:
    """Run the command line; Ctrl-C and packages that lack files are answered in words, also while it is imported.

    Packages are looked at whenever it did not go well: a file that is gone shows itself as any kind of error.
    """
    streams.prepare()
    try:
        from medlemsnytta.commands.cli import main as command_line

        code = command_line()
        if code == ExitCode.MENDABLE:
            bootstrap.report_damaged_packages()
        _take_no_more()
        return code
    except KeyboardInterrupt:
        _take_no_more()
        terminal.warn(INTERRUPTED)
        return ExitCode.MENDABLE
    except Exception:
        if bootstrap.report_damaged_packages():
            return ExitCode.MENDABLE
        raise


def _take_no_more() -> None:
    """What is left is Python's own end, and Ctrl-C in the midst of that would show a traceback of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    raise SystemExit(main())
