"""What to ask in a survey about a report's networks, as questions to paste into a form, known again in its answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.used_things import NO_CHANNEL
from medlemsnytta.importing.interview_guides import WITHOUT, channel_cell
from medlemsnytta.inputs.same_text import as_file_name
from medlemsnytta.inputs.tables.code_words import level_words
from medlemsnytta.presentation.words import things

DEGREE, YES_NO, LOSS, TEXT, IGNORE = "grad", "ja och nej", "utan medlemskap", "fritext", "ignorera"
USES = (DEGREE, YES_NO, LOSS, TEXT, IGNORE)
"""What a column of answers can be used as, in the words of the mapping."""

ON_USE = "anvandning"
"""How the id of a question on use begins, by which its answers count."""


@dataclass(frozen=True)
class SurveyQuestion:
    """One question: its words, what the answers are used as, and about what; `choices` to choose one of."""

    words: str
    use_as: str
    network_id: str
    question_id: str = ""
    channel_id: str = ""
    criterion: str = ""
    choices: tuple[str, ...] = ()


def survey_questions(evaluation: Evaluation) -> list[SurveyQuestion]:
    """The questions of all networks, in the order of the report."""
    answers = evaluation.answers
    return [each for network in answers.networks for each in _of_network(answers, network)]


def _of_network(answers: Answers, network: NetworkAnswers) -> Iterator[SurveyQuestion]:
    network_id, short = network.network_id, network.short
    if network.kind != "candidate":
        degrees = tuple(word[:1].upper() + word[1:] for word in level_words("intensity").values())
        question_id = f"{ON_USE}-{as_file_name(network_id)}"
        words = f"Hur ofta använder du det som {short} ger?"
        yield SurveyQuestion(words, DEGREE, network_id, question_id, choices=degrees)
    choices = tuple(word[:1].upper() + word[1:] for word in WITHOUT)
    for thing in [each.thing for each in network.judgement.loss.things] or [NO_CHANNEL]:
        what = "det du använder" if thing == NO_CHANNEL else things.named(thing, answers.names).text
        words = f"Hur skulle det gå för dig med {what} om kommunen inte var med i {short}?"
        yield SurveyQuestion(words, LOSS, network_id, channel_id=channel_cell(thing), choices=choices)
    yield SurveyQuestion(
        f"Vad skulle du sakna av {short}, och hur hade du fått det annars?", TEXT, network_id, criterion="relevance"
    )


def form_text(evaluation: Evaluation, title: str) -> str:
    """The questions as a text to paste into any form."""
    lines = [
        title,
        "",
        "Klistra in frågorna i ett formulär. Slå av att namn och e-postadresser samlas in. Ändra inte orden i frågorna:",
        "efter dem känns de igen när svaren läses in.",
        "",
        "Skriv först i formuläret: Skriv inga namn och inget annat som visar vem du eller någon annan är. Svaren läses av",
        "kommunens utredare och kan återges med andra ord i en rapport. Är ni färre än fem som svarar används inte svaren.",
    ]
    for number, question in enumerate(survey_questions(evaluation), start=1):
        kind = "Fritext" if question.use_as == TEXT else "Ett val"
        lines += ["", f"{number}. {question.words}", f"   ({kind})", *(f"   - {each}" for each in question.choices)]
    return "\n".join([*lines, ""])
