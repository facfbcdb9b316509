"""What must agree between tables, and between the cells of a row: ids that exist, dates and shares in order."""

from collections.abc import Callable, Collection, Iterator

import pandas as pd

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.places import nearest, shown
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import BOTH, IDS, LAYOUTS, SEVERAL, ids_in

Rule = Callable[[Tables], list[Problem]]

_BOTH_ALLOWED = ("decisions", "excerpts")
_REPLACED = ("channels", "uses", "documents", "networks")

KEY_FIGURES = "key_figures"
"""In the place of a channel, where a statement is of the network's key figures; a document may be named there too."""

_PERIODS = (
    ("fees", "valid_from", "valid_to"),
    ("memberships", "since", "until"),
    ("decisions", "date", "due_date"),
    ("documents", "year_from", "year_to"),
    ("uses", "date_from", "date_to"),
    ("use_logs", "date_from", "date_to"),
)

_ASCENDING = (
    ("indicators", "share_low", "share"),
    ("indicators", "share", "share_high"),
    ("indicators", "share_low", "share_high"),
    ("indicators", "in_own_followup", "size"),
    ("survey", "asked", "users"),
    ("fees", "floor_sek", "cap_sek"),
    ("fees", "tier_from", "tier_to"),
)


def unknown_ids(tables: Tables) -> list[Problem]:
    """An id that is mentioned must be listed in its own table."""
    problems = []
    for name, layout in LAYOUTS.items():
        for column in set(layout.column_names) & set(IDS):
            listed_in = IDS[column]
            if listed_in == name:
                continue
            known = set(tables.frame(listed_in)[column]) - {""}
            accepted = known | {BOTH} if column == "network_id" and name in _BOTH_ALLOWED else known
            if (name, column) == ("excerpts", "channel_id"):
                accepted = {*accepted, *tables.documents["document_id"].tolist(), KEY_FIGURES}
            add = f"Lägg till raden i {tables.where_to_add(listed_in)}, eller rätta."
            if tables.waiting.get(listed_in):
                add = f"Godkänn raden i {tables.origin(listed_in).whole} om den väntar på granskning, eller rätta."
            several = (name, column) in SEVERAL
            problems += _unknown(tables, name, column, accepted, f"finns inte i {listed_in}.", add, several=several)
    return problems


def _unknown(
    tables: Tables, name: str, column: str, accepted: Collection[str], what: str, fix: str, *, several: bool
) -> list[Problem]:
    """The cells that name something else than what is `accepted`."""
    cells = tables.frame(name)[column]
    problems = []
    for row, cell in cells[~cells.isin({"", *accepted})].items():
        values = ids_in(cell) if several else (cell,)
        for value in values:
            if value not in accepted or (value == BOTH and len(values) > 1):
                meant = nearest(value, set(accepted) - {value})
                place = tables.place(name, row, column)
                told = f"kolumnen {tables.origin_of(name, row).called(column)}: {shown(value)} {what}"
                problems.append(Problem(place, told, f"Menade du '{meant}'?" if meant else fix))
    return problems


def unknown_replaced(tables: Tables) -> list[Problem]:
    """What an alternative takes the place of must be listed somewhere."""
    known = {each for name in _REPLACED for each in tables.frame(name)[LAYOUTS[name].columns[0].name].tolist()}
    known |= set(tables.indicators["set"].tolist())
    what = f"finns inte i någon av tabellerna {', '.join(_REPLACED)} och indicators."
    fix = "Skriv id:t för en kanal, en användning, ett dokument eller ett nätverk."
    return _unknown(tables, "alternatives", "replaces", known - {""}, what, fix, several=True)


def unknown_repeated(tables: Tables) -> list[Problem]:
    """A statement that repeats another one names the first."""
    frame = tables.excerpts
    problems = _unknown(
        tables,
        *("excerpts", "same_as", set(frame["excerpt_id"].tolist()) - {""}),
        *("finns inte bland uttalandena.", "Skriv excerpt_id för det uttalande som raden upprepar."),
        several=False,
    )
    repeats = dict(zip(frame["excerpt_id"].tolist(), frame["same_as"].tolist(), strict=True))
    for row, statement, repeated in _cells(frame, "excerpt_id", "same_as"):
        if statement == repeated or repeats.get(repeated):
            what = "raden säger att den upprepar sig själv."
            if statement != repeated:
                what = f"{shown(repeated)} upprepar själv ett annat uttalande."
            place = tables.place("excerpts", row, "same_as")
            problems.append(
                Problem(place, what, "Skriv det uttalande som kom först, och lämna det uttalandets cell tom.")
            )
    return problems


def channels_of_other_networks(tables: Tables) -> list[Problem]:
    """A use or an excerpt about one network cannot have come through another network's channel."""
    network_of = tables.channels.drop_duplicates("channel_id").set_index("channel_id")["network_id"]
    problems = []
    for name in ("uses", "excerpts"):
        for row, channel, networks in _cells(tables.frame(name), "channel_id", "network_id"):
            owner = network_of.get(channel, "")
            if owner and networks != BOTH and owner not in ids_in(networks):
                what = f"kanalen {shown(channel)} hör till {shown(owner)}, men raden gäller {shown(networks)}."
                problems.append(
                    Problem(tables.place(name, row, "channel_id"), what, "Rätta channel_id eller network_id.")
                )
    return problems


def periods_that_end_before_they_begin(tables: Tables) -> list[Problem]:
    problems = []
    for name, first, last in _PERIODS:
        for row, begins, ends in _cells(tables.frame(name), first, last):
            # "2025" and "2025-03" may be the same day, so only what both of them say is compared.
            said = min(len(str(begins)), len(str(ends)))
            if str(begins)[:said] > str(ends)[:said]:
                what = f"{first} {begins} ligger efter {last} {ends}."
                problems.append(Problem(tables.place(name, row, last), what, "Rätta det ena datumet."))
    return problems


def figures_out_of_order(tables: Tables) -> list[Problem]:
    problems = []
    for name, low, high in _ASCENDING:
        for row, smaller, larger in _cells(tables.frame(name), low, high):
            if smaller > larger:
                what = f"{low} {_figure(smaller)} är större än {high} {_figure(larger)}."
                problems.append(Problem(tables.place(name, row, low), what, "Rätta det ena talet."))
    return problems


def members_without_qualifier(tables: Tables) -> list[Problem]:
    """'Cirka 100' and '100' are different statements."""
    frame = tables.network_years
    rows = frame.index[frame["members"].notna() & (frame["qualifier"] == "")]
    what, fix = "kolumnen qualifier är tom fast members är ifylld.", "Skriv exact eller cirka."
    return [Problem(tables.place("network_years", row, "qualifier"), what, fix) for row in rows]


def document_uses_without_document(tables: Tables) -> list[Problem]:
    frame = tables.uses
    rows = frame.index[(frame["kind"] == "document") & (frame["document_id"] == "")]
    what, fix = "kind är document, men document_id är tomt.", "Skriv dokumentets id ur documents.csv."
    return [Problem(tables.place("uses", row, "document_id"), what, fix) for row in rows]


def surveys_that_do_not_add_up(tables: Tables) -> list[Problem]:
    """No more answers than were asked, and yes and no as 1 and 0."""
    problems = []
    counts = [f"count_{step}" for step in range(5)]
    for row, cells in tables.survey.iterrows():
        answers = sum(int(cells[name]) for name in counts if pd.notna(cells[name]))
        if pd.notna(cells["asked"]) and answers > cells["asked"]:
            what = f"{answers} svar är fler än de {cells['asked']} som fick frågan."
            problems.append(Problem(tables.place("survey", row), what, "Rätta antalen."))
        if cells["kind"] == "yes_no" and any(pd.notna(cells[name]) and cells[name] for name in counts[2:]):
            what = "en ja- och nej-fråga har svar i count_2–count_4."
            problems.append(Problem(tables.place("survey", row), what, "Skriv nej i count_0 och ja i count_1."))
    return problems


def overlaps_with_the_own_network(tables: Tables) -> list[Problem]:
    network_of = tables.uses.drop_duplicates("use_id").set_index("use_id")["network_id"]
    return [
        Problem(tables.place("overlaps", row), f"användningen {shown(use)} hör redan till {shown(network)}.",
                "Skriv ett annat nätverk i network_id.")
        for row, use, network in _cells(tables.overlaps, "use_id", "network_id")
        if network_of.get(use) == network
    ]  # fmt: skip


def _cells(frame: pd.DataFrame, *columns: str) -> Iterator[tuple]:
    """Row number and the cells of `columns`, for the rows where all of them are filled."""
    for row, *values in zip(frame.index, *(frame[column].tolist() for column in columns), strict=True):
        if not any(pd.isna(value) or value == "" for value in values):
            yield row, *values


def _figure(value: object) -> str:
    return str(value).replace(".", ",")


CROSS_RULES: tuple[Rule, ...] = (
    unknown_ids,
    unknown_replaced,
    unknown_repeated,
    channels_of_other_networks,
    periods_that_end_before_they_begin,
    figures_out_of_order,
    members_without_qualifier,
    document_uses_without_document,
    surveys_that_do_not_add_up,
    overlaps_with_the_own_network,
)
