"""What a row leaves out and other rows say: the id of a statement, whose words it is, what a speaker is; never a degree."""

from collections.abc import Mapping

import pandas as pd

_KIND_OF_ROLE = {"network": "network_own", "author": "municipality_assessment"}
_OWN_JUDGEMENT = "förvaltningens egen bedömning"
_ROLE_OF_REPRESENTATIVE = {"yes": "representative", "no": "other"}
"""A speaker of the first edition, of whom nothing more was said, confirms nothing as a user would."""


def fill_in(frames: Mapping[str, pd.DataFrame]) -> None:
    """Fill in the empty cells of statements and speakers that follow from other cells."""
    _speakers(frames["speakers"])
    _statements(frames["excerpts"], frames["speakers"].drop_duplicates("speaker").set_index("speaker"))


def _speakers(speakers: pd.DataFrame) -> None:
    typed = speakers["role"]
    roles = typed.where(typed != "", speakers["network_representative"].map(_ROLE_OF_REPRESENTATIVE).fillna(""))
    represents = roles.map(lambda role: "yes" if role == "representative" else "no" if role else "")
    empty = speakers["network_representative"] == ""
    _put(speakers, "role", roles)
    _put(speakers, "network_representative", speakers["network_representative"].where(~empty, represents))


def _statements(excerpts: pd.DataFrame, speakers: pd.DataFrame) -> None:
    said_by = excerpts["speaker"]
    ids = pd.Series([f"rad{row}" for row in excerpts.index], index=excerpts.index)
    kinds = said_by.map(speakers["role"].map(lambda role: _KIND_OF_ROLE.get(role, "interview")))
    defaults = {
        "excerpt_id": ids,
        "source_kind": kinds.where(said_by != "", "municipality_assessment"),
        "source": said_by.map(speakers["source"]).where(said_by != "", _OWN_JUDGEMENT),
    }
    for column, default in defaults.items():
        _put(excerpts, column, excerpts[column].where(excerpts[column] != "", default.fillna("")))


def _put(frame: pd.DataFrame, column: str, values: pd.Series) -> None:
    frame[column] = values.astype(frame[column].dtype)
