"""Random working folders, right by construction, for properties that must hold whatever a municipality types."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.starting import working_folder
from tests.cases import random_rows as rows
from tests.cases.random_rows import Row

FOLDER = "data/kommun"
MUNICIPALITIES = ("0126", "0180", "0330", "0980", "1267", "1984", "2062", "2418")
"""Large and small, with Gotland and the municipality of fewest inhabitants among them."""

REGIONS = ("01", "13", "25")


@dataclass(frozen=True)
class RandomCase:
    """A working folder as it would be typed: parameters, and the rows of each table."""

    parameters: dict[str, Any]
    tables: dict[str, list[Row]]

    def write(self, folder: Path) -> str:
        """Lay the working folder out at `folder`; the name of its report."""
        working_folder.lay_out(folder, notebooks=False)
        name = f"kommun-{self.parameters['year']}"
        text = yaml.safe_dump(self.parameters, allow_unicode=True, sort_keys=False)
        (folder / "params" / f"{name}.yaml").write_text(text, "utf-8")
        (folder / FOLDER).mkdir()
        for table, typed in self.tables.items():
            known = LAYOUTS[table].column_names if table in LAYOUTS else ()
            columns = list(dict.fromkeys([*known, *(name for row in typed for name in row)]))
            if not columns:
                continue
            with (folder / FOLDER / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(typed)
        return name


@st.composite
def working_folders(draw: st.DrawFn) -> RandomCase:
    """A report on one to twenty networks of a real municipality, with whatever may be known of them, or nothing."""
    year = draw(st.integers(2006, 2026))
    code = draw(st.sampled_from((*MUNICIPALITIES, *REGIONS)))
    member_type = "region" if code in REGIONS else "kommun"
    day = date(year, 1, 1) + timedelta(days=draw(st.integers(0, 500)))
    networks = [f"n{number}" for number in range(1, draw(rows.few(1, 20)) + 1)]
    known = [*networks, *draw(st.sampled_from(([], [rows.OTHER])))]
    dates = rows.partial_dates(day)
    speakers = draw(rows.numbered(0, 5, lambda number: rows.speaker(number, known)))
    channels = draw(rows.numbered(0, 6, lambda number: rows.channel(number, known)))
    documents = draw(rows.numbered(0, 3, rows.document))
    tables = {
        "networks": [rows.network(draw, network) for network in known],
        "network_years": draw(rows.numbered(0, 4, lambda _: rows.network_year(known, year))),
        "fees": [row for network in known for row in rows.fee(draw, network, year, member_type)],
        "memberships": [rows.membership(draw, network, dates, year) for network in known if draw(rows.mostly(known))],
        "decisions": draw(rows.numbered(0, 5, lambda number: rows.decision(number, known, dates, day))),
        "speakers": speakers,
        "documents": documents,
        "channels": channels,
        "uses": draw(rows.numbered(0, 8, lambda number: rows.use(number, known, channels, documents, dates))),
        "indicators": rows.once(
            draw(rows.numbered(0, 2, lambda _: rows.indicator(known, year))), "network_id", "set", "year"
        ),
        "excerpts": draw(
            rows.numbered(0, 15, lambda number: rows.excerpt(number, networks, known, speakers, channels, dates))
        ),
        "use_logs": rows.once(draw(rows.numbered(0, 2, lambda _: rows.use_log(known, day))), "network_id", "date_from"),
        "events": draw(rows.numbered(0, 3, lambda number: rows.event(number, known, day))),
        "survey": rows.once(
            draw(rows.numbered(0, 3, lambda _: rows.survey(known, dates))),
            "network_id",
            "date",
            "question_id",
            blank="date",
        ),
        "time_log": rows.once(draw(rows.numbered(0, 4, lambda _: rows.time(known, year))), "network_id", "year"),
        "alternatives": draw(rows.numbered(0, 3, lambda number: rows.alternative(number, channels))),
        "candidates": rows.once(draw(rows.numbered(0, 4, lambda _: rows.candidate(known))), "network_id", "purpose"),
        "entry_requirements": rows.once(
            draw(rows.numbered(0, 4, lambda _: rows.demand(known))), "network_id", "demand"
        ),
    }
    if draw(st.booleans()):
        codes = [each for each in (*MUNICIPALITIES, *REGIONS) if each != code]
        tables["network_members"] = rows.once(
            draw(rows.numbered(0, 4, lambda _: rows.member_elsewhere(known, codes, dates))),
            "network_id",
            "code",
            "since",
        )
        tables["peer_decisions"] = draw(rows.numbered(0, 3, lambda _: rows.peer_decision(known, codes, year)))
        tables["themes"] = rows.once(draw(rows.numbered(0, 4, lambda _: rows.theme(known))), "network_id", "theme")
    if tables["uses"] and draw(st.booleans()):
        judged = [
            row
            for row in draw(rows.numbered(0, 4, lambda _: rows.overlap(tables["uses"], known)))
            if row["network_id"] != next(use["network_id"] for use in tables["uses"] if use["use_id"] == row["use_id"])
        ]
        tables["overlaps"] = rows.once(judged, "use_id", "network_id")
    return RandomCase(_parameters(draw, code, year, day, networks), tables)


def _parameters(draw: st.DrawFn, code: str, year: int, day: date, networks: list[str]) -> Row:
    """Without what the officer recommends: whether it departs from the evidence is not known before it is worked out."""
    cost = draw(
        st.sampled_from(
            (
                {},
                {"hourly_cost_sek": 400},
                {"hourly_cost_sek": 388.25},
                {
                    "monthly_salary_sek": 35800,
                    "monthly_salary_source": "påhittat exempel",
                    "monthly_salary_status": "illustrative",
                },
            )
        )
    )
    return {
        "municipality_code": code,
        "year": year,
        "title": draw(st.sampled_from(("Utvärdering", "Delmål #3: medlemskapen", "Översyn av nätverk"))),
        "report_date": day.isoformat(),
        "case_number": draw(st.sampled_from((None, "KS-2025/1"))),
        "asked_by": draw(st.sampled_from((None, "Kommunstyrelsen", "Miljönämnden"))),
        "recipient": draw(st.sampled_from((None, "Kommunstyrelsen", "Kommunfullmäktige"))),
        "deadline": draw(st.sampled_from((None, *(str(day + timedelta(days=days)) for days in (-40, 0, 1, 60))))),
        "networks": networks,
        "data_folder": FOLDER,
        **({"answers": _set(draw, networks)} if draw(st.integers(0, 4)) == 4 else {}),
        **cost,
        "conclusion": draw(st.sampled_from((None, "Medlemskapen kostar {{ avgift.summa }} om året."))),
        "expected_information": draw(
            st.lists(
                st.builds(
                    lambda due, network, answers: {
                        "what": "Ett besked" if answers else "Ett yttrande",
                        "from_whom": "Nätverket",
                        "due": due,
                        "network": network,
                        **({"answers": answers} if answers else {}),
                    },
                    st.sampled_from((None, str(day + timedelta(days=30)), str(day - timedelta(days=30)))),
                    st.sampled_from((None, *networks)),
                    st.sampled_from((None, "use", "loss")),
                ),
                max_size=2,
            )
        ),
    }


def _set(draw: st.DrawFn, networks: list[str]) -> list[Row]:
    """An answer that the officer has set, of one network."""
    question = draw(st.sampled_from(("use", "loss")))
    answer = draw(
        st.sampled_from(("yes", "no", "unknown") if question == "loss" else ("yes", "partly", "no", "unknown"))
    )
    network = draw(st.sampled_from(networks))
    return [{"network": network, "question": question, "answer": answer, "reason": "Svaren har kommit muntligt."}]
