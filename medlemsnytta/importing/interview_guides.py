"""What to ask about each network, and whom: the open questions of a report as guides to fill in, one a kind of person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.judgements import LOSS, USE
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.network_cases import COMING
from medlemsnytta.analysis.next_questions import Question
from medlemsnytta.analysis.used_things import NO_CHANNEL, Thing
from medlemsnytta.inputs.same_text import as_file_name
from medlemsnytta.inputs.tables.code_words import CODE_WORDS, level_words
from medlemsnytta.presentation.words import questions as question_words
from medlemsnytta.presentation.words import swedish, things

ROLES = {"representative": "företrädare", "user": "användare", "other": "andra"}
"""The kinds of person that guides are made for, as their files are called."""
SEPARATOR = ":"
DEGREES = tuple(f"{level} {word}" for level, word in level_words("intensity").items())
WITHOUT = tuple(CODE_WORDS[each] for each in ("same", "slower", "worse", "not_at_all", "unknown"))
CONSENT = tuple(CODE_WORDS[each] for each in ("publish", "paraphrase", "internal"))


@dataclass(frozen=True)
class Box:
    """One box: the `code` by which it is read back, what stands beside it, and the words to choose from, if any."""

    code: str
    label: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A heading, what to know before one asks, and boxes."""

    heading: str
    lines: tuple[str, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Guide:
    """The guide for one `role` about one network; `name` is the file's, without its ending."""

    report: str
    network_id: str
    role: str
    title: str
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        return f"{self.report}-{self.network_id}-{as_file_name(ROLES[self.role])}"

    @property
    def code(self) -> str:
        return SEPARATOR.join(("guide", self.report, self.role, self.network_id))


def channel_cell(thing: Thing) -> str:
    """What the column for the channel holds of a statement about the thing."""
    return "" if thing == NO_CHANNEL else thing.name or thing.kind


def guides_of(evaluation: Evaluation, report: str) -> list[Guide]:
    """A guide for each network and kind of person that can answer."""
    answers = evaluation.answers
    known = {str(record["role"]) for record in answers.names.values() if "role" in record}
    return [
        _guide(answers, network, report, role)
        for network in answers.networks
        for role in _roles(network, known)
    ]  # fmt: skip


def _roles(network: NetworkAnswers, known: set[str]) -> Iterator[str]:
    if network.kind != "candidate":
        yield "representative"
    yield "user"
    if "other" in known:
        yield "other"


def _guide(answers: Answers, network: NetworkAnswers, report: str, role: str) -> Guide:
    title = f"Intervju om {network.short}: {ROLES[role]}"
    asked = [each for each in answers.questions if each.network_id == network.network_id]
    return Guide(report, network.network_id, role, title, tuple(_parts(answers, network, role, asked)))


def _parts(answers: Answers, network: NetworkAnswers, role: str, asked: Sequence[Question]) -> Iterator[Part]:
    yield Part("Före intervjun", _BEFORE, (*_about_person(answers, role),))
    every = [Question(network.network_id, USE, NO_CHANNEL, (), 1)]
    used = [each.thing for each in network.judgement.loss.things] or [NO_CHANNEL]
    every += [Question(network.network_id, LOSS, thing, (), 1) for thing in used]
    still_open = dict.fromkeys((each.about, each.thing) for each in asked)
    first = [each for about, thing in still_open for each in every if (each.about, each.thing) == (about, thing)]
    rest = [each for each in every if each not in first]
    for number, question in enumerate([*first, *rest], start=1):
        lines = [_CAN_CHANGE] if question in first else []
        due = answers.needed_by(question).value
        if question in first and isinstance(due, date) and due >= network.judgement.case.as_of:
            lines.append(f"Svaret behövs senast {swedish.day_in_prose(due)}.")
        yield _asked(answers, network, question, number, lines)
    yield Part("Något annat", (), (Box(f"ovrigt:{network.network_id}", f"Annat som sägs om {network.short}"),))


_CAN_CHANGE = "Svaret kan ändra vad underlaget säger."
_BEFORE = (
    "Skriv svaren i rutorna till höger, med personens egna ord eller med dina. En tom ruta blir ingen rad. Låt koderna "
    "inom hakparentes stå: efter dem läses svaren in.",
    "Skriv aldrig namn, telefonnummer eller e-postadress, varken personens eller någon annans. Gör en kopia av filen för "
    "varje person, och låt namnet på den vara utan personens namn.",
    f"Grader: {', '.join(DEGREES)}. Välj den som personen säger, och ingen om personen inte säger hur ofta.",
)


def _about_person(answers: Answers, role: str) -> Iterator[Box]:
    known = [str(each["speaker"]) for each in answers.names.values() if "role" in each and each["role"] == role]
    listed = f" De som finns: {', '.join(known)}." if known else ""
    yield Box("vem", f"Beteckning ur bladet Vem, om personen redan har en; annars tomt.{listed}", tuple(known))
    yield Box("beskrivning", "Personens roll i kommunen, till exempel miljöstrateg. Aldrig ett namn.")
    yield Box("manad", "År och månad för intervjun, till exempel 2026-03")
    yield Box("samtycke", "Får svaren visas? Fråga personen.", CONSENT)


def _asked(answers: Answers, network: NetworkAnswers, question: Question, number: int, lines: Sequence[str]) -> Part:
    words = question_words.what(question, answers).with_first(str.upper).text
    heading = f"{number}. {words}"
    network_id = network.network_id
    if question.about == USE and network.judgement.case.state in COMING:
        return Part(
            heading, tuple(lines), (Box(f"plan:{network_id}", "Vad det ska användas till, av vem och hur mycket"),)
        )
    if question.about == USE:
        degree = Box(f"grad:{network_id}", "Hur ofta", DEGREES)
        return Part(heading, tuple(lines), (degree, Box(f"anvands:{network_id}", "Till vad, och vad personen säger")))
    code = f"{network_id}{SEPARATOR}{channel_cell(question.thing)}"
    about = "" if question.thing == NO_CHANNEL else f" (gäller {things.named(question.thing, answers.names).text})"
    boxes = (
        Box(f"utan:{code}", f"Hur det skulle gå utan medlemskapet{about}", WITHOUT),
        Box(f"sakna:{code}", "Vad skulle du sakna?"),
        Box(f"annars:{code}", "Hur hade du fått det annars?"),
    )
    return Part(heading, tuple(lines), boxes)
