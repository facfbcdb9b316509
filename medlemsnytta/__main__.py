"""`python -m medlemsnytta`, and the command `medlemsnytta`."""

import sys

STOPPED = 1


def main() -> int:
    """Run the command line; Ctrl-C is answered in words from the first moment, also while it is imported."""
    try:
        from medlemsnytta.cli import main as command_line

        return command_line()
    except KeyboardInterrupt:
        from medlemsnytta.errors import INTERRUPTED

        print(INTERRUPTED, file=sys.stderr, flush=True)
        return STOPPED


if __name__ == "__main__":
    raise SystemExit(main())
