"""How strong the evidence is: who spoke, who coded, whose words, how old (indicator I14)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import pandas as pd

from medlemsnytta.analysis import agreement, rows
from medlemsnytta.analysis.case_tables import alternatives_to, role_of
from medlemsnytta.analysis.facts import Fact, Record, Row
from medlemsnytta.analysis.facts import count as count_of
from medlemsnytta.analysis.frames import Rows, WithFrame
from medlemsnytta.analysis.memberships import memberships_of
from medlemsnytta.analysis.network_costs import Fees
from medlemsnytta.analysis.other_municipalities import others_of
from medlemsnytta.analysis.periods import first_day, whole_months
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.analysis.statements import Statements

STATUSES = ("observed", "estimated", "illustrative")

WHO = ("representative", "user", "other", "unattributed", "author", "network_own", "third_party")
"""Whose words a statement can be: by role of those who are of the municipality, by source of the others."""

ASKED = ("representative", "user", "other", "unattributed")
"""Those of them whose words can count; what the authors write themselves cannot."""

MEASURED = ("uses", "use_logs", "time_log", "events", "survey")
"""The tables in which somebody has counted something of use, of time or of attendance."""

_COUNTS = ("count", "persons", "hours")


@dataclass(frozen=True)
class SpeakerGroup:
    """Those who spoke under one pseudonym; `said` are the rows of their statements."""

    record: Record
    role: str
    said: tuple[Row, ...]

    @property
    def speaker(self) -> str:
        return str(self.record["speaker"])

    @property
    def persons(self) -> int | None:
        return None if self.record["persons"] is None else int(self.record["persons"])

    @property
    def statements(self) -> int:
        return len(self.said)

    @property
    def statements_fact(self) -> Fact:
        return Fact("statements_of_speaker", len(self.said), about=self.speaker, rows=self.said)


@dataclass(frozen=True, repr=False)
class Evidence(WithFrame):
    """The statements used and whose they are; `earlier` is the date of the evaluation before, where there is one.

    `status_counts` is over the rows that the report rests on; `measured` are those of each table of MEASURED that give a
    number.
    `frame` has a row a group that spoke.
    """

    excerpts: tuple[Record, ...]
    roles: Mapping[str, str]
    speakers: tuple[SpeakerGroup, ...]
    status_counts: Mapping[str, int]
    measured: Mapping[str, tuple[Row, ...]]
    uses: int
    as_of: date
    earlier: date | None
    networks: int
    sources: tuple[str, ...] = ()
    """Every source that the report's rows name, each once."""

    def rows_shown(self) -> Rows:
        return [
            {
                "speaker": group.speaker,
                "description": group.record["description"],
                "role": group.role,
                "persons": group.persons,
                "statements": group.statements,
            }
            for group in self.speakers
        ]

    def whose(self, record: Record) -> str:
        """One of WHO."""
        role = self.roles.get(record["speaker"], "")
        if record["source_kind"] == "network_own" or role == "network":
            return "network_own"
        if record["source_kind"] == "third_party":
            return "third_party"
        return role or ("other" if record["speaker"] else "unattributed")

    def of(self, *who: str) -> tuple[Record, ...]:
        return tuple(each for each in self.excerpts if self.whose(each) in who)

    @property
    def own(self) -> tuple[Record, ...]:
        return self.of(*ASKED, "author")

    @property
    def statements(self) -> int:
        return len(self.excerpts)

    @property
    def graded(self) -> int:
        return len(self._graded)

    @property
    def _graded(self) -> list[Record]:
        return [each for each in self.of(*ASKED) if each["intensity"] is not None]

    @property
    def statements_fact(self) -> Fact:
        return count_of("statements", self.excerpts)

    def by(self, who: str) -> Fact:
        """How many of the statements are the words of one of WHO."""
        return count_of("statements_by", self.of(who), about=who)

    def only_person(self, who: str) -> Fact | None:
        """That it is one person, where all that one of WHO has said was said by one alone."""
        said_by = {each["speaker"] for each in self.of(who)}
        groups = [each for each in self.speakers if each.speaker in said_by]
        if len(said_by) == 1 and [each.persons for each in groups] == [1]:
            return groups[0].record.fact("persons")
        return None

    @property
    def asked_fact(self) -> Fact:
        """The statements of those whose words can count."""
        return count_of("statements_asked", self.of(*ASKED))

    @property
    def graded_fact(self) -> Fact:
        """Those of them that say how much."""
        return count_of("statements_graded", self._graded)

    @property
    def interviews(self) -> Fact:
        """The statements that were made in an interview."""
        return count_of("statements_in_interviews", [each for each in self.own if each["source_kind"] == "interview"])

    @property
    def networks_fact(self) -> Fact:
        return Fact("networks", self.networks)

    @property
    def coders(self) -> tuple[str, ...]:
        return tuple(sorted({each["coder"] for each in self.excerpts if each["coder"]}))

    @property
    def coders_fact(self) -> Fact:
        """How many people have coded; the second one of a statement with two degrees is one more."""
        coded = [each for each in self.excerpts if each["coder"] or each["intensity_coder2"] is not None]
        second = any(each["intensity_coder2"] is not None for each in self.excerpts)
        return Fact("coders", max(len(self.coders), 2 if second else 0), rows=tuple(each.row for each in coded))

    def _of_agreement(self, kind: str, value: int | None) -> Fact:
        twice = [each for each in self.own if each["intensity_coder2"] is not None and each["intensity"] is not None]
        return Fact(kind, value, rows=tuple(each.row for each in twice))

    @cached_property
    def agreement(self) -> agreement.Agreement | None:
        """How two coders agree over the municipality's own statements."""
        return agreement.agreement_of([(each["intensity"], each["intensity_coder2"]) for each in self.own])

    @property
    def coded_twice(self) -> Fact:
        return self._of_agreement("statements_coded_twice", self.agreement.units if self.agreement else 0)

    @property
    def coded_alike(self) -> Fact:
        return self._of_agreement("statements_coded_alike", self.agreement.equal if self.agreement else 0)

    @property
    def alpha(self) -> Fact:
        """Krippendorff's alpha of the two; not known under fifteen statements."""
        found = self._of_agreement("krippendorffs_alpha", None)
        return Fact(found.kind, self.agreement.alpha if self.agreement else None, rows=found.rows)

    @property
    def newest(self) -> str:
        return max((each["date"] for each in self.own), default="")

    @property
    def newest_fact(self) -> Fact:
        return Fact("newest_statement", self.newest or None, rows=self._newest_rows)

    @property
    def _newest_rows(self) -> tuple[Row, ...]:
        return tuple(each.row for each in self.own if self.newest and each["date"] == self.newest)

    @property
    def months_old(self) -> int | None:
        return whole_months(first_day(self.newest), self.as_of - timedelta(days=1)) if self.newest else None

    @property
    def age(self) -> Fact:
        """How many whole months old the newest statement is at the report's date."""
        return Fact("months_since_newest", self.months_old, rows=self._newest_rows)

    @property
    def years_old(self) -> Fact:
        months = self.months_old
        return Fact("years_since_newest", None if months is None else months // 12, rows=self._newest_rows)

    @property
    def since_earlier(self) -> Fact:
        """How many statements are newer than the evaluation before; not known where one has no day, or there is none."""
        if self.earlier is None or not all(each["date"] for each in self.own):
            return Fact("statements_since_earlier", None)
        new = [each for each in self.own if each["date"] > self.earlier.isoformat()]
        return count_of("statements_since_earlier", new)

    @property
    def only_representatives(self) -> bool:
        """True where those who have spoken, beside the authors, represent the municipality in the networks."""
        spoken = {self.whose(each) for each in self.of(*ASKED)}
        return spoken == {"representative"}

    def measured_fact(self, table: str) -> Fact:
        found = self.measured.get(table, ())
        return Fact("rows_measured", len(found), about=table, rows=found)


def evidence_of(inputs: ReportInputs, statements: Statements, fees: Fees) -> Evidence:
    """How strong everything is that the report rests on, the rows that the fees follow from included."""
    tables, parameters, excerpts = inputs.tables, inputs.parameters, statements.excerpts
    used = rows.rows_used(tables, parameters, excerpts, [network.fee for network in fees.networks if network.fee])
    earlier = inputs.read.earlier if inputs.read else []
    return evidence_for(
        excerpts,
        rows.speakers_about(tables.speakers, excerpts, parameters),
        {name: where(tables.frame(name), network_id=parameters.networks) for name in MEASURED},
        used,
        parameters.report_date,
        max((each.report_date for _, each in earlier), default=None),
        len(parameters.networks),
        tuple(sorted({*rows.sources_named(tables, parameters, used), *_sources_beside(inputs, fees)})),
    )


def _sources_beside(inputs: ReportInputs, fees: Fees) -> Iterator[str]:
    """The sources of what is printed beside the evidence: fees, also assumed and earlier ones, the index, alternatives, demands, and what others have done."""
    memberships = memberships_of(inputs)
    if fees.price_index is not None:
        yield fees.price_index.record["source"]
    for network in fees.networks:
        for charged in filter(None, (network.fee, *(fee for _, fee in network.history))):
            yield from (part.record["source"] for part in charged.charged_parts)
    yield from (each["source"] for each in alternatives_to(inputs.tables, inputs.parameters.networks))
    for network in memberships.networks:
        yield from (each["source"] for each in network.demands)
    for others in others_of(inputs, memberships).networks:
        yield from (each.record["source"] for each in (*others.members, *others.decisions))


def evidence_for(
    excerpts: pd.DataFrame,
    speakers: pd.DataFrame,
    measured: Mapping[str, pd.DataFrame],
    rows_by_table: Mapping[str, pd.DataFrame],
    as_of: date,
    earlier: date | None = None,
    networks: int = 1,
    sources: tuple[str, ...] = (),
) -> Evidence:
    """Examine the statements about the networks in question; `rows_by_table` holds every row the report rests on."""
    told, groups = tuple(records(excerpts)), records(speakers)
    statuses = Counter(status for frame in rows_by_table.values() for status in frame["status"].tolist())
    return Evidence(
        excerpts=told,
        roles={row["speaker"]: role_of(row) for row in groups},
        speakers=tuple(
            SpeakerGroup(row, role_of(row), tuple(each.row for each in told if each["speaker"] == row["speaker"]))
            for row in groups
        ),
        status_counts={status: statuses[status] for status in STATUSES},
        measured={name: tuple(_with_numbers(name, records(frame))) for name, frame in measured.items()},
        uses=len(measured["uses"]) if "uses" in measured else 0,
        as_of=as_of,
        earlier=earlier,
        networks=networks,
        sources=sources,
    )


def _with_numbers(table: str, found: Iterable[Record]) -> Iterable[Row]:
    for row in found:
        if table != "uses" or any(row[name] is not None for name in _COUNTS):
            yield row.row
