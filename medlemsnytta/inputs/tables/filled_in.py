"""What a row leaves out and other rows say: the id of a statement, whose words it is, what a speaker is; never a degree."""

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

_KIND_OF_ROLE = {"network": "network_own", "author": "municipality_assessment"}
"""Whose words they are by who speaks; whether another was interviewed nobody has said."""
_ROLES = defaultdict(str, yes="representative", no="user")
_NUMBERED = (("excerpts", "excerpt_id"), ("decisions", "decision_id"), ("uses", "use_id"))
_OWN_JUDGEMENT, _OWN_WORDS = "förvaltningens egen bedömning", "egen uppgift"


def fill_in(frames: Mapping[str, pd.DataFrame]) -> None:
    """Fill in the empty cells of statements and speakers that follow from other cells, and ids from the rows' numbers."""
    for table, column in _NUMBERED:
        _put(frames[table], column, frames[table][column].where(frames[table][column] != "", _ids(frames[table])))
    _speakers(frames["speakers"], frames["excerpts"])
    _statements(frames["excerpts"], frames["speakers"].drop_duplicates("speaker").set_index("speaker"))


def _speakers(speakers: pd.DataFrame, excerpts: pd.DataFrame) -> None:
    """Where no role is typed: who does not represent the municipality, and only judges for it, wrote the evaluation."""
    others = set(excerpts.loc[excerpts["source_kind"] != "municipality_assessment", "speaker"].tolist())
    judges = set(excerpts["speaker"].tolist()) - others
    roles = pd.Series(
        [
            role or ("author" if speaker in judges and represents == "no" else _ROLES[represents])
            for role, represents, speaker in zip(
                *(speakers[column].tolist() for column in ("role", "network_representative", "speaker")), strict=True
            )
        ],
        index=speakers.index,
        dtype="str",
    )
    represents = roles.map(lambda role: "yes" if role == "representative" else "no" if role else "")
    empty = speakers["network_representative"] == ""
    _put(speakers, "role", roles)
    _put(speakers, "source", speakers["source"].where(speakers["source"] != "", _OWN_WORDS))
    _put(speakers, "network_representative", speakers["network_representative"].where(~empty, represents))


def _statements(excerpts: pd.DataFrame, speakers: pd.DataFrame) -> None:
    said_by = excerpts["speaker"]
    kinds = said_by.map(speakers["role"].map(lambda role: _KIND_OF_ROLE.get(role, "")))
    defaults = {
        "source_kind": kinds.where(said_by != "", "municipality_assessment"),
        "source": said_by.map(speakers["source"]).where(said_by != "", _OWN_JUDGEMENT),
    }
    for column, default in defaults.items():
        _put(excerpts, column, excerpts[column].where(excerpts[column] != "", default.fillna("")))


def _ids(frame: pd.DataFrame) -> pd.Series:
    return pd.Series([f"rad{row}" for row in frame.index], index=frame.index, dtype="str")


def _put(frame: pd.DataFrame, column: str, values: pd.Series) -> None:
    frame[column] = values.astype(frame[column].dtype)
