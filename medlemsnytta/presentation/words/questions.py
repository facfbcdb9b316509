"""The questions whose answers can change what the evidence says: what to ask, whom, and by when."""

from collections.abc import Sequence

from medlemsnytta.analysis.answer_facts import spelled_thing
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.judgements import USE
from medlemsnytta.analysis.network_answers import Answers
from medlemsnytta.analysis.next_questions import Question
from medlemsnytta.analysis.questions_by_person import Asked
from medlemsnytta.analysis.used_things import NO_CHANNEL
from medlemsnytta.presentation.words import swedish, terms, verdicts
from medlemsnytta.presentation.words.sentences import CitedText, agreeing, cell, cite, fact_words, listed, say


def in_full(question: Question, answers: Answers) -> CitedText:
    """ "SEKOM: hur ofta används det? Fråga miljöstrategen, senast lördagen den 16 maj 2026." """
    network = answers.network(question.network_id)
    due = answers.needed_by(question)
    return say(
        "{name}: {what} Fråga {whom}{by}.",
        name=cell(network.profile, "short"),
        what=what(question, answers),
        whom=whom(question, answers),
        by=say(", senast {day}", day=fact_words(due, swedish.day_in_prose)) if due.known else "",
    )


def what(question: Question, answers: Answers) -> CitedText:
    """What is asked, of its use or of one thing without the membership."""
    kind = answers.network(question.network_id).kind
    about = _about(question)
    if question.about == USE:
        return cite(_USE[kind], about)
    if question.thing == NO_CHANNEL:
        return cite(_LOSS_OF_ANYTHING[kind], about)
    start, end = _LOSS[kind]
    return say("{start} {thing}{end}?", start=cite(start, about), thing=thing(question, answers), end=end)


def thing(question: Question, answers: Answers) -> CitedText:
    """What it is about without the membership, by its name, and that it is open where it is: why then pay for it?"""
    named = answers.names.get(question.thing.name)
    if named is None:
        return cite(verdicts.THING[question.thing.kind], _about(question))
    name = cell(named, "name").with_first(str.lower)
    if named.get("open_to_nonmembers") != "yes":
        return name
    return say("{name} ({open})", name=name, open=cell(named, "open_to_nonmembers", terms.OPENNESS.__getitem__))


def _about(question: Question) -> Fact:
    about = USE if question.about == USE else spelled_thing(question.thing)
    return Fact("next_question", question.about, question.network_id, about)


_USE = {
    "member": "hur ofta används det?",
    "candidate": "vad ska det användas till, av vem och med hur mycket tid?",
    "left": "hur mycket har det saknats?",
}
_LOSS = {
    "member": ("vad skulle ersätta", " utan medlemskapet"),
    "candidate": ("vad kan ersätta", " utan medlemskap"),
    "left": ("vad ersätter", " i dag"),
}
_LOSS_OF_ANYTHING = {
    "member": "vad av det som används skulle gå förlorat utan medlemskapet?",
    "candidate": "vad ger det som inte går att få ändå?",
    "left": "vad gav det som inte går att få ändå?",
}


def whom(question: Question, answers: Answers) -> CitedText:
    """Those who are named; else how many to find, and of what kind."""
    if question.named:
        return people(question.ask, answers)
    if question.persons == 1:
        return cite("den som skulle ansvara för medlemskapet", _asked(question))
    return cite(_UNNAMED[answers.network(question.network_id).kind], _asked(question))


def people(names: Sequence[str], answers: Answers) -> CitedText:
    """Those who are named, by what they are."""
    return listed([cell(answers.names[each], "description").with_first(str.lower) for each in names])


_UNNAMED = {
    "member": "två användare som inte är företrädare i nätverket",
    "candidate": "två som skulle använda det",
    "left": "två som använde det utan att vara företrädare i nätverket",
}


def _asked(question: Question) -> Fact:
    return Fact("people_to_ask", question.persons, question.network_id, question.about)


def put_to(asked: Asked, answers: Answers) -> CitedText:
    """Whom the questions of one row are put to."""
    if asked.whom:
        return people(asked.whom, answers)
    if asked.persons == 1:
        return agreeing(asked.number, *_RESPONSIBLE)
    return agreeing(asked.number, _UNNAMED[asked.kind], _UNNAMED_IN_EACH[asked.kind])


_RESPONSIBLE = ("den som skulle ansvara för medlemskapet", "den som skulle ansvara för vart och ett av medlemskapen")
_UNNAMED_IN_EACH = {
    "member": "två användare per nätverk som inte är företrädare i det",
    "candidate": "två per nätverk som skulle använda det",
    "left": "två per nätverk som använde det utan att vara företrädare i det",
}

PUT = {
    "member": ("Hur ofta använder ni …?", "Vad skulle ni sakna utan …, och hur hade ni fått det annars?"),
    "candidate": (
        "Vad ska … användas till, av vem och med hur mycket tid?",
        "Vad ger … som ni inte kan få på annat sätt?",
    ),
    "left": ("Hur mycket har ni saknat …?", "Vad gav … som ni inte kan få på annat sätt?"),
}
"""The two questions by the kind of decision, with … for what they are about."""
