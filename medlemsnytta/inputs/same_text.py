"""What a person reads as the same text is the same text: one rule for all that is compared, typed or listed.

Small and capital letters, å in one mark or in two, and every kind and number of spaces are told apart by no reader.
"""

import unicodedata


def as_read(text: str) -> str:
    """The text by which others are compared with it; what is printed is the text as it was typed."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def as_file_name(name: str) -> str:
    """Small letters a–z and hyphens: what a keyboard without å, ä and ö can type, and every system can call a file."""
    plain = unicodedata.normalize("NFKD", as_read(name))
    return "-".join("".join(mark for mark in plain if mark.isascii()).replace("-", " ").split())
