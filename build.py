"""The front door: `python build.py` builds every report in params/ into output/; `python build.py --help` tells the rest."""

from medlemsnytta.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
