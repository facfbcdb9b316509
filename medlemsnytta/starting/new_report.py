"""The files of a new report: what they are called, what is already known, and that nothing which stands is touched."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from medlemsnytta.analysis import fees
from medlemsnytta.analysis.fee_rules import FeeTables, Payer
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import writing
from medlemsnytta.files.paths import left_by_a_program
from medlemsnytta.files.program import COMMAND
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.parameters.reports import PARAMS_FOLDER
from medlemsnytta.inputs.places import nearest
from medlemsnytta.inputs.same_text import as_file_name, as_read
from medlemsnytta.inputs.tables.code_words import CODE_WORDS, COLUMN_WORDS
from medlemsnytta.inputs.tables.explanations import TABLES, example_rows, of_column
from medlemsnytta.inputs.tables.frames import load_table
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.table_files import WORKBOOK, own_folder
from medlemsnytta.inputs.tables.table_words import FIRST_COLUMNS, TABLE_WORDS
from medlemsnytta.presentation.words import swedish
from medlemsnytta.starting.carrying_on import AskedAnew, asked_anew, carried_parameters, earlier_report
from medlemsnytta.starting.csv_writer import Contents, csv_of
from medlemsnytta.starting.municipality_names import Found, municipality
from medlemsnytta.starting.params_file import parameter_text

README = "LAS-MIG.txt"
_CALLED = ("network_id", "short", "name")
Rows = Mapping[str, Sequence[Mapping[str, str]]]
"""Rows to begin with, by table."""


@dataclass(frozen=True)
class Begun:
    """What was written, and what is known and not known already, in Swedish."""

    name: str
    written: tuple[Path, ...]
    known: tuple[str, ...]
    lacking: tuple[str, ...]
    previous: str | None
    asked_anew: tuple[str, ...]
    changed: tuple[Path, ...] = ()
    """The files, from the project's root, in which what is asked anew was laid out as rows that wait."""


def begin(
    root: Path, typed: str, year: int, networks: Sequence[str], candidates: Sequence[str] = (), *, as_csv: bool = False
) -> Begun:
    """Write a params file and, where there are none, the tables of the municipality; raises ProblemsFound.

    Of networks that nobody has heard of, and of `candidates` to join, rows to go on from are written in those tables.
    Where the municipality has an earlier report the new one carries on from it, whatever its tables are kept in.
    """
    found = municipality(load_table(root, None, "municipalities"), typed)
    folder, name = f"data/{found.slug}", f"{found.slug}-{year}"
    standing = _standing(root / folder)
    previous = earlier_report(root, found.slug, year)
    carried = carried_parameters(previous) if previous else {}
    if not networks and not candidates:
        networks = carried.pop("networks", ())
    asked, unheard = _asked(load_table(root, folder, "networks"), [*networks, *candidates], may_be_new=not standing)
    chosen, known, lacking = _networks(root, folder, found, year, asked, unheard)
    joining = asked[len(networks) :]
    text = _parameters(found, year, chosen, folder, joining, carried)
    contents: dict[str, bytes] = {f"{PARAMS_FOLDER}/{name}.yaml": text.encode()}
    if not standing:
        rows = _rows_begun(unheard, joining, found.type)
        rows["memberships"] += _known_memberships(root, found, [each["network_id"] for each in chosen], joining)
        contents |= _tables(folder, found, year, known, rows, root, as_csv=as_csv)
    months = previous[1].evidence_months if previous else Parameters.model_fields["evidence_months"].default
    anew = asked_anew(root, folder, year, months, [each["network_id"] for each in chosen]) if standing else AskedAnew()
    _demand_new(root, contents)
    changed = _laid_out(root, folder, anew.rows)
    written = _written(root, folder, contents)
    return Begun(name, written, known, lacking, previous and previous[0], anew.lines, changed)


def _networks(
    root: Path, folder: str, found: Found, year: int, asked: Sequence[str], unheard: Sequence[dict]
) -> tuple[list[dict], tuple[str, ...], tuple[str, ...]]:
    """The networks asked for, or all whose fee that year is known; what each costs, and what is lacking."""
    rows = {row["network_id"]: row for row in load_table(root, folder, "networks").to_dict("records")}
    rows |= {row["network_id"]: row for row in unheard}
    book = FeeTables(
        *(load_table(root, folder, name) for name in ("fees", "exchange_rates", "tax_base")), data_folder=folder
    )
    counts = load_table(root, folder, "population")
    own = counts[(counts["code"] == found.code) & (counts["kind"] == "outcome")]
    payer = Payer(found.type, {int(row["year"]): int(row["inhabitants"]) for row in own.to_dict("records")})
    chosen, known, lacking = [], [], []
    for network_id in asked or rows:
        if network_id in {row["network_id"] for row in unheard}:
            lacking.append(
                f"{rows[network_id]['name']}: fyll i raden i {TABLE_WORDS['networks']}, och avgiften i {TABLE_WORDS['fees']}."
            )
            continue
        try:
            fee = fees.fee_of(book, payer, network_id, year)
        except ProblemsFound as problems:
            lacking += [f"{problem.what} {problem.fix}" for problem in problems.problems] if asked else []
        else:
            status = "" if fee.rule.status == "observed" else ", antagande"
            known.append(
                f"{rows[network_id]['name']}: {swedish.kronor(fee.ore)} år {year} ({swedish.number(fee.inhabitants)} "
                f"invånare den 31 december {fee.population_year}{status})"
            )
            chosen.append(rows[network_id])
    if not asked and not chosen:
        what = f"inget nätverk har en känd avgift {year}."
        fix = "Välj nätverk med --networks, och lägg till en rad om avgiften i tabellen fees."
        raise ProblemsFound([Problem("--networks", what, fix)])
    return ([rows[network] for network in asked] if asked else chosen), tuple(known), tuple(lacking)


def _asked(networks: pd.DataFrame, typed: Sequence[str], *, may_be_new: bool) -> tuple[list[str], list[dict[str, str]]]:
    """The ids of the networks that were `typed`, by id or name, and a row for each that nobody has heard of."""
    known = {as_read(row[each]): row["network_id"] for row in networks.to_dict("records") for each in _CALLED}
    ids, unheard, problems = [], [], []
    for name in typed:
        new_id = as_file_name(name).replace("-", "_")
        if as_read(name) in known:
            ids.append(known[as_read(name)])
        elif nearest(as_read(name), known) or not may_be_new or not re.fullmatch("[a-z][a-z0-9_]{0,39}", new_id):
            problems.append(_no_such_network(name, sorted(set(known.values()))))
        else:
            ids.append(new_id)
            unheard.append({"network_id": new_id, "name": name, "short": name})
    if problems:
        raise ProblemsFound(problems)
    return list(dict.fromkeys(ids)), unheard


def _known_memberships(
    root: Path, found: Found, networks: Sequence[str], joining: Sequence[str]
) -> list[dict[str, str]]:
    """The memberships that the table of the networks' members knows of."""
    members = load_table(root, None, "network_members")
    own = members[(members["code"] == found.code) & members["network_id"].isin(set(networks) - set(joining))]
    return [
        {
            "network_id": row["network_id"],
            "state": "left" if row["until"] else "member",
            **{name: row[name] for name in ("since", "until", "source", "source_date") if row[name]},
        }
        for row in own.to_dict("records")
    ]


def _rows_begun(unheard: Sequence[dict[str, str]], joining: Sequence[str], member_type: str) -> dict[str, list[dict]]:
    """The rows that the tables begin with: of these nothing is known yet but that they are asked about."""
    from_us = {"source": "uppgift från kommunen, att komplettera", "status": "estimated"}
    fee = {"member_type": member_type, "part": "medlemsavgift", "currency": "SEK", "vat": "unknown"}
    fee |= {"pop_reference": "unknown", "undefined": "Avgiften är inte känd än."}
    return {
        "networks": [{**row, "source_kind": "municipality_assessment", **from_us} for row in unheard],
        "fees": [{"network_id": row["network_id"], **fee, **from_us} for row in unheard],
        "memberships": [{"network_id": network, "state": "candidate", **from_us} for network in joining],
    }


def _no_such_network(network: str, known: list[str]) -> Problem:
    meant = nearest(network, known)
    start = f"Menade du '{meant}'?" if meant else f"De som finns är: {', '.join(sorted(known))}."
    add = "Saknas det: börja utan det, och lägg sedan till det i kommunens tabeller networks och fees."
    return Problem(network[:40], "nätverket finns inte.", f"{start} {add}")


def _parameters(
    found: Found,
    year: int,
    networks: list[dict],
    folder: str,
    joining: Sequence[str],
    carried: Mapping[str, Any],
) -> str:
    names = swedish.listed([network["name"] for network in networks])
    return parameter_text(
        {
            **carried,
            "municipality_code": found.code,
            "year": year,
            "title": (
                f"Ska {found.name} gå med i {names}?"
                if len(joining) == len(networks)
                else f"Utvärdering av {'medlemskapen' if len(networks) > 1 else 'medlemskapet'} i {names}"
            ),
            "report_date": f"{year}-12-31",
            "networks": [network["network_id"] for network in networks],
            "data_folder": folder,
        },
        (
            f"Parametrar för {found.name} {year}. Rader som börjar med # är förklaringar.",
            "Text med kolon eller siffror i skrivs inom citattecken. Det som inte är känt är null.",
            "Rapportens dag är satt till årets sista; ändra den till dagen då rapporten läggs fram.",
        ),
    )


def _standing(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(
        file.name
        for file in folder.iterdir()
        if file.suffix.lower() in (".csv", ".xlsx") and not left_by_a_program(file.name)
    )


def _tables(
    folder: str, found: Found, year: int, known: Sequence[str], rows: Rows, root: Path, *, as_csv: bool
) -> dict[str, bytes]:
    names = [name for name in TABLE_WORDS if name in FIRST_COLUMNS or rows.get(name)]
    tables = [Contents(LAYOUTS[name], dict(enumerate(rows.get(name, ()), start=2))) for name in names]
    lines = _instructions(found, year, known)
    if as_csv:
        files = {f"{folder}/{table.layout.name}.csv": csv_of(table) for table in tables}
        return {**files, f"{folder}/{README}": _readme(lines).encode()}
    # A quarter of a second that those who want CSV need not wait for.
    from medlemsnytta.starting.workbook_files import how_to_fill_in, network_names
    from medlemsnytta.starting.workbook_writer import workbook

    called = network_names(root, folder) | {row["network_id"]: row["short"] for row in rows.get("networks", ())}
    content = workbook(tables, f"Underlag för {found.name}", [*lines, *how_to_fill_in()], called)
    return {f"{folder}/{WORKBOOK}": content}


def _instructions(found: Found, year: int, known: Sequence[str]) -> list[str]:
    return [
        f"Kommunkod {found.code}. Fyll i det som är känt; folkmängden är redan känd, och dessa avgifter:",
        *(known or ["Ingen avgift är känd än."]),
        f"Granska med: {COMMAND} check {found.slug}-{year}. Bygg med: {COMMAND} {found.slug}-{year}.",
    ]


def _readme(lines: Sequence[str]) -> str:
    """What every table and column is for, for those who keep CSV files."""
    about = [
        *lines,
        "De fem tabellerna i mappen räcker för att börja. Behövs en till: spara den här med tabellens namn, som nedan, "
        "och de kolumner som behövs. Rubriker och ord får vara svenska eller koder.",
        "En tom cell betyder att uppgiften inte är känd. Rapporten skriver då ”uppgift saknas” och listar frågan.",
        "Dagar skrivs 2026-03-15. Är bara månaden eller året känt skrivs 2026-03 eller 2026.",
        f"En arbetsbok i Excel av alla tabeller: {COMMAND} workbook KOMMUN.",
    ]
    wrapped = [part for line in about for part in textwrap.wrap(line, 100)]
    for name, word in TABLE_WORDS.items():
        heading = f"{name}.csv – {word}"
        wrapped += ["", heading, "-" * len(heading), TABLES[name]]
        wrapped += [f"  Påhittat exempel: {example}" for example in example_rows(name)]
        for column in LAYOUTS[name].columns:
            must = " Måste fyllas i." if column.required and not column.may_be_left_out else ""
            words = f"{COLUMN_WORDS[column.name]} ({column.name}): {of_column(name, column.name)}{must}"
            wrapped += textwrap.wrap(words, 100, initial_indent="  ", subsequent_indent="      ")
            codes = [f"{code} = {CODE_WORDS[str(code)]}" for code in column.allowed if str(code) in CODE_WORDS]
            wrapped += textwrap.wrap("; ".join(codes), 100, initial_indent="      ", subsequent_indent="      ")
    return "\n".join(wrapped) + "\n"


def _demand_new(root: Path, contents: Mapping[str, bytes]) -> None:
    """Raises ProblemsFound where one of the files stands already."""
    there = [path for path in contents if (root / path).exists()]
    if there:
        fix = "Fortsätt i den, eller flytta den om du vill börja om."
        raise ProblemsFound([Problem(path, "filen finns redan.", fix) for path in there])


def _laid_out(root: Path, data_folder: str, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> tuple[Path, ...]:
    if not rows:
        return ()
    # A quarter of a second that those who begin anew need not wait for.
    from medlemsnytta.starting.more_rows import add_rows

    return add_rows(root, own_folder(root, data_folder), rows)


def _written(root: Path, folder: str, contents: dict[str, bytes]) -> tuple[Path, ...]:
    """Write the files: the tables all at once, and the params file last.

    A run that was killed before the params file stood is gone on with: its tables stand whole, or not at all.
    """
    tables = {Path(path).name: content for path, content in contents.items() if path.startswith(f"{folder}/")}
    params = {Path(path).name: content for path, content in contents.items() if Path(path).name not in tables}
    try:
        writing.publish_folder(root / folder, tables)
        writing.publish(root / PARAMS_FOLDER, params)
    except ProblemsFound:
        for name in tables:
            writing.remove(root / folder / name)
        writing.remove_if_empty(root / folder)
        raise
    return tuple(root / path for path in contents)
