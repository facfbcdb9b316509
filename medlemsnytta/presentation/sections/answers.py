"""What the evidence says: the answers to the two questions of each network, with their counts, and the cell they give."""

from collections.abc import Iterator, Sequence

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.candidates import WillBeUsed
from medlemsnytta.analysis.facts import Fact, Row
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.analysis.network_cases import Candidacy, decision_kind
from medlemsnytta.analysis.network_costs import Fees
from medlemsnytta.analysis.use_answers import UseAnswer
from medlemsnytta.analysis.used_things import ThingWithout
from medlemsnytta.presentation.words import swedish, things, verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    agreeing,
    as_sentence,
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


def text(answers: Answers) -> Prose:
    """How to read the table of the answers, and what is said beside it."""
    return prose(
        paragraph(joined(_how_to_read(answers))),
        *map(_beside, answers.networks),
    )


def _how_to_read(answers: Answers) -> Iterator[Text]:
    """When an answer is sure; of representatives, logs and documents only where the question can be of them."""
    several, coming = len(answers.networks) > 1, answers.one_kind == "candidate"
    representatives = any(each.judgement.case.has_representatives for each in answers.networks)
    who = "inte har skrivit utvärderingen"
    if representatives:
        who = "varken har skrivit utvärderingen eller är företrädare i nätverket"
    what = "Samma frågor ställs om varje nätverk, och svaren" if several else "Svaren på frågorna"
    yield f"{what} kommer ur underlaget."
    shown = "" if coming else ", eller när en logg eller ett dokument visar det"
    yield f"Ett svar är bekräftat när personer som {who} säger detsamma{shown}; annars är det enligt uppgift."
    yield "Det okända är en fråga att ställa och blir inte en siffra."


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
            yield say("Förvaltningens skäl: {reason}", reason=as_sentence(cite(answer.set_because, fact)))


def use_words(found: AnswerFacts) -> CitedText:
    """ "ja, enligt uppgift: tre av fyra använder det ofta (företrädarna själva)"."""
    answer = fact_words(found.use_answer, verdicts.ANSWER.__getitem__)
    if found.use.set_because:
        return answer + cite(", enligt förvaltningen", found.use_answer)
    if found.use.answer == "unknown":
        ungraded = any(reason == "ungraded" for _, reason in found.use.basis.shown)
        return answer + cite(": ingen säger hur mycket", found.use_answer) if ungraded else answer
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
    if use.attendance is not None:
        yield cite(_ATTENDED[use.attendance], found.attendance)
    if use.documents:
        documents = counted(found.documents, "ett styrdokument", "styrdokument")
        late = cite(" som har gått ut", found.documents) if use.only_expired else ""
        yield say("spår i {documents}{late}", documents=documents, late=late)
    if use.figures is not None:
        yield cite(_FIGURES[use.figures], found.figures)


_ATTENDED = {
    0: "ingen deltog i det som nätverket bjöd in till",
    1: "deltagande i mindre än hälften av det som nätverket bjöd in till",
    2: "deltagande i minst hälften av det som nätverket bjöd in till",
    3: "deltagande i mer än tre fjärdedelar av det som nätverket bjöd in till",
}
_FIGURES = {
    1: "en mindre del av nyckeltalen ingår i egen uppföljning",
    2: "ungefär hälften av nyckeltalen ingår i egen uppföljning",
    3: "de flesta nyckeltalen ingår i egen uppföljning",
}


_ATTENDED = (
    "ingen var med vid de antecknade träffarna",
    "någon var med vid mindre än hälften av de antecknade träffarna",
    "någon var med vid minst hälften av de antecknade träffarna",
    "någon var med vid mer än tre fjärdedelar av de antecknade träffarna",
)
"""By the degree of attendance."""


def _people(found: AnswerFacts) -> CitedText:
    """How many say what; the municipality's representatives, who are one voice, by what they are."""
    left = found.judgement.case.state == "left"
    groups = [(fact, words) for fact, words in _degrees(found) if fact.value]
    clauses = [cite(_clause(words, left=left), fact) for fact, words in groups]
    if found.use.only_representatives:
        who = f"{representatives(found, found.use.basis.decides)} i nätverket"
        return say("{who} säger att {often}", who=cite(who, found.independent), often=listed(clauses))
    if found.asked.value == 1:
        return say("{one} säger att {often}", one=cite("en person", found.asked), often=clauses[0])
    asked, parts = fact_words(found.asked, _in_words), [fact_words(fact, _in_words) for fact, _ in groups]
    first = say("{part} av {asked} säger att {often}", part=parts[0], asked=asked, often=clauses[0])
    rest = (_after_others(words, left=left) for _, words in groups[1:])
    others = zip(parts[1:], rest, strict=True)
    return listed([first, *(say("{part} {often}", part=part, often=often) for part, often in others)])


def representatives(found: AnswerFacts, rows: Sequence[Row]) -> str:
    """By their number: one is "företrädaren", several or nobody knows how many "företrädarna"."""
    return "företrädaren" if found.representatives(rows).value == 1 else "företrädarna"


def _degrees(found: AnswerFacts) -> list[tuple[Fact, str]]:
    """How many say what, and only what has been said: of those who use it often some may use it all the time."""
    use = found.use
    return [(found.often, _often(use)), (found.between, _between(use)), (found.hardly, _hardly(use))]


def _clause(words: str, *, left: bool) -> str:
    """ "det används ofta", "det inte används"; of what has been left "det har saknats ofta"."""
    if words == "inte":
        return "det inte har saknats" if left else "det inte används"
    return f"det {'har saknats' if left else 'används'} {words}"


def _often(use: UseAnswer) -> str:
    if not use.always:
        return "ofta"
    return "löpande" if use.always == use.often else "ofta eller löpande"


_NOT_HOW_OFTEN = "men inte hur ofta"


def _after_others(words: str, *, left: bool) -> str:
    """As the first clause has it, but for what that says in another way."""
    if words == _NOT_HOW_OFTEN:
        return f"att {_clause(words, left=left)}"
    return "inte alls" if words == "inte" else words


def _between(use: UseAnswer) -> str:
    """Who says yes in a survey has not said how much."""
    if not use.without_degree:
        return "ibland"
    return _NOT_HOW_OFTEN if use.without_degree == use.between else "ibland eller utan att säga hur ofta"


def _hardly(use: UseAnswer) -> str:
    if not use.never:
        return "mycket litet"
    return "inte" if use.never == use.hardly else "mycket litet eller inte alls"


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


def loss_words(found: AnswerFacts, names: things.Names) -> CitedText:
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
            what=cite(_nothing_used(found.use), found.nothing_used),
        )
    alike: dict[tuple[str, str], list[ThingWithout]] = {}
    for thing in loss.things:
        if thing.word:
            alike.setdefault((thing.word, thing.by), []).append(thing)
    said = joined([_without(found, group, names) for group in alike.values()], "; ")
    return say("{answer}, {certain}: {said}", answer=answer, certain=certain, said=said)


def _nothing_used(use: UseAnswer | WillBeUsed) -> str:
    """What is used very little is not a thing used, and is not nothing either."""
    hardly = isinstance(use, UseAnswer) and (use.hardly > use.never or use.uses or use.figures or use.attendance)
    return "inget används mer än mycket litet" if hardly else "inget används"


def _not_known(found: AnswerFacts, names: things.Names) -> CitedText:
    kind = decision_kind(found.judgement.case.state)
    lacking = things.each_named(found.loss.not_known, found.loss.things, names, kind)
    if not lacking:
        return say("")
    facts = [found.without(thing) for thing in found.loss.not_known]
    return say(
        ": {nobody} {things}",
        nobody=cite("ingen har sagt vad som skulle ersätta", *facts),
        things=listed(lacking, "eller"),
    )


def _without(found: AnswerFacts, alike: Sequence[ThingWithout], names: things.Names) -> CitedText:
    """What becomes of things of which the same is said, by the same."""
    facts, by = [found.without(each) for each in alike], _BY[alike[0].by]
    word = cite(_WITHOUT[alike[0].word], *facts)
    named = listed(things.each_named(alike, found.loss.things, names, decision_kind(found.judgement.case.state)))
    return say("{things} {word}{by}", things=named, word=word, by=cite(by, *facts) if by else "")


_WITHOUT = {
    "same": "går att få ändå",
    "slower": "går att få ändå, men långsammare",
    "worse": "går att få ändå, men sämre",
    "not_at_all": "går inte att få alls",
}
"""What becomes of a thing without the membership, after its name."""
_BY = {
    "people": "",
    "alternative": " (ett alternativ ersätter)",
    "closed": " (bara för medlemmar)",
    "": "",
}


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
    needed = answers.one_kind == "member" and len(answers.of_kind("member")) < len(answers.networks)
    return Table("tabell-svar", "Svaren på frågorna", columns, rows, notes if needed else ())


def _row(network: NetworkAnswers, names: things.Names, fees: Fees) -> tuple[Text, ...]:
    found, state = AnswerFacts(network.judgement), network.judgement.case.state
    return (
        cell(network.profile, "short"),
        capitalised(use_words(found)),
        capitalised(loss_words(found, names)),
        capitalised(fact_words(found.cell, lambda cell: verdicts.cell_words(cell, state))),
        fact_words(fees.network(network.network_id).cost, swedish.whole_kronor),
    )
