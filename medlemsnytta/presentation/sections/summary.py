"""The head of the report and its summary: what is to be decided, what it costs, the result, how sure, what is missing."""

import base64

from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.presentation.sections import change, evidence_strength, mandate
from medlemsnytta.presentation.words import municipalities, swedish, terms
from medlemsnytta.rendering.bundles import (
    Block,
    Column,
    Head,
    Look,
    Prose,
    Table,
    callout,
    facts,
    paragraph,
    prose,
    strong,
)


def head(evaluation: Evaluation) -> Head:
    """What the document says of itself, for its properties and its first lines."""
    parameters = evaluation.parameters
    names = swedish.listed([network.name for network in evaluation.networks])
    return Head(
        title=parameters.title,
        municipality=municipalities.full_name(evaluation.municipality),
        date=parameters.report_date.isoformat(),
        date_text=swedish.long_date(parameters.report_date),
        case_number=parameters.case_number or "",
        description=f"Utvärdering {parameters.year} av medlemskapen i {names}: kostnad, användning och resultat.",
        keywords=("utvärdering", "medlemskap", *(network.name for network in evaluation.networks)),
        result={network.short: terms.WORD[network.word] for network in evaluation.networks},
        look=_look(evaluation),
    )


def _look(evaluation: Evaluation) -> Look | None:
    """The municipality's colour and logo, the logo with its text alternative; None where it has given neither."""
    logo, colour = evaluation.logo, evaluation.parameters.colour
    if logo is None and colour is None:
        return None
    picture = logo and {
        "mime": logo.mime,
        "base64": base64.b64encode(logo.content).decode(),
        "alt": f"{swedish.genitive(municipalities.full_name(evaluation.municipality))} logotyp",
    }
    return Look(colour or "", picture)


def facts_of_the_case(evaluation: Evaluation) -> Prose:
    """Date, case number, who asks, who decides and by when; then any notice that must stand first."""
    parameters = evaluation.parameters
    return prose(
        facts(
            ("Datum", swedish.long_date(parameters.report_date)),
            ("Diarienummer", parameters.case_number or swedish.UNKNOWN),
            ("Uppdrag från", parameters.asked_by or swedish.UNKNOWN),
            ("Beslut fattas av", parameters.recipient or swedish.UNKNOWN),
            ("Tidsfrist", mandate.deadline_words(evaluation.memberships)),
            *([("Om rapporten", parameters.about)] if parameters.about else []),
        ),
        illustrative_banner(evaluation),
    )


def illustrative_banner(evaluation: Evaluation) -> Block | None:
    invented = evaluation.evidence.status_counts["illustrative"]
    if not invented:
        return None
    rows = swedish.counted(invented, "en rad", "rader")
    sentence = f"Underlaget innehåller {rows} med påhittade uppgifter. Rapporten visar metoden, inte verkligheten."
    return callout("illustrative", "Påhittade uppgifter", paragraph(sentence))


def text(evaluation: Evaluation) -> Prose:
    """What is to be decided, what it costs, how sure the result is and what is missing."""
    return prose(
        _old_evidence(evaluation),
        paragraph(strong("Beslutet. "), mandate.decision_sentence(evaluation.memberships)),
        paragraph(strong("Kostnaden. "), cost_sentence(evaluation)),
        paragraph(strong("Resultatet. "), _result_sentence(evaluation)),
    )


def _result_sentence(evaluation: Evaluation) -> str:
    """What the shares of the table are; or that there is nothing to count them from."""
    level = evaluation.parameters.requirement_level
    if not any(network.assessed for network in evaluation.networks):
        return f"Det går inte att säga än om medlemskapen når kravet, nivå {level} på en skala från 0 till 4."
    return (
        f"Frågan är om ett medlemskap ger minst nivå {level} på en skala från 0, inget, till 4, mycket. Andelen i "
        "tabellen visar hur ofta svaret blir ja när alla sätt att väga kriterierna och alla rimliga bedömningar prövas. "
        "Inom parentes står hur mycket andelen ändras om skalan läses på andra sätt."
    )


def table(evaluation: Evaluation) -> Table:
    """One row a network: fee, result, share and the officer's recommendation."""
    rows = [
        (
            network.name,
            swedish.kronor(network.fee.ore),
            swedish.capitalised(terms.WORD[network.word]),
            swedish.capitalised(share_words(network)),
            swedish.capitalised(terms.ACTION[network.recommended]) if network.recommended else "Inte skriven",
        )
        for network in evaluation.networks
    ]
    columns = (
        Column("Nätverk"),
        Column("Avgift per år", "number"),
        Column("Vad underlaget stöder"),
        Column("Andel som når kravet", "number"),
        Column("Förvaltningens rekommendation"),
    )
    return Table("tabell-sammanfattning-resultat", "Resultatet i korthet", columns, tuple(rows))


def closing(evaluation: Evaluation) -> Prose:
    """How sure, what would change it, what is missing, and that the method does not decide."""
    return prose(
        paragraph(strong("Säkerheten. "), evidence_strength.certainty_sentence(evaluation)),
        paragraph(strong("Vad som skulle ändra resultatet. "), change.sentence(evaluation)),
        paragraph(strong("Det som saknas. "), missing_sentence(evaluation)),
        paragraph(
            strong("Metoden beslutar inte. "),
            "Den visar vad underlaget stöder. Förvaltningen rekommenderar och de förtroendevalda beslutar.",
        ),
    )


def cost_sentence(evaluation: Evaluation) -> str:
    total = swedish.kronor(evaluation.total_fee_ore)
    year = evaluation.parameters.year
    if len(evaluation.networks) == 1:
        return f"Medlemskapet kostar {total} år {year}."
    if evaluation.fees.equal:
        each = swedish.kronor(evaluation.networks[0].fee.ore)
        return (
            f"Varje medlemskap kostar {each} år {year}, tillsammans {total}. Avgifterna är lika stora, så kostnaden "
            "skiljer inte nätverken åt."
        )
    each = swedish.listed([f"{network.short} {swedish.kronor(network.fee.ore)}" for network in evaluation.networks])
    return f"År {year} kostar {each}, tillsammans {total}."


def share_words(network: NetworkEvaluation) -> str:
    """ "87 % (83–95 %)": the even reading of the scale, and the range over the readings."""
    if not network.assessed:
        return swedish.UNKNOWN
    point, spread = (
        swedish.percent(network.result.point),
        swedish.percent_range(network.result.low, network.result.high),
    )
    return point if point == spread else f"{point} ({spread})"


def missing_sentence(evaluation: Evaluation) -> str:
    """The unknowns that matter most for the result, and where the whole list stands."""
    networks_lacking: dict[tuple[str, ...], list[str]] = {}
    for network in evaluation.networks:
        if network.unknown_criteria:
            networks_lacking.setdefault(network.unknown_criteria, []).append(network.short)
    parts = [
        f"för {swedish.listed(names)} har ingen angett hur mycket medlemskapet ger i fråga om "
        f"{swedish.listed([terms.CRITERION[name].lower() for name in criteria])}"
        for criteria, names in networks_lacking.items()
    ]
    if not parts:
        return "Alla kriterier är bedömda. Avsnittet Vad vi inte vet listar det som ändå är osäkert."
    counted = "" if evaluation.evidence.hours_logged else " Deltagande och arbetstid är inte uppmätta."
    return f"{swedish.capitalised('; '.join(parts))}.{counted} Frågorna att ställa står i avsnittet Vad vi inte vet."


def _old_evidence(evaluation: Evaluation) -> Block | None:
    """The notice that nobody has been asked since an earlier year."""
    newest = evaluation.evidence.newest
    if not evaluation.evidence.own_statements:
        words = (
            "Ingen har intervjuats än. Rapporten visar vad medlemskapen kostar och vad som behöver frågas innan det går att "
            "säga vad de ger."
        )
        return callout("notice", "Underlaget är inte insamlat", paragraph(words))
    if not newest or int(newest[:4]) >= evaluation.parameters.year:
        return None
    return callout(
        "notice",
        "Inga nya intervjuer",
        paragraph(evidence_strength.age_sentence(evaluation.evidence, evaluation.parameters)),
    )
