"""How a statement is shown: a quote in quotation marks, everything else as the paraphrase it is."""

from collections.abc import Mapping


def shown(row: Mapping[str, object]) -> str:
    """The statement's text; only what the speaker agreed to have quoted is marked as a quote."""
    quoted = row["form"] == "quote" and row["consent"] == "publish"
    return f"”{row['text']}”" if quoted else str(row["text"])
