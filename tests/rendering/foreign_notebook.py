"""An executed notebook with every kind of output that somebody's own cells may show, beside our head."""

import base64
import struct
import zlib

import altair as alt
import nbformat
import pandas as pd
from nbformat import NotebookNode

from tests.rendering.sample_notebook import HEAD, notebook_of, said, shown

V4 = nbformat.v4


def png(width: int = 320, height: int = 120) -> str:
    """A picture as Jupyter stores it: dots in lines of base64."""
    rows = b"".join(
        b"\0" + b"".join(bytes((x * 255 // width, 90, y * 255 // height)) for x in range(width)) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    content = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return base64.encodebytes(b"\x89PNG\r\n\x1a\n" + content).decode()


MATPLOTLIB_SVG = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="200pt" height="80pt" viewBox="0 0 200 80" xmlns="http://www.w3.org/2000/svg" version="1.1">
 <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><!-- gjord av matplotlib --></rdf:RDF></metadata>
 <g id="figure_1"><g id="text_1"><!-- Avgift per år --><path d="M 10 10 L 190 10 L 190 20 z" style="fill: #1f77b4"/></g>
 <g id="text_2"><!-- 2025 --><path d="M 10 40 L 100 70 L 190 40" style="fill: none; stroke: #ff7f0e"/></g></g>
</svg>"""

WORDS_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><title>Vägen</title><desc>Från tabell till svar</desc>'
    '<rect width="300" height="60" fill="#cde"/><text x="10" y="35" font-family="Arial" font-size="18">Tabell → svar</text></svg>'
)

FRAME = pd.DataFrame(
    {"år": [2024, 2025], "avgift": [38291.2, 44000.0], "nätverk": ["Klimatkommunerna", "Ekokommunerna <SEKOM>"]}
)


def figure() -> alt.Chart:
    base = alt.Chart(FRAME).mark_bar()
    return base.encode(x="år:O", y=alt.Y("avgift:Q", title="kronor"), color="nätverk:N")


def result(plain: str, metadata: dict | None = None, **forms: object) -> NotebookNode:
    """A code cell that showed the same thing in several forms; `text_html` stands for text/html."""
    data = {kind.replace("_", "/", 1): content for kind, content in forms.items()} | {"text/plain": plain}
    output = V4.new_output("display_data", data=data, metadata=metadata or {})
    return V4.new_code_cell("visa()", outputs=[output])


def of_class(name: str, **forms: object) -> NotebookNode:
    return result(f"<IPython.core.display.{name} object>", **forms)


def printed(text: str) -> NotebookNode:
    return V4.new_code_cell("print()", outputs=[V4.new_output("stream", name="stdout", text=text)])


MARKDOWN = """### Egen rubrik

En **viktig** mening med `kod`.

> Ett citat.

- ett
  - under ett
- två

| Nätverk | Avgift |
|---------|-------:|
| SEKOM   | 38 291 |

![En karta](karta.png)

---
<div>Ren <b>HTML</b></div>
"""

HTML = """<style>p { color: red }</style><script>alert("nej")</script>
<h3>Egen HTML</h3><p onclick="x()">Ett stycke med <b>fetstil</b>.<ul><li>först</li><li>sedan</li></ul>
<iframe src="https://example.org"></iframe>"""

CELLS = {
    "a DataFrame": lambda: result(repr(FRAME), text_html=FRAME._repr_html_()),
    "a DataFrame with two levels": lambda: result(
        "x", text_html=FRAME.pivot_table(index=["nätverk", "år"], values="avgift")._repr_html_()
    ),
    "a wide DataFrame": lambda: result(
        "x", text_html=pd.DataFrame([[1234567.89] * 19] * 3, columns=[f"kolumn {n}" for n in range(19)])._repr_html_()
    ),
    "a long DataFrame": lambda: result("x", text_html=pd.DataFrame({"a": range(100)})._repr_html_()),
    "an Altair chart": lambda: result("alt.Chart(...)", text_html=figure()._repr_mimebundle_()["text/html"]),
    "an Altair chart under its own type": lambda: V4.new_code_cell(
        "visa()",
        outputs=[
            V4.new_output(
                "display_data",
                data={"application/vnd.vegalite.v6+json": figure().properties(title="Vad kostar det?").to_dict()},
            )
        ],
    ),
    "a matplotlib figure": lambda: result("<Figure size 640x480 with 1 Axes>", image_png=png()),
    "a matplotlib figure as SVG": lambda: result(
        "<Figure size 640x480 with 1 Axes>", **{"image_svg+xml": MATPLOTLIB_SVG}
    ),
    "a described picture": lambda: result(
        "<IPython.core.display.Image object>", {"image/png": {"alt": "Blå yta"}}, image_png=png(1600, 60)
    ),
    "an SVG": lambda: of_class("SVG", **{"image_svg+xml": WORDS_SVG}),
    "Markdown": lambda: of_class("Markdown", text_markdown=MARKDOWN),
    "HTML": lambda: of_class("HTML", text_html=HTML),
    "a print": lambda: printed("utskrivet <b>\n  rad två"),
    "a formula": lambda: of_class("Latex", text_latex="$a^2 + b^2$"),
    "an object": lambda: result("<någon.Sak at 0x7f3a5c0d1e20>"),
    "a script": lambda: of_class("Javascript", application_javascript="alert(1)"),
    "half a picture": lambda: of_class("Image", image_png="AA=="),
}


def notebook() -> NotebookNode:
    """Every cell, under a heading that says what it is."""
    cells = [part for name, made in CELLS.items() for part in (said(f"## Egen cell: {name}"), made())]
    return notebook_of(shown(HEAD), *cells)
