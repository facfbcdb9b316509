"""The officer's own conclusion, recommendation and proposed decision, with the figures filled in from the data."""

from collections.abc import Iterator, Mapping, Sequence

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.facts import Fact, parameter
from medlemsnytta.inputs import personal_data
from medlemsnytta.inputs.parameters import officer_text
from medlemsnytta.presentation.sections import mandate
from medlemsnytta.presentation.words import municipalities, swedish, terms, verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    agreeing,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    plain,
    say,
)
from medlemsnytta.rendering.bundles import Block, Prose, bullets, callout, paragraph, prose, strong, subheading

HEADINGS = {"conclusion": "Slutsats", "recommendation": "Rekommendation"}
MOST_NAMED = 3
"""Of more networks with the same recommendation their number is told in the summary."""


def placeholders(evaluation: Evaluation) -> dict[str, str]:
    """What the officer's text may name between double braces, and the Swedish it becomes."""
    deadline, fees = evaluation.parameters.deadline, evaluation.fees
    values = {
        "kommun": municipalities.full_name(evaluation.municipality),
        "ar": str(evaluation.parameters.year),
        "invanare": _inhabitants(evaluation),
        "avgift.summa": plain(fact_words(fees.total, swedish.whole_kronor)),
        "tidsfrist": swedish.long_date(deadline) if deadline else swedish.UNKNOWN,
        "tidsfrist_veckodag": plain(mandate.deadline_day(evaluation.memberships)),
    }
    for network in evaluation.networks:
        values |= {f"{name}.{network.network_id}": words for name, words in _of_network(network).items()}
    return values


def _inhabitants(evaluation: Evaluation) -> str:
    known = [network.fee.inhabitants for network in evaluation.networks if network.fee]
    return swedish.number(known[0]) if known else swedish.UNKNOWN


def _of_network(network: NetworkEvaluation) -> dict[str, str]:
    latest, fees, found = network.membership.latest, network.fees, AnswerFacts(network.answers.judgement)
    prefix = "cirka " if latest and latest.qualifier == "cirka" else ""
    cited = {
        "avgift": fact_words(fees.amount, swedish.whole_kronor),
        "avgift_per_invanare": fact_words(fees.per_inhabitant, swedish.kronor_a_head),
        "kostnad": fact_words(fees.cost, swedish.whole_kronor),
        "svar.anvandning": verdicts.short_answer(found.use_answer, found.use_certainty, verdicts.ANSWER),
        "svar.forlust": verdicts.short_answer(found.loss_answer, found.loss_certainty, verdicts.LOSS_ANSWER),
        "cell": fact_words(found.cell, lambda code: verdicts.cell_clause(code, network.membership.state)),
    }
    return {
        "namn": network.name,
        "kortnamn": network.short,
        "medlem_sedan": network.membership.since[:4] or swedish.UNKNOWN,
        "medlemmar": f"{prefix}{swedish.number(latest.members)}" if latest else swedish.UNKNOWN,
        **{name: plain(words) for name, words in cited.items()},
    }


def filled(evaluation: Evaluation) -> dict[str, str]:
    """The officer's texts with figures in place; raises ProblemsFound for what cannot be filled, and for what the data contradict."""
    values = placeholders(evaluation)
    texts = {name: getattr(evaluation.parameters, name) for name in (*HEADINGS, "departure_reason")}
    proposed = enumerate(evaluation.parameters.proposed_decision, start=1)
    texts |= {f"proposed_decision, mening {number}": words for number, words in proposed}
    tables = evaluation.read.reading.whole(evaluation.parameters.data_folder) if evaluation.read else None
    released = [words for kind, words in personal_data.exceptions(tables) if kind == "figure"] if tables else []
    return {name: officer_text.fill(words, values, name, released) for name, words in texts.items() if words}


def in_short(evaluation: Evaluation, reason_in: str = "Slutsats och rekommendation") -> CitedText:
    """What the officer recommends, in a sentence or two; or that nothing is, and what is to be decided.

    `reason_in` is the section that has the officer's reason where one is needed.
    """
    said = [network for network in evaluation.networks if network.recommended]
    if said:
        return joined(
            [
                _recommended(said),
                *_not_yet(evaluation),
                *_against_the_evidence(said, reason_in),
                *_beyond_the_evidence(evaluation, reason_in),
            ]
        )
    if recommendation := filled(evaluation).get("recommendation"):
        return _officers("recommendation", evaluation, officer_text.sentences(recommendation)[:2])
    nothing = cite(
        "Förvaltningen har inte skrivit någon rekommendation än.",
        *(recommended(network) for network in evaluation.networks),
    )
    return joined([nothing, *_to_decide(evaluation)])


def recommended(network: NetworkEvaluation) -> Fact:
    return Fact("recommended_action", network.recommended, network.network_id)


def _recommended(networks: Sequence[NetworkEvaluation]) -> CitedText:
    """ "Förvaltningen rekommenderar att stanna kvar i A och B och att lämna C." """
    by_phrase: dict[str, list[NetworkEvaluation]] = {}
    for network in networks:
        phrase = verdicts.action_phrase(network.recommended or "", network.membership.state)
        by_phrase.setdefault(phrase, []).append(network)
    parts = [
        say("{phrase} {names}", phrase=cite(phrase, *map(recommended, group)), names=_names(group))
        for phrase, group in by_phrase.items()
    ]
    return say("Förvaltningen rekommenderar {parts}.", parts=listed(parts))


def _names(networks: Sequence[NetworkEvaluation]) -> CitedText:
    if len(networks) > MOST_NAMED:
        number = Fact("alike", len(networks), "", "+".join(network.network_id for network in networks))
        return counted(number, "ett nätverk", "nätverk")
    return listed([_named(network) for network in networks])


def _named(network: NetworkEvaluation) -> CitedText:
    """Name with what it is called hereafter, where that is not a part of it: "Sveriges Ekokommuner (SEKOM)"."""
    name = cell(network.own.profile, "name")
    if network.short in network.name:
        return name
    return say("{name} ({short})", name=name, short=cell(network.own.profile, "short"))


def _not_yet(evaluation: Evaluation) -> Iterator[CitedText]:
    if rest := [network for network in evaluation.networks if not network.recommended]:
        nothing = cite("har den inte skrivit någon rekommendation än", *map(recommended, rest))
        yield say("Om {names} {nothing}.", names=_names(rest), nothing=nothing)


def _against_the_evidence(networks: Sequence[NetworkEvaluation], reason_in: str) -> Iterator[CitedText]:
    if departing := [network for network in networks if network.departs]:
        yield say(
            "{recommendations} om {names} {against}; skälet står i avsnittet {section}.",
            section=reason_in,
            recommendations=_recommendations(departing),
            names=_names(departing),
            against=_departs(departing),
        )


def _beyond_the_evidence(evaluation: Evaluation, reason_in: str) -> Iterator[CitedText]:
    """That nothing bears what is recommended, where the evidence is not enough to say anything; to wait is no such thing."""
    beyond = [
        network
        for network in evaluation.networks
        if network.recommended not in (None, "decide_later") and network.answers.cell == "not_enough"
    ]
    if beyond:
        explained = evaluation.parameters.departure_reason and not any(
            network.departs for network in evaluation.networks
        )
        yield say(
            "{recommendations}{of} {without}{where}.",
            recommendations=_recommendations(beyond),
            of=say(" om {names}", names=_names(beyond)) if len(evaluation.networks) > 1 else "",
            without=cite("har inte stöd i underlaget, som inte räcker", *_rests_on(beyond)),
            where=f"; skälet står i avsnittet {reason_in}" if explained else "",
        )


def _recommendations(networks: Sequence[NetworkEvaluation]) -> CitedText:
    number = Fact("alike", len(networks), "", "+".join(network.network_id for network in networks))
    return agreeing(number, "Rekommendationen", "Rekommendationerna")


def _departs(networks: Sequence[NetworkEvaluation]) -> CitedText:
    return cite("går emot vad underlaget säger", *_rests_on(networks))


def _rests_on(networks: Sequence[NetworkEvaluation]) -> list[Fact]:
    return [fact for each in networks for fact in (recommended(each), AnswerFacts(each.answers.judgement).cell)]


def _to_decide(evaluation: Evaluation) -> Iterator[CitedText]:
    """What the decision is about, by the kind of each."""
    words = {
        "member": "stanna kvar i eller lämna {names}",
        "candidate": "gå med i {names}",
        "left": "gå med igen i {names}",
    }
    by_kind = {kind: [each for each in evaluation.networks if each.answers.kind == kind] for kind in words}
    what = [say(words[kind], names=_names(networks)) for kind, networks in by_kind.items() if networks]
    who = municipalities.definite(evaluation.municipality)
    yield say("Det som ska bestämmas är om {who} ska {what}.", who=who, what=listed(what))


def text(evaluation: Evaluation) -> Prose:
    """The officer's words, or that nobody has written them; what is recommended; the reason; the proposed decision."""
    words = filled(evaluation)
    unwritten = [heading.lower() for name, heading in HEADINGS.items() if name not in words]
    if "rekommendation" in unwritten and any(network.recommended for network in evaluation.networks):
        unwritten[-1] = "motivering av rekommendationen"
    blocks = [_unwritten(unwritten)] if unwritten else []
    for name, heading in HEADINGS.items():
        if name in words:
            blocks += [subheading(heading), *_paragraphs(name, evaluation, words[name])]
    return prose(*blocks, *_actions(evaluation), *_reason(evaluation, words), *_proposed(evaluation, words))


def _unwritten(what: Sequence[str]) -> Block:
    written, them = ("skriven", "den") if len(what) == 1 else ("skrivna", "dem")
    title = f"Förvaltningens {swedish.listed(what)} är inte {written}"
    words = f"Handläggaren skriver {them} innan rapporten lämnas. Metoden ersätter {them} inte."
    return callout("notice", title, paragraph(words))


def written(name: str, evaluation: Evaluation) -> list[Block]:
    """The officer's words under one of HEADINGS, in which figures are filled in; none where nobody has written any."""
    words = filled(evaluation)
    return _paragraphs(name, evaluation, words[name]) if name in words else []


def proposed(evaluation: Evaluation) -> list[Block]:
    """The proposed decision, a sentence a line; none where nobody has written one."""
    return _proposed(evaluation, filled(evaluation))[1:]


def reason(evaluation: Evaluation) -> list[Block]:
    """The officer's reason where a recommendation needs one."""
    return _reason(evaluation, filled(evaluation))


def _paragraphs(name: str, evaluation: Evaluation, words: str) -> list[Block]:
    """Each line is a paragraph, as the folded text of the params file leaves them. Text, never markup."""
    return [paragraph(_officers(name, evaluation, [line])) for line in officer_text.paragraphs(words)]


def _officers(name: str, evaluation: Evaluation, words: Sequence[str]) -> CitedText:
    """The officer's own words: what they say is the parameter's."""
    return cite(" ".join(words), parameter(name, getattr(evaluation.parameters, name)))


def _actions(evaluation: Evaluation) -> list[Block]:
    """What is recommended for each network, where neither the officer's own words nor the summary names each."""
    said = [network for network in evaluation.networks if network.recommended]
    if evaluation.parameters.recommendation and len(said) <= MOST_NAMED:
        return []
    alike: dict[object, list[NetworkEvaluation]] = {}
    for network in said:
        key = (network.recommended, _sentence(network).text) if _are_many(evaluation) else network.network_id
        alike.setdefault(key, []).append(network)
    column = "short" if _are_many(evaluation) else "name"
    lines = [
        say(
            "{names}: {action}. {cell}",
            names=listed([cell(network.own.profile, column) for network in networks]),
            action=cite(terms.ACTION[networks[0].recommended or ""], *map(recommended, networks)),
            cell=cite(_sentence(networks[0]).text, *(_cell(network) for network in networks)),
        )
        for networks in alike.values()
    ]
    return [callout("result", "Rekommendationen i korthet", bullets(*lines))] if lines else []


def _are_many(evaluation: Evaluation) -> bool:
    """Whether those of which the same is to be said share a line."""
    return len(evaluation.networks) > MOST_NAMED


def _cell(network: NetworkEvaluation) -> Fact:
    return AnswerFacts(network.answers.judgement).cell


def _sentence(network: NetworkEvaluation) -> CitedText:
    state = network.membership.state
    return fact_words(_cell(network), lambda code: verdicts.cell_sentence(code, state))


def _reason(evaluation: Evaluation, words: Mapping[str, str]) -> list[Block]:
    """The officer's reason, and which recommendation goes against the evidence, if any does."""
    departing = [network for network in evaluation.networks if network.departs]
    if "departure_reason" not in words:
        return []
    reason = paragraph(strong("Skälet. "), _officers("departure_reason", evaluation, [words["departure_reason"]]))
    if not departing:
        return [reason]
    what = _recommendations(departing)
    names = say("{what} om {names} går emot vad underlaget säger", what=what, names=_names(departing))
    return [callout("notice", plain(names), reason)]


def _proposed(evaluation: Evaluation, words: Mapping[str, str]) -> list[Block]:
    """The proposed decision as it is to stand in the minutes, a sentence a line."""
    sentences = [line for name, line in words.items() if name.startswith("proposed_decision")]
    fact = parameter("proposed_decision", "\n".join(evaluation.parameters.proposed_decision))
    lines = [cite(line, fact) for line in sentences]
    return [subheading("Förslag till beslut"), bullets(*lines, ordered=True)] if lines else []
