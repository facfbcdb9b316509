"""The officer's own conclusion and recommendation, with the figures filled in from the data."""

from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.inputs import personal_data
from medlemsnytta.inputs.parameters import officer_text
from medlemsnytta.presentation.sections import mandate
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.presentation.words.sentences import plain
from medlemsnytta.rendering.bundles import Block, Prose, bullets, callout, paragraph, prose, strong, subheading


def placeholders(evaluation: Evaluation) -> dict[str, str]:
    """What the officer's text may name between double braces, and the Swedish it becomes."""
    deadline = evaluation.parameters.deadline
    values = {
        "kommun": swedish.municipality(evaluation.municipality.name),
        "ar": str(evaluation.parameters.year),
        "invanare": swedish.number(evaluation.networks[0].fee.inhabitants),
        "avgift.summa": swedish.kronor(evaluation.total_fee_ore),
        "tidsfrist": swedish.long_date(deadline) if deadline else swedish.UNKNOWN,
        "tidsfrist_veckodag": plain(mandate.deadline_day(evaluation.memberships)),
    }
    for network in evaluation.networks:
        values |= {f"{name}.{network.network_id}": words for name, words in _of_network(network).items()}
    return values


def _of_network(network: NetworkEvaluation) -> dict[str, str]:
    latest = network.membership.latest
    prefix = "cirka " if latest and latest.qualifier == "cirka" else ""
    return {
        "namn": network.name,
        "kortnamn": network.short,
        "avgift": swedish.kronor(network.fee.ore),
        "avgift_per_invanare": swedish.kronor_a_head(network.fee.per_inhabitant_ore),
        "medlem_sedan": network.membership.since[:4] or swedish.UNKNOWN,
        "medlemmar": f"{prefix}{swedish.number(latest.members)}" if latest else swedish.UNKNOWN,
        "resultat": terms.WORD[network.word],
        "andel": swedish.percent(network.result.point) if network.assessed else swedish.UNKNOWN,
    }


def filled(evaluation: Evaluation) -> dict[str, str]:
    """Conclusion, recommendation and reason with figures in place; raises ProblemsFound for what cannot be filled, and for a typed figure that the data contradict."""
    values = placeholders(evaluation)
    texts = {
        name: getattr(evaluation.parameters, name) for name in ("conclusion", "recommendation", "departure_reason")
    }
    tables = evaluation.read.reading.whole(evaluation.parameters.data_folder) if evaluation.read else None
    released = [words for kind, words in personal_data.exceptions(tables) if kind == "figure"] if tables else []
    return {name: officer_text.fill(words, values, name, released) for name, words in texts.items() if words}


def text(evaluation: Evaluation) -> Prose:
    """The officer's words, or that nobody has written them; what is recommended; the reason for a departure."""
    words = filled(evaluation)
    headings = {"conclusion": "Slutsats", "recommendation": "Rekommendation"}
    unwritten = [heading.lower() for name, heading in headings.items() if name not in words]
    blocks = [_unwritten(unwritten)] if unwritten else []
    for name, heading in headings.items():
        if name in words:
            blocks += [subheading(heading), *_paragraphs(words[name])]
    blocks += _actions(evaluation)
    if "departure_reason" in words:
        blocks.append(_departure(evaluation, words["departure_reason"]))
    return prose(*blocks)


def _departure(evaluation: Evaluation, reason: str) -> Block:
    """Where the recommendation goes against the result, and the officer's reason for it."""
    names = swedish.listed([network.short for network in evaluation.networks if network.departs])
    return callout(
        "notice", f"Rekommendationen för {names} avviker från resultatet", paragraph(strong("Skälet. "), reason)
    )


def _unwritten(what: list[str]) -> Block:
    title = f"Förvaltningens {swedish.listed(what)} är inte skriven"
    words = "Handläggaren skriver den innan rapporten lämnas. Metoden ersätter den inte."
    return callout("notice", title, paragraph(words))


def _paragraphs(words: str) -> list[Block]:
    """Each line is a paragraph, as the folded text of the params file leaves them. Text, never markup."""
    return [paragraph(line) for line in officer_text.paragraphs(words)]


def _actions(evaluation: Evaluation) -> list[Block]:
    """What is recommended for each network, beside what the evidence supports."""
    said = [network for network in evaluation.networks if network.recommended]
    if not said:
        return []
    lines = [
        f"{network.name}: {terms.ACTION[network.recommended]}. Resultat: {terms.quoted(network.word)}."
        for network in said
    ]
    return [callout("result", "Rekommendationen i korthet", bullets(*lines))]
