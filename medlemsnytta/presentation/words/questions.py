"""The questions whose answers can change what the evidence says: what to ask, whom, and by when."""

from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.judgements import USE
from medlemsnytta.analysis.network_answers import Answers
from medlemsnytta.analysis.next_questions import Question
from medlemsnytta.analysis.used_things import NO_CHANNEL
from medlemsnytta.presentation.words import swedish, verdicts
from medlemsnytta.presentation.words.sentences import CitedText, cell, cite, fact_words, listed, say


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
    about = Fact("next_question", question.about, question.network_id)
    if question.about == USE:
        return cite(_USE[kind], about)
    if question.thing == NO_CHANNEL:
        return cite(_LOSS_OF_ANYTHING[kind], about)
    named = answers.names.get(question.thing.name)
    thing = cite(verdicts.THING[question.thing.kind], about) if named is None else cell(named, "name")
    start, end = _LOSS[kind]
    return say("{start} {thing}{end}?", start=cite(start, about), thing=thing.with_first(str.lower), end=end)


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
        known = ((each, answers.names.get(each)) for each in question.ask)
        return listed(
            [
                cell(row, "description").with_first(str.lower) if row else cite(each, _asked(question))
                for each, row in known
            ]
        )
    if question.persons == 1:
        return cite("den som skulle ansvara för medlemskapet", _asked(question))
    return cite(_UNNAMED[answers.network(question.network_id).kind], _asked(question))


_UNNAMED = {
    "member": "två personer som använder nätverket utan att vara företrädare i det",
    "candidate": "två personer som skulle använda nätverket",
    "left": "två personer som använde nätverket utan att vara företrädare i det",
}


def _asked(question: Question) -> Fact:
    return Fact("people_to_ask", question.persons, question.network_id, question.about)
