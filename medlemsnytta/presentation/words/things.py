"""What is used of a network, by name: a channel, the key figures, or what the network has given to a document."""

from collections.abc import Mapping, Sequence

from medlemsnytta.analysis.facts import Record
from medlemsnytta.analysis.used_things import NO_CHANNEL, Thing, ThingWithout
from medlemsnytta.presentation.words import verdicts
from medlemsnytta.presentation.words.sentences import CitedText, cell, say

Names = Mapping[tuple[str, str], Record]
"""The rows that name things, by table and id."""


def named(thing: Thing, names: Names) -> CitedText:
    """A channel by its name; of a document what the network has given to it, since the document itself is not lost."""
    record = names.get(thing.place)
    if record is None:
        return say("{thing}", thing=verdicts.THING[thing.kind])
    if thing.kind == "document":
        return say("nätverkets underlag till {document}", document=cell(record, "name"))
    return cell(record, "name").with_first(str.lower)


def each_named(
    part: Sequence[ThingWithout], every: Sequence[ThingWithout], names: Names, kind: str = "member"
) -> list[CitedText]:
    """A part of all that is used; what has no channel is "övrig användning" only where something else is used too.

    Of what is no membership, by `kind` of decision, nothing is used: it is offered.
    """
    if [each.thing for each in every] == [NO_CHANNEL] and part:
        return [say("det som används" if kind == "member" else "det som erbjuds")]
    return [named(each.thing, names) for each in part]
