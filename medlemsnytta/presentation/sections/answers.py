"""What the evidence says: the answers to the two questions of each network, with their counts, and the cell they give."""

from collections.abc import Iterator, Mapping, Sequence

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.candidates import WillBeUsed
from medlemsnytta.analysis.facts import Fact, Record, Row
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.network_cases import Candidacy
from medlemsnytta.analysis.network_costs import Fees
from medlemsnytta.analysis.used_things import NO_CHANNEL, ThingWithout
from medlemsnytta.presentation.words import swedish, verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    agreeing,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.rendering.bundles import Block, Column, Prose, Table, paragraph, prose, strong

Names = Mapping[str, Record]
"""The rows that name things, by channel id and document id."""


def text(answers: Answers) -> Prose:
    """How to read the table of the answers, and what is said beside it."""
    return prose(
        paragraph(
            "Samma frågor ställs om varje nätverk, och svaren kommer ur raderna i underlaget. Ett svar är bekräftat när personer som "
            "varken har skrivit utvärderingen eller är företrädare i nätverket säger detsamma, eller när en logg eller ett "
            "dokument visar det; annars är det enligt uppgift. Det okända är en fråga att ställa och blir inte en siffra."
        ),
        *map(_beside, answers.networks),
    )


def _beside(network: NetworkAnswers) -> Block:
    """What the table has no room for: why an answer is the officer's, and that joining has to wait."""
    found = AnswerFacts(network.judgement)
    said = [*_reasons(found), *not_yet(found)]
    return paragraph(strong(say("{name}. ", name=cell(network.profile, "name"))), joined(said)) if said else {}


def not_yet(found: AnswerFacts) -> Iterator[CitedText]:
    """That joining has to wait, where a demand is not met."""
    if found.demands_not_met.value:
        yield say(
            "{start} {demands} är inte {met}.",
            start=cite("Det går inte att gå med än:", found.demands_not_met),
            demands=counted(found.demands_not_met, "ett krav", "krav"),
            met=agreeing(found.demands_not_met, "uppfyllt", "uppfyllda"),
        )


def _reasons(found: AnswerFacts) -> Iterator[CitedText]:
    """Why the officer has set an answer otherwise than the evidence gives it."""
    for answer, fact in ((found.use, found.use_answer), (found.loss, found.loss_answer)):
        if answer.set_because:
            yield say("Förvaltningens skäl: {reason}", reason=cite(_as_sentence(answer.set_because), fact))


def _as_sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def use_words(found: AnswerFacts) -> CitedText:
    """ "ja, enligt uppgift: tre av fyra använder det ofta (företrädarna själva)"."""
    answer = fact_words(found.use_answer, verdicts.ANSWER.__getitem__)
    if found.use.set_because:
        return answer + cite(", enligt förvaltningen", found.use_answer)
    if found.use.answer == "unknown":
        return answer
    certain = fact_words(found.use_certainty, verdicts.CERTAINTY.__getitem__)
    basis = joined(_basis(found), "; ")
    return say("{answer}, {certain}: {basis}", answer=answer, certain=certain, basis=basis)


def _basis(found: AnswerFacts) -> Iterator[CitedText]:
    """What the answer on use rests on, each kind of evidence in a few words."""
    use = found.use
    if isinstance(use, WillBeUsed):
        yield from _plans(use)
        return
    if use.uses is not None:
        uses = counted(found.logged, "en användning", "användningar")
        yield say("{uses} i loggen", uses=uses)
    if use.asked:
        yield _people(found)
    if use.documents:
        documents = counted(found.documents, "ett styrdokument", "styrdokument")
        late = cite(" som har gått ut", found.documents) if use.only_expired else ""
        yield say("spår i {documents}{late}", documents=documents, late=late)
    if use.figures is not None:
        yield cite(_FIGURES[use.figures], found.figures)


_FIGURES = {
    1: "en mindre del av nyckeltalen ingår i egen uppföljning",
    2: "ungefär hälften av nyckeltalen ingår i egen uppföljning",
    3: "de flesta nyckeltalen ingår i egen uppföljning",
}


def _people(found: AnswerFacts) -> CitedText:
    """How many say what; the municipality's representatives, who are one voice, by what they are."""
    groups = [(fact, words) for fact, words in _degrees(found) if fact.value]
    if found.use.only_representatives:
        who = cite(f"{representatives(found, found.use.basis.decides)} i nätverket säger", found.independent)
        return say("{who} {often}", who=who, often=listed([cite(words, fact) for fact, words in groups]))
    if found.asked.value == 1:
        return say("{one} säger {often}", one=cite("en person", found.asked), often=cite(groups[0][1], groups[0][0]))
    asked = fact_words(found.asked, _in_words)
    return listed(
        [
            say("{part} av {asked} säger {often}", part=fact_words(fact, _in_words), asked=asked, often=words)
            for fact, words in groups
        ]
    )


def representatives(found: AnswerFacts, rows: Sequence[Row]) -> str:
    """By their number: one is "företrädaren", several or nobody knows how many "företrädarna"."""
    return "företrädaren" if found.representatives(rows).value == 1 else "företrädarna"


def _degrees(found: AnswerFacts) -> list[tuple[Fact, str]]:
    return [
        (found.often, _often(found)),
        (found.between, "ibland"),
        (found.hardly, _hardly(found)),
    ]


def _often(found: AnswerFacts) -> str:
    """As much as has been said: of those who use it often some may say that they always do."""
    if not found.use.always:
        return "ofta"
    return "löpande" if found.use.always == found.use.often else "ofta eller löpande"


def _hardly(found: AnswerFacts) -> str:
    """Only what has been said: of those who hardly use it some may say that they do not."""
    if not found.use.never:
        return "mycket litet"
    return "inte alls" if found.use.never == found.use.hardly else "mycket litet eller inte alls"


def _in_words(number: int) -> str:
    return swedish.in_words(number, "en")


def _plans(use: WillBeUsed) -> Iterator[CitedText]:
    """What a membership that is not one yet has been given: purpose, person, hours."""
    for each in use.candidacies:
        yield say(
            "{purpose}, {person}, {hours}",
            purpose=cite(
                f"syftet är ”{each.purpose}”" if each.purpose else "inget syfte är angivet", _planned(each, "purpose")
            ),
            person=cite(
                f"ansvarig är {each.person_role}" if each.person_role else "ingen är ansvarig",
                _planned(each, "person_role"),
            ),
            hours=cite(
                "tiden är inte angiven" if each.hours is None else f"{swedish.hours(each.hours)} om året är avsatta",
                _planned(each, "hours"),
            ),
        )


def _planned(each: Candidacy, column: str) -> Fact:
    return Fact(f"candidates.{column}", getattr(each, column), about=str(each.row.number), rows=(each.row,))


def loss_words(found: AnswerFacts, names: Names) -> CitedText:
    """ "ja, enligt uppgift: webbplatsen"; of a no what everything is, of an unknown what nobody has said."""
    loss = found.loss
    answer = fact_words(found.loss_answer, verdicts.LOSS_ANSWER.__getitem__)
    if loss.set_because:
        return answer + cite(", enligt förvaltningen", found.loss_answer)
    if loss.answer == "unknown":
        return answer + _not_known(found, names)
    certain = fact_words(found.loss_certainty, verdicts.CERTAINTY.__getitem__)
    if loss.nothing_used:
        return say(
            "{answer}, {certain}: {what}",
            answer=answer,
            certain=certain,
            what=cite("inget används", found.nothing_used),
        )
    said = [_without(found, thing, names) for thing in loss.things if thing.word]
    return say("{answer}, {certain}: {said}", answer=answer, certain=certain, said=joined(said, "; "))


def _not_known(found: AnswerFacts, names: Names) -> CitedText:
    lacking = [thing_words(thing, names) for thing in found.loss.not_known]
    if not lacking:
        return say("")
    facts = [found.without(thing) for thing in found.loss.not_known]
    if [thing.thing for thing in found.loss.not_known] == [NO_CHANNEL]:
        lacking = ["det som används"]
    return say(
        ": {nobody} {things}",
        nobody=cite("ingen har sagt vad som skulle ersätta", *facts),
        things=listed(lacking, "eller"),
    )


def _without(found: AnswerFacts, thing: ThingWithout, names: Names) -> CitedText:
    word = fact_words(found.without(thing), _WITHOUT.__getitem__)
    return say("{thing} {word}{by}", thing=thing_words(thing, names), word=word, by=_BY[thing.by])


_WITHOUT = {
    "same": "går att få ändå",
    "slower": "går att få ändå, men långsammare",
    "worse": "går att få ändå, men sämre",
    "not_at_all": "går inte att få alls",
}
"""What becomes of a thing without the membership, after its name."""
_BY = {"people": "", "alternative": " (ett alternativ ersätter)", "closed": " (stängt för andra än medlemmar)", "": ""}


def thing_words(thing: ThingWithout, names: Names) -> CitedText:
    """A channel by its name; of a document what the network has given to it, since the document itself is not lost."""
    record = names.get(thing.thing.name)
    if record is None:
        return say("{thing}", thing=verdicts.THING[thing.thing.kind])
    if thing.thing.kind == "document":
        return say("nätverkets underlag till {document}", document=cell(record, "name"))
    return cell(record, "name").with_first(str.lower)


def table(answers: Answers, fees: Fees) -> Table:
    """One row a network: both answers with what they rest on, what the evidence says, and the price beside."""
    columns = (
        Column("Nätverk"),
        Column(verdicts.use_question(answers.one_kind)),
        Column(verdicts.loss_question(answers.one_kind)),
        Column("Vad underlaget säger"),
        Column("Kostnad per år", "number"),
    )
    rows = tuple(_row(network, answers.names, fees) for network in answers.networks)
    notes = (
        "För nätverk utan medlemskap gäller frågorna om det kommer att användas, eller har saknats, och om det ger "
        "något som inte går att få ändå.",
    )
    needed = any(network.kind != answers.one_kind for network in answers.networks)
    return Table("tabell-svar", "Svaren på frågorna", columns, rows, notes if needed else ())


def _row(network: NetworkAnswers, names: Names, fees: Fees) -> tuple[Text, ...]:
    found, state = AnswerFacts(network.judgement), network.judgement.case.state
    return (
        cell(network.profile, "short"),
        capitalised(use_words(found)),
        capitalised(loss_words(found, names)),
        capitalised(fact_words(found.cell, lambda cell: verdicts.cell_words(cell, state))),
        fact_words(fees.network(network.network_id).cost, swedish.whole_kronor),
    )


def short_answer(answer: Fact, certainty: Fact, words: Mapping[str, str]) -> CitedText:
    """ "ja, enligt uppgift"; how certain is not said of what nobody knows."""
    said = fact_words(answer, words.__getitem__)
    if answer.value == "unknown":
        return said
    return say("{said}, {certain}", said=said, certain=fact_words(certainty, verdicts.CERTAINTY.__getitem__))
