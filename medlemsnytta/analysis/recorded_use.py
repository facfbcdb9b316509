"""What speaks of use beside people: logs, steering documents, key figures, attendance and surveys (method.md, rule 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.network_cases import Case, Event, KeyFigures, Log, SurveyQuestion, Use
from medlemsnytta.analysis.periods import first_day, last_day, months_before, whole_months, year_ending
from medlemsnytta.analysis.row_ledger import NotCounted
from medlemsnytta.analysis.voices import Voice

ATTENDANCE = "attendance"
"""The voice, and the role, of what was attended: it counts as one, and is nobody who was asked."""
MONTHS_OF_A_YEAR = 12
FEW_USES = 4
"""A year's log of fewer uses speaks against use."""
MANY_USES = 12
"""A log of so many uses answers alone: once a month."""
YES_DEGREE, NO_DEGREE = 2, 0
"""What a yes and a no to a survey's question on use count as."""
SURVEY_YES = "survey yes"
"""The voice of those who have said yes in a survey, and so not how much."""
ON_USE = "anv"
"""A survey's question is on use where its question_id begins so: användning, anvant, använder."""


@dataclass(frozen=True)
class LogYear:
    """The uses in the log that counts; `whole` where it covers twelve months. Each channel used has its rows."""

    uses: int
    whole: bool
    first: date
    last: date
    used: tuple[Use, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Trace:
    """A steering document that the network has informed; `current` where it is in force or was used within the window."""

    document_id: str
    channel_id: str
    dated: bool
    seen: bool
    current: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class FollowedFigures:
    """Key figures in own follow-up, as a degree; `share` is the part of the set that is followed the most."""

    degree: int
    share: Fraction
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Recorded:
    """What each kind of record says, None or empty where there is none, and the rows that do not count."""

    log: LogYear | None
    traces: tuple[Trace, ...]
    figures: FollowedFigures | None
    voices: tuple[Voice, ...]
    not_counted: tuple[NotCounted, ...]


def recorded(case: Case) -> Recorded:
    """All that was noted of use by the report's date."""
    not_counted: list[NotCounted] = []
    uses = _distinct_uses(case.uses, not_counted)
    log = _log(case, uses, not_counted)
    traces = _traces(case, uses, not_counted)
    counted = {use.row for use in log.used} if log else set()
    traced = {row for trace in traces for row in trace.rows}
    for use in uses:
        if use.row not in counted | traced and use.kind != "document":
            not_counted.append((use.row, "planned" if use.tense == "planned" else "not_in_log"))
    voices = [*_attendance(case, not_counted), *_survey(case, not_counted)]
    return Recorded(log, tuple(traces), _figures(case, not_counted), tuple(voices), tuple(not_counted))


def _distinct_uses(uses: Iterable[Use], not_counted: list[NotCounted]) -> list[Use]:
    """Uses that are alike in everything are one; several in a day stand in `count`."""
    found: dict[Use, Use] = {}
    for use in sorted(uses, key=lambda each: each.row):
        alike = replace(use, row=Row("", 0))
        if alike in found:
            not_counted.append((use.row, "repeats"))
        else:
            found[alike] = use
    return list(found.values())


def _log(case: Case, uses: Sequence[Use], not_counted: list[NotCounted]) -> LogYear | None:
    """The newest log of twelve months, or a later one that is shorter and has more uses, at least four."""
    years = []
    for log in case.logs:
        if log.date_from > case.as_of:
            not_counted.append((log.row, "after_report"))
        else:
            years.append(_year_of(log, uses, case.as_of))
    whole = max((each for each in years if each.whole), key=_by_end, default=None)
    later = [
        each
        for each in years
        if not each.whole
        and each.uses >= FEW_USES
        and (whole is None or (each.last > whole.last and each.uses > whole.uses))
    ]
    counted = max(later, key=lambda each: (each.uses, *_by_end(each)), default=whole)
    for each in years:
        if each is not counted:
            reason = "log_too_short" if not each.whole and each.uses < FEW_USES else "newer_log"
            not_counted.append((each.rows[0], reason))
    return counted


def _by_end(year: LogYear) -> tuple[date, date, Row]:
    return year.last, year.first, year.rows[0]


def _year_of(log: Log, uses: Iterable[Use], as_of: date) -> LogYear:
    """The last twelve months of a log; a use dated to a month counts by its first day, one dated to a year not at all."""
    last = as_of if log.date_to is None else min(log.date_to, as_of)
    first = max(log.date_from, year_ending(last))
    used = tuple(
        use
        for use in uses
        if use.tense != "planned" and len(use.date_from) > len("2025") and first <= first_day(use.date_from) <= last
    )
    return LogYear(
        uses=sum(1 if use.count is None else use.count for use in used),
        whole=whole_months(first, last) >= MONTHS_OF_A_YEAR,
        first=first,
        last=last,
        used=used,
        rows=(log.row, *(use.row for use in used)),
    )


def _traces(case: Case, uses: Iterable[Use], not_counted: list[NotCounted]) -> list[Trace]:
    """Documents informed by the network from the membership; an undated trace counts as in the membership."""
    documents = {each.document_id: each for each in case.documents}
    window = months_before(case.as_of, case.months)
    found = []
    for use in uses:
        if use.kind != "document":
            continue
        dates = [each for each in (use.date_from, use.date_to) if each]
        if reason := _no_trace(case, use):
            not_counted.append((use.row, reason))
            continue
        document = documents.get(use.document_id)
        in_force = document is None or document.year_to is None or document.year_to >= case.as_of.year
        found.append(
            Trace(
                document_id=use.document_id,
                channel_id=use.channel_id,
                dated=bool(dates),
                seen=bool(document and document.seen_by),
                current=in_force or (bool(dates) and last_day(dates[-1]) >= window),
                rows=(use.row,) if document is None else (use.row, document.row),
            )
        )
    return found


def _no_trace(case: Case, use: Use) -> str:
    if use.tense == "planned":
        return "planned"
    if not use.document_id:
        return "no_document"
    dates = [each for each in (use.date_from, use.date_to) if each]
    if not dates:
        return ""
    if first_day(dates[0]) > case.as_of:
        return "after_report"
    before = bool(case.since) and last_day(dates[-1]) < first_day(case.since)
    after = bool(case.until) and first_day(dates[0]) > last_day(case.until)
    return "before_membership" if before or after else ""


def figures_degree(share: Fraction) -> int:
    """Under a quarter of the key figures in own follow-up is 1, to three quarters 2, above 3."""
    return 1 if share < Fraction(1, 4) else 2 if share <= Fraction(3, 4) else 3


def _figures(case: Case, not_counted: list[NotCounted]) -> FollowedFigures | None:
    """The newest share of each set; of several sets the one that is followed the most."""
    newest: dict[str, KeyFigures] = {}
    for each in sorted(case.key_figures, key=lambda each: (each.year or 0, each.row)):
        if each.year is not None and each.year > case.year:
            not_counted.append((each.row, "after_report"))
        elif each.share is None:
            not_counted.append((each.row, "unknown_share"))
        else:
            if each.set_name in newest:
                not_counted.append((newest[each.set_name].row, "newer_figures"))
            newest[each.set_name] = each
    if not newest:
        return None
    share = max(each.share for each in newest.values() if each.share is not None)
    return FollowedFigures(figures_degree(share), share, tuple(each.row for each in newest.values()))


def _attendance(case: Case, not_counted: list[NotCounted]) -> list[Voice]:
    """The events of the twelve months that end with the newest one, as one voice; events alike in everything are one."""
    known: dict[tuple[date, str, int | None], Event] = {}
    for each in sorted(case.events, key=lambda each: each.row):
        if each.date > case.as_of:
            not_counted.append((each.row, "after_report"))
        elif each.persons is None:
            not_counted.append((each.row, "attendance_unknown"))
        elif (each.date, each.name, each.persons) in known:
            not_counted.append((each.row, "repeats"))
        else:
            known[each.date, each.name, each.persons] = each
    if not known:
        return []
    newest = max(each.date for each in known.values())
    year = [each for each in known.values() if each.date >= year_ending(newest)]
    not_counted.extend((each.row, "before_the_year") for each in known.values() if each not in year)
    share = Fraction(sum(bool(each.persons) for each in year), len(year))
    rows = tuple(each.row for each in year)
    return [Voice(ATTENDANCE, ATTENDANCE, 1, ((newest, attendance_degree(share)),), rows)]


def attendance_degree(share: Fraction) -> int:
    """No event attended is 0, under half of them 1, half or more 2, above three quarters 3."""
    if not share:
        return 0
    return 1 if share < Fraction(1, 2) else 2 if share <= Fraction(3, 4) else 3


def _survey(case: Case, not_counted: list[NotCounted]) -> list[Voice]:
    """The answering people of the newest question on use; of several asked that day the scale counts."""
    asked: list[SurveyQuestion] = []
    for each in case.surveys:
        if first_day(each.date) > case.as_of:
            not_counted.append((each.row, "after_report"))
        elif not each.question_id.casefold().startswith(ON_USE):
            not_counted.append((each.row, "not_about_use"))
        elif not _answers_of(each):
            not_counted.append((each.row, "unanswered"))
        else:
            asked.append(each)
    asked.sort(key=lambda each: (first_day(each.date), each.kind == "scale", each.question_id))
    for each in asked[:-1]:
        not_counted.append((each.row, "another_question" if each.date == asked[-1].date else "history"))
    if not asked:
        return []
    question = asked[-1]
    day = first_day(question.date)
    yes = {YES_DEGREE: SURVEY_YES} if question.kind != "scale" else {}
    return [
        Voice(yes.get(degree, f"survey {degree}"), "user", count, ((day, degree),), (question.row,))
        for degree, count in _answers_of(question)
    ]


def _answers_of(question: SurveyQuestion) -> list[tuple[int, int]]:
    """Each degree that somebody answered, with how many did."""
    degrees = range(5) if question.kind == "scale" else (NO_DEGREE, YES_DEGREE)
    return [(degree, count) for degree, count in zip(degrees, question.counts, strict=False) if count]
