"""`python -m medlemsnytta`: the same as the command `medlemsnytta`."""

from medlemsnytta.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
