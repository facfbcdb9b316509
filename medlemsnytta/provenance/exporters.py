"""The exporters that nbconvert finds by name: rendering's own, with the whole recipe put in place of the notebook's record.

A notebook that recorded nothing, such as somebody else's, comes out without a recipe.
"""

from nbformat import NotebookNode

from medlemsnytta.provenance.recipe import recipe
from medlemsnytta.rendering.blocks import Document
from medlemsnytta.rendering.html import CouncilHTMLExporter
from medlemsnytta.rendering.pdf import CouncilPDFExporter


class RecipeHTMLExporter(CouncilHTMLExporter):
    """What `jupyter nbconvert --to medlemsnytta-html` uses: the same bytes as a build gives."""

    def read(self, notebook: NotebookNode) -> Document:
        return with_recipe(super().read(notebook))


class RecipePDFExporter(CouncilPDFExporter):
    """What `jupyter nbconvert --to medlemsnytta-pdf` uses: the same bytes as a build gives."""

    def read(self, notebook: NotebookNode) -> Document:
        return with_recipe(super().read(notebook))


def with_recipe(document: Document) -> Document:
    """The document, whose record says also by which program and versions it was made."""
    return {**document, "record": document["record"] and recipe(document["record"])}
