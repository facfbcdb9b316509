"""The kinds of files that a notebook becomes, each known here and nowhere else; to know them nothing has to be imported."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A kind of file by its `ending` without a dot; `words` is what a link calls it, `definite` a sentence.

    One that is `usual` is made where nothing is said. Where it is `written_in`, people go on writing in it, and what they
    have written is not written over.
    """

    ending: str
    words: str
    definite: str
    usual: bool = True
    written_in: bool = False


FORMATS = {
    each.ending: each
    for each in (
        Format("html", "HTML", "HTML"),
        Format("pdf", "PDF", "PDF"),
        Format("docx", "Word", "Word", usual=False, written_in=True),
        Format("ipynb", "anteckningsbok", "anteckningsboken"),
    )
}
USUAL = tuple(ending for ending, each in FORMATS.items() if each.usual)
