"""Is it used? The first of the two questions, and how certain its answer is (method.md, *Two questions*, rules 1–3, 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from medlemsnytta.analysis.facts import Row
from medlemsnytta.analysis.network_cases import Case, Statement
from medlemsnytta.analysis.periods import UNDATED, months_before
from medlemsnytta.analysis.recorded_use import (
    ATTENDANCE,
    FEW_USES,
    MANY_USES,
    SURVEY_YES,
    FollowedFigures,
    LogYear,
    Recorded,
    Trace,
)
from medlemsnytta.analysis.row_ledger import Basis, NotCounted, basis
from medlemsnytta.analysis.voices import Voice, hear

OFTEN, HARDLY = 3, 1
"""A degree from which somebody uses it, and to which hardly."""
SOMETIMES, ALWAYS = 2, 4
FEWEST_WHO_CONFIRM = 2


def persons_of(voices: Iterable[Voice], lowest: int = 0, highest: int = 4) -> int:
    return sum(each.persons for each in voices if lowest <= each.degree <= highest)


@dataclass(frozen=True)
class UseEvidence:
    """All that answers the question; `current` are the statements behind the voices."""

    voices: tuple[Voice, ...]
    current: tuple[Statement, ...]
    log: LogYear | None
    traces: tuple[Trace, ...]
    figures: FollowedFigures | None
    not_counted: tuple[NotCounted, ...] = ()

    def persons(self, lowest: int = 0, highest: int = 4) -> int:
        """How many say a degree in the range, attendance as one of them."""
        return persons_of(self.voices, lowest, highest)


@dataclass(frozen=True)
class UseAnswer:
    """`answer` is yes, partly, no or unknown; of `asked` people so many say `often`, `hardly` or between; of those who say `hardly` so many say `never`, and of those who say `often` so many `always`. `without_degree` are those between who have said yes in a survey, and not how much.

    `uses` are those of the log that counts; `attendance`, which counts as one more voice, and `figures` are degrees. `only_representatives` where nobody else has said how much;
    `newest` is the day of the newest word, None where none has a day; `only_expired` where documents that have expired are
    all there is. `set_because` is the officer's reason where the officer has set the answer.
    """

    answer: str
    confirmed: bool
    asked: int
    often: int
    always: int
    without_degree: int
    hardly: int
    never: int
    attendance: int | None
    independent: int
    only_representatives: bool
    newest: date | None
    uses: int | None
    whole_year: bool
    documents: int
    figures: int | None
    only_expired: bool
    basis: Basis
    set_because: str = ""

    @property
    def between(self) -> int:
        return self.asked - self.often - self.hardly

    @property
    def not_at_all(self) -> bool:
        """Whether everybody asked says that it is not used, and nothing that was counted says otherwise."""
        counted = any((self.uses, self.attendance, self.figures))
        return self.answer == "no" and 0 < self.asked == self.never and not counted


def use_evidence(case: Case, noted: Recorded) -> UseEvidence:
    """What counts of what people say and of what was noted.

    Rule 3: expired documents that were not used lately speak only where nothing else does.
    """
    heard = hear(case)
    current, expired = ([each for each in noted.traces if each.current is wanted] for wanted in (True, False))
    not_counted = (*heard.not_counted, *noted.not_counted)
    voices = (*heard.voices, *noted.voices)
    found = UseEvidence(voices, heard.current, noted.log, tuple(current), noted.figures, not_counted)
    if answer_of(found) == "unknown":
        return UseEvidence(voices, heard.current, noted.log, tuple(expired), noted.figures, not_counted)
    left = tuple((trace.rows[0], "expired") for trace in expired)
    return UseEvidence(voices, heard.current, noted.log, tuple(current), noted.figures, (*not_counted, *left))


def independent_part(evidence: UseEvidence) -> UseEvidence:
    """Independent people, seen documents and logs alone (rule 7); an undated or expired trace is not certain."""
    voices = tuple(each for each in evidence.voices if each.independent)
    heard = {row for each in voices for row in each.rows}
    return UseEvidence(
        voices=voices,
        current=tuple(each for each in evidence.current if each.row in heard),
        log=evidence.log,
        traces=tuple(each for each in evidence.traces if each.seen and each.dated and each.current),
        figures=None,
    )


def answer_of(evidence: UseEvidence) -> str:
    """The table of the first question, tested in its order."""
    asked, often, hardly = evidence.persons(), evidence.persons(OFTEN), evidence.persons(highest=HARDLY)
    figures = evidence.figures.degree if evidence.figures else 0
    uses = evidence.log.uses if evidence.log else None
    if not asked and uses is None and not evidence.traces and figures < SOMETIMES:
        return "unknown"
    if uses is not None and uses >= MANY_USES:
        return "yes"
    if uses is None or uses >= FEW_USES:
        many_often = often >= 2 and 3 * often >= asked and often > hardly
        one_often = often == 1 and asked <= 3 and not hardly
        trace = (bool(evidence.traces) or figures >= OFTEN) and 3 * hardly <= asked
        if many_often or one_often or trace:
            return "yes"
    nothing = not evidence.traces and figures < SOMETIMES and (uses is None or uses < FEW_USES)
    two_thirds_hardly = not often and asked >= 3 and 3 * hardly >= 2 * asked
    return "no" if nothing and (hardly == asked or two_thirds_hardly) else "partly"


def use_answer(case: Case, evidence: UseEvidence) -> UseAnswer:
    """Answer the question from a case and what counts of it, with its counts and its rows."""
    people = [each for each in evidence.voices if each.role != ATTENDANCE]
    attendance = next((each.degree for each in evidence.voices if each.role == ATTENDANCE), None)
    newest = max((each.newest for each in evidence.voices), default=UNDATED)
    answer = answer_of(evidence)
    return UseAnswer(
        answer=answer,
        confirmed=_confirmed(answer, independent_part(evidence), case),
        asked=persons_of(people),
        often=persons_of(people, OFTEN),
        always=persons_of(people, ALWAYS),
        without_degree=sum(each.persons for each in people if each.name == SURVEY_YES),
        hardly=persons_of(people, highest=HARDLY),
        never=persons_of(people, highest=0),
        attendance=attendance,
        independent=sum(each.persons for each in people if each.independent),
        only_representatives=bool(people) and all(each.role == "representative" for each in people),
        newest=None if newest == UNDATED else newest,
        uses=evidence.log.uses if evidence.log else None,
        whole_year=bool(evidence.log and evidence.log.whole),
        documents=len({each.document_id for each in evidence.traces}),
        figures=evidence.figures.degree if evidence.figures else None,
        only_expired=bool(evidence.traces) and not any(each.current for each in evidence.traces),
        basis=basis(_rows(evidence, case), (*evidence.not_counted, *_looked_at(case))),
    )


def _confirmed(answer: str, alone: UseEvidence, case: Case) -> bool:
    """Rule 7: the same from what is independent, and two people within the window, a seen document or a log say it."""
    if answer == "unknown" or answer_of(alone) != answer:
        return False
    lowest, highest = {"yes": (OFTEN, 4), "no": (0, HARDLY)}.get(answer, (0, 4))
    since = months_before(case.as_of, case.months)
    people = sum(each.persons for each in alone.voices if each.says_since(since, lowest, highest))
    return people >= FEWEST_WHO_CONFIRM or bool(alone.traces) or _log_says(answer, alone.log, case)


def _log_says(answer: str, log: LogYear | None, case: Case) -> bool:
    if log is None or not log.whole or log.last < months_before(case.as_of, case.months):
        return False
    return {"yes": log.uses >= MANY_USES, "no": log.uses < FEW_USES}.get(answer, True)


def _rows(evidence: UseEvidence, case: Case) -> Iterable[Row]:
    for voice in evidence.voices:
        yield from voice.rows
    spoken = {each.speaker for each in evidence.current}
    yield from (each.row for each in case.speakers if each.speaker in spoken)
    for record in (evidence.log, evidence.figures, *evidence.traces):
        if record:
            yield from record.rows


def _looked_at(case: Case) -> Iterable[NotCounted]:
    """Rows that no rule looks at, and those that describe others: speakers, and documents that no counted trace names."""
    yield from case.shown
    yield from ((each.row, "about_joining") for each in (*case.candidacies, *case.demands))
    yield from ((each.row, "supports") for each in (*case.speakers, *case.documents))
