"""The exporters that nbconvert finds by name: rendering's own, for every executed notebook.

A report of ours comes out as a build writes it, with the whole recipe in place of its record; somebody else's notebook
recorded nothing, and comes out without a recipe. What could not be carried over as it is, is told as warnings.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Bool, Unicode

from medlemsnytta.provenance.recipe import recipe
from medlemsnytta.rendering.blocks import Document
from medlemsnytta.rendering.foreign_notebooks import any_document
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.pdf import CouncilPDFExporter
from medlemsnytta.rendering.word import CouncilWordExporter


class _AnyNotebook(Exporter):
    """What the exporters read a notebook with."""

    language = Unicode(
        "", help="The language that the notebook is written in, such as sv; else its metadata say it."
    ).tag(config=True)
    show_code = Bool(False, help="Show the code of every cell, not only of those that ask for it.").tag(config=True)

    def read(self, notebook: NotebookNode, resources: Mapping[str, Any]) -> Document:
        about = resources.get("metadata", {})
        folder = Path(about["path"] or ".") if "path" in about else None
        read = any_document(notebook, about.get("name", ""), folder, type(self).__name__, self.language, self.show_code)
        for warning in read["warnings"]:
            self.log.warning("%s", warning)
        return with_recipe(read)


class AccessibleHTMLExporter(_AnyNotebook, CouncilHTMLExporter):
    """What `jupyter nbconvert --to accessible-html` uses."""

    export_from_notebook = "Accessible HTML"


class AccessiblePDFExporter(_AnyNotebook, CouncilPDFExporter):
    """What `jupyter nbconvert --to accessible-pdf` uses."""

    export_from_notebook = "Accessible PDF"


class AccessibleWordExporter(_AnyNotebook, CouncilWordExporter):
    """What `jupyter nbconvert --to accessible-docx` uses."""

    export_from_notebook = "Accessible Word"


def with_recipe(document: Document, made_by: Mapping[str, str] | None = None) -> Document:
    """The document, whose record says also which page it is, and by which program and versions it was made.

    `made_by` is the program, where it is not this one alone.
    """
    record, named = document["record"], {"page": name} if (name := document.get("page")) else {}
    return {**document, "record": record and recipe({**record, **named, "program": made_by})}
