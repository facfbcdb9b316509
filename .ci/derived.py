"""Make anew what is kept because it takes long to make, or must be known by heart: run it when a test says that it is old.

`python .ci/derived.py` writes the scripts of a page bundled, and the digests of the notebooks that are the program's own.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from medlemsnytta.files import program
from medlemsnytta.pages import known_notebooks
from medlemsnytta.rendering import scripts


def main() -> None:
    scripts.BUNDLED.write_text(scripts.bundled(), "utf-8", newline="\n")
    notebooks = sorted(program.NOTEBOOKS.glob("*.ipynb"))
    lines = [f"{known_notebooks.digest(path.read_bytes())}  {path.name}\n" for path in notebooks]
    known_notebooks.DIGESTS.write_text("".join(lines), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
