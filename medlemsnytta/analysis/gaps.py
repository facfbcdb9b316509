"""What is not known, found by rule in the data: each gap becomes a question that somebody can answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlemsnytta.analysis.evidence import Evidence
from medlemsnytta.analysis.fees import Fee
from medlemsnytta.analysis.members import Membership
from medlemsnytta.analysis.usage import ChannelUse, DocumentTrace


@dataclass(frozen=True)
class Gap:
    """One thing unknown: `kind` is a code that the wording knows, `subject` what it is about, `years` where it has some.

    `network_id` is empty where the gap concerns the whole evaluation.
    """

    kind: str
    network_id: str = ""
    subject: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class NetworkFacts:
    """What the search for gaps looks at for one network."""

    network_id: str
    fee: Fee | None
    history: Sequence[tuple[int, Fee | None]]
    membership: Membership
    channels: Sequence[ChannelUse]
    traces: Sequence[DocumentTrace] | None


def network_gaps(facts: NetworkFacts) -> tuple[Gap, ...]:
    """Every gap of one network."""
    return tuple(_network_gaps(facts))


def _network_gaps(facts: NetworkFacts) -> Iterator[Gap]:
    name = facts.network_id
    if not facts.channels:
        yield Gap("no_channels", name)
    if facts.traces is None:
        yield Gap("documents_not_examined", name)
    silent = tuple(channel.name for channel in facts.channels if channel.median is None)
    if silent:
        yield Gap("channel_frequency", name, silent)
    closed = tuple(channel.name for channel in facts.channels if channel.open_to_nonmembers == "unknown")
    if closed:
        yield Gap("open_to_nonmembers", name, closed)
    if facts.fee and facts.fee.rule.status == "estimated":
        yield Gap("fee_not_confirmed", name, years=(facts.fee.year,))
    if facts.fee and facts.fee.rule.population_reference == "unknown":
        yield Gap("population_date", name)
    years = tuple(year for year, fee in facts.history if fee is None)
    if years:
        yield Gap("fee_history", name, years=years)
    if facts.membership.state == "unknown":
        yield Gap("membership_unknown", name)
    if facts.membership.notice_months is None:
        yield Gap("notice_period", name)
    if facts.membership.latest is None or facts.membership.latest.qualifier == "cirka" or facts.membership.undated:
        yield Gap("member_count", name)


def shared_gaps(
    evidence: Evidence,
    *,
    years_old: bool,
    undated_decisions: Sequence[str],
    case_number_known: bool,
    own_salary_known: bool,
    officer_text_written: bool,
    undated_information: Sequence[str],
) -> tuple[Gap, ...]:
    """Every gap that concerns the evaluation as a whole."""
    holds = {
        "no_new_evidence": years_old,
        "officer_text": not officer_text_written,
        "nobody_asked": evidence.own_statements == 0,
        "number_of_speakers": evidence.own_statements > 0 and not evidence.persons_known,
        "one_coder": len(evidence.coders) == 1 and evidence.agreement is None,
        "no_counts": evidence.uses > 0 and evidence.uses_counted == 0,
        "hours": not evidence.hours_logged,
        "own_salary": not own_salary_known,
        "case_number": not case_number_known,
    }
    found = [Gap(kind) for kind, missing in holds.items() if missing]
    if undated_decisions:
        found.append(Gap("undated_decisions", subject=tuple(undated_decisions)))
    if undated_information:
        found.append(Gap("undated_information", subject=tuple(undated_information)))
    return tuple(found)
