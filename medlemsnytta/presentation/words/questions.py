"""The questions whose answers can change what the evidence says: what to ask, whom, and by when."""

from collections.abc import Sequence

from medlemsnytta.analysis.answer_facts import spelled_thing
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.judgements import USE
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.next_questions import Question
from medlemsnytta.analysis.questions_by_person import Asked
from medlemsnytta.analysis.used_things import NO_CHANNEL
from medlemsnytta.presentation.words import swedish, things, verdicts
from medlemsnytta.presentation.words.sentences import CitedText, Text, agreeing, cell, cite, fact_words, listed, say


def in_full(question: Question, answers: Answers) -> CitedText:
    """ "SEKOM: hur ofta används det? Frågan bör besvaras av miljöstrategen, senast lördagen den 16 maj 2026." """
    network = answers.network(question.network_id)
    return say(
        "{name}: {what} Frågan bör besvaras av {whom}{by}.",
        name=cell(network.profile, "short"),
        what=what(question, answers),
        whom=whom(question, answers),
        by=_by(answers.needed_by(question), network),
    )


def _by(due: Fact, network: NetworkAnswers) -> Text:
    """The day by which the answer is needed, where one is; that it is urgent where that day has passed."""
    if not due.known:
        return ""
    if due.value < network.judgement.case.as_of:
        return cite(", så snart det går", due)
    return say(", senast {day}", day=fact_words(due, swedish.day_in_prose))


def what(question: Question, answers: Answers) -> CitedText:
    """What is asked, of its use or of one thing without the membership."""
    network = answers.network(question.network_id)
    kind, about = network.kind, _about(question)
    if question.about == USE and kind == "candidate":
        return cite(_plan_question(network), about)
    if question.about == USE:
        return cite(_USE[kind], about)
    if question.thing == NO_CHANNEL:
        return cite(_LOSS_OF_ANYTHING[kind], about)
    named = things.named(question.thing, answers.names)
    if (open_to_others := _open_to_others(question, answers)) is not None:
        return say(
            "{thing} {open}. {ask}", thing=named, open=cite(OPEN, open_to_others), ask=cite(_BEYOND[kind], about)
        )
    start, end = _LOSS[kind]
    return say("{start} {thing}{end}?", start=cite(start, about), thing=named, end=end)


def thing(question: Question, answers: Answers) -> CitedText:
    """What it is about without the membership, by its name, and that it is open where it is: why then pay for it?"""
    if question.thing.place not in answers.names:
        return cite(verdicts.THING[question.thing.kind], _about(question))
    name, open_to_others = things.named(question.thing, answers.names), _open_to_others(question, answers)
    return name if open_to_others is None else say("{name} ({open})", name=name, open=cite(OPEN, open_to_others))


def _open_to_others(question: Question, answers: Answers) -> Fact | None:
    """That the thing is open to those who are no members, where it is."""
    record = answers.names.get(question.thing.place)
    return record.fact("open_to_nonmembers") if record and record.get("open_to_nonmembers") == "yes" else None


OPEN = "nås utan medlemskap"
"""What is said of a channel that is open to others, whatever its name."""


def _about(question: Question) -> Fact:
    about = USE if question.about == USE else spelled_thing(question.thing)
    return Fact("next_question", question.about, question.network_id, about)


_USE = {"member": "hur ofta används det?", "left": "hur mycket har det saknats?"}
_PLAN = {
    "purpose": "vad ska det användas till",
    "person_role": "vem ska ansvara",
    "hours": "hur mycket tid ska avsättas",
}


def _plan_question(network: NetworkAnswers) -> str:
    """What a membership to come has not been given yet; of nothing given, all of it."""
    lacking = network.judgement.case.plan_lacks
    if len(lacking) == len(_PLAN):
        return "vad ska det användas till, av vem och med hur mycket tid?"
    return f"{swedish.listed([_PLAN[each] for each in lacking])}?"


_LOSS = {
    "member": ("vad skulle ersätta", " utan medlemskapet"),
    "candidate": ("vad kan ersätta", " utan medlemskap"),
    "left": ("vad ersätter", " i dag"),
}
_BEYOND = {
    "member": "Vad skulle ändå gå förlorat?",
    "candidate": "Vad skulle ett medlemskap ge mer?",
    "left": "Vad gav medlemskapet mer?",
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
    network = answers.network(question.network_id)
    if question.persons == 1:
        return _responsible(network) or cite(_RESPONSIBLE[0], _asked(question))
    return cite(_unnamed([network])[0], _asked(question))


def _responsible(network: NetworkAnswers) -> CitedText | None:
    """Who would be responsible for a membership to come, where that has been said."""
    named = [each for each in network.judgement.case.candidacies if each.person_role]
    if not named:
        return None
    fact = Fact("candidates.person_role", named[0].person_role, about=str(named[0].row.number), rows=(named[0].row,))
    return fact_words(fact).with_first(str.lower)


def people(names: Sequence[str], answers: Answers) -> CitedText:
    """Those who are named, by what they are."""
    said = [cell(answers.names["speakers", each], "description").with_first(str.lower) for each in names]
    before_and = len(said) - 2
    return listed([text + "," if "," in text.text and place == before_and else text for place, text in enumerate(said)])


def _unnamed(networks: Sequence[NetworkAnswers]) -> tuple[str, str]:
    """Two who are not known yet, of one network and of each of several; no representatives where there are none."""
    kind = networks[0].kind
    if kind != "candidate" and any(each.judgement.case.has_representatives for each in networks):
        return _NOT_REPRESENTATIVES[kind]
    return _UNNAMED[kind]


_NOT_REPRESENTATIVES = {
    "member": (
        "två användare som inte är företrädare i nätverket",
        "två användare per nätverk som inte är företrädare i det",
    ),
    "left": (
        "två som använde nätverket utan att vara företrädare i det",
        "två per nätverk som använde det utan att vara företrädare i det",
    ),
}
_UNNAMED = {
    "member": ("två som kan ha använt nätverket", "två per nätverk som kan ha använt det"),
    "candidate": ("två som skulle använda nätverket", "två per nätverk som skulle använda det"),
    "left": ("två som använde nätverket", "två per nätverk som använde det"),
}


def _asked(question: Question) -> Fact:
    return Fact("people_to_ask", question.persons, question.network_id, question.about)


def put_to(asked: Asked, answers: Answers) -> CitedText:
    """Whom the questions of one row are put to."""
    if asked.whom:
        return people(asked.whom, answers)
    if asked.persons == 1:
        named = _responsible(asked.networks[0]) if len(asked.networks) == 1 else None
        return named or agreeing(asked.number, *_RESPONSIBLE)
    return agreeing(asked.number, *_unnamed(asked.networks))


_RESPONSIBLE = ("den som skulle ansvara för medlemskapet", "den som skulle ansvara för vart och ett av medlemskapen")

PUT = {
    "member": ("Hur ofta använder ni …?", "Vad skulle ni sakna utan …, och hur hade ni fått det annars?"),
    "candidate": (
        "Vad ska … användas till, av vem och med hur mycket tid?",
        "Vad ger … som ni inte kan få på annat sätt?",
    ),
    "left": ("Hur mycket har ni saknat …?", "Vad gav … som ni inte kan få på annat sätt?"),
}
"""The two questions by the kind of decision, with … for what they are about."""
