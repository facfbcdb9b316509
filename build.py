"""The front door: `python build.py` builds every report in params/ into output/, and installs what that takes the first time.

`python build.py test` does the same for the tests; `python build.py --help` tells the rest.
"""

import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 15)
"""The Pythons that requirements.txt holds for. What stands before they are compared must be read by any Python 3."""

if not OLDEST <= sys.version_info[:2] <= NEWEST:
    sys.exit(
        f"Medlemsnytta behöver Python 3.11–3.15, 64 bitar. Det här är Python {sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Hämta en från python.org, eller pröva en som redan finns: skriv py -3.14 build.py i Windows,\n"
        "python3.14 build.py på Mac och Linux."
    )

ROOT = Path(__file__).resolve().parent


def main() -> int:
    """Run the command line, here or in the environment that has what it needs; returns the exit code."""
    sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]  # `python -P` and PYTHONSAFEPATH leave it out
    from medlemsnytta.installation import bootstrap

    if __spec__ is not None:  # `python -m build` in this folder means the package of that name
        return bootstrap.hand_over_to_package(ROOT, "build")
    words = sys.argv[1:]
    testing = words[:1] == ["test"]
    lock = ROOT / ("requirements-dev.txt" if testing else "requirements.txt")
    code = bootstrap.run_elsewhere(lock, ROOT / "build.py", words, (OLDEST, NEWEST))
    if code is not None:
        return code
    if testing:
        return bootstrap.run_to_end([sys.executable, "-m", "pytest", *words[1:]], ROOT)
    from medlemsnytta.__main__ import main as command_line

    return command_line()


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:  # before there was anything to answer it
        sys.exit("\nAvbrutet.")
