"""Page one: what is recommended, what is to be decided and when, what it costs, what we know, what is missing and whom to ask."""

import base64
from collections.abc import Iterator, Sequence

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.facts import Fact, count, parameter
from medlemsnytta.analysis.memberships import Memberships, NetworkMembership
from medlemsnytta.analysis.network_answers import Answers
from medlemsnytta.presentation.sections import conclusion, cost_in_short, mandate
from medlemsnytta.presentation.sections.answers import not_yet
from medlemsnytta.presentation.sections.cost import MOST_IN_TEXT
from medlemsnytta.presentation.words import municipalities, questions, swedish, verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.rendering.bundles import (
    Block,
    Head,
    Look,
    Prose,
    bullets,
    callout,
    facts,
    paragraph,
    prose,
    strong,
)


def head(evaluation: Evaluation) -> Head:
    """What the document says of itself, for its properties and its first lines."""
    parameters = evaluation.parameters
    names = [network.name for network in evaluation.networks]
    many = swedish.counted(len(names), "ett nätverk", "nätverk")
    return Head(
        title=parameters.title,
        municipality=municipalities.full_name(evaluation.municipality),
        date=parameters.report_date.isoformat(),
        date_text=swedish.long_date(parameters.report_date),
        case_number=parameters.case_number or "",
        description=f"Utvärdering {parameters.year} av {many if len(names) > MOST_IN_TEXT else swedish.listed(names)}: "
        "kostnad, användning och vad underlaget säger.",
        keywords=("utvärdering", "nätverk", *names),
        result={each.short: verdicts.cell_words(each.cell, each.membership.state) for each in evaluation.networks},
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


def illustrative_banner(evaluation: Evaluation) -> Block | None:
    if not evaluation.evidence.status_counts["illustrative"]:
        return None
    sentence = "Underlaget innehåller påhittade uppgifter. Det som bygger på dem visar metoden, inte verkligheten."
    return callout("illustrative", "Påhittade uppgifter", paragraph(sentence))


def notice(evaluation: Evaluation) -> Prose:
    """What must stand before all else."""
    return prose(illustrative_banner(evaluation))


def facts_of_the_case(evaluation: Evaluation) -> Prose:
    """Day, case number, who asks and who decides, and what the report is; last on the page."""
    parameters = evaluation.parameters
    given = {name: parameter(name, getattr(parameters, name)) for name in ("case_number", "recipient")}
    return prose(
        facts(
            ("Datum", fact_words(evaluation.memberships.report_date, swedish.long_date)),
            ("Diarienummer", fact_words(given["case_number"])),
            ("Uppdrag från", mandate.asked_by(evaluation.memberships)),
            ("Rekommendationen går till", fact_words(given["recipient"])),
            *([("Om rapporten", fact_words(parameter("about", parameters.about)))] if parameters.about else []),
        )
    )


def text(evaluation: Evaluation) -> Prose:
    """What one reads who reads nothing else."""
    memberships, answers = evaluation.memberships, evaluation.answers
    return prose(
        paragraph(strong("Rekommendationen. "), conclusion.in_short(evaluation)),
        paragraph(
            strong(mandate.what_comes(memberships)),
            joined([mandate.decision_sentence(memberships), *_last_days(memberships)]),
        ),
        paragraph(strong("Kostnaden. "), cost_in_short.text(evaluation.fees)),
        *_known(evaluation.networks, answers),
        *_missing(answers),
        paragraph(
            strong("Metoden beslutar inte. "),
            "Den är rapportens sätt att pröva vad underlaget räcker till. Förvaltningen rekommenderar och de förtroendevalda "
            "beslutar.",
        ),
    )


def in_short(evaluation: Evaluation, reason_in: str) -> Prose:
    """What is recommended, what is known and what is missing, for a paper that has the report as its appendix.

    `reason_in` is as `conclusion.in_short` takes it.
    """
    return prose(
        paragraph(strong("Rekommendationen. "), conclusion.in_short(evaluation, reason_in)),
        *_known(evaluation.networks, evaluation.answers),
        *_missing(evaluation.answers, "i rapporten, under Vad vi inte vet"),
    )


def _last_days(memberships: Memberships) -> Iterator[CitedText]:
    """When notice must be given at the latest, and for which memberships that is not known."""
    own = [network for network in memberships.networks if network.membership.state == "member"]
    known = sorted(
        (each for each in own if each.notice), key=lambda each: memberships.last_notice_days[each.network_id]
    )
    alike: dict[tuple[object, ...], list[NetworkMembership]] = {}
    for network in known[:MOST_IN_TEXT]:
        alike.setdefault(tuple(fact.value for fact in _saves(memberships, network)), []).append(network)
    yield from (_last_day(memberships, group) for group in alike.values())
    yield from _not_known([network for network in own if not network.notice], of=len(own))


def _saves(memberships: Memberships, network: NetworkMembership) -> tuple[Fact, Fact]:
    """The first year whose fee can be saved, and the last day to give notice of it."""
    today = memberships.parameters.report_date
    return network.notice.first_year_saved(today), network.notice.last_notice_day(today)


def _last_day(memberships: Memberships, networks: Sequence[NetworkMembership]) -> CitedText:
    """Of memberships with the same day, together."""
    years, days = zip(*(_saves(memberships, network) for network in networks), strict=True)
    return say(
        "Sista dagen att säga upp {names} så att {fee} för {year} inte behöver betalas är {day}.",
        names=listed([cell(network.profile, "short") for network in networks]),
        fee="avgiften" if len(networks) == 1 else "avgifterna",
        year=cite(str(years[0].value), *years),
        day=cite(swedish.day_in_prose(days[0].value), *days),
    )


def _not_known(networks: Sequence[NetworkMembership], of: int) -> Iterator[CitedText]:
    if networks:
        terms = [each.membership.fact(column) for each in networks for column in ("notice_months", "fee_period_start")]
        many = count("memberships_without_notice", (each.membership.own for each in networks))
        of_which = "något av de {many} medlemskapen" if len(networks) == of else "{many} av medlemskapen"
        named = len(networks) <= MOST_IN_TEXT
        yield say(
            "Sista dagen att säga upp{it} är {unknown} för {which}.",
            it=" medlemskapet" if named else "",
            unknown=cite("inte känd", *terms),
            which=listed([cell(each.profile, "short") for each in networks], "eller")
            if named
            else say(of_which, many=fact_words(many, swedish.in_words)),
        )


def _known(networks: Sequence[NetworkEvaluation], answers: Answers) -> Iterator[Block]:
    """A sentence a network; of many how many there are in each cell of the picture."""
    start = strong("Vad vi vet. ")
    if len(networks) == 1:
        yield paragraph(start, _verdict(networks[0]))
    elif len(networks) <= MOST_IN_TEXT:
        yield paragraph(strong("Vad vi vet."))
        yield bullets(*(_verdict(network) for network in networks))
    else:
        yield paragraph(start, joined(_count_in_cells(answers)))


def _verdict(network: NetworkEvaluation) -> CitedText:
    """ "SEKOM: underlaget räcker inte. Det används delvis (enligt uppgift). Vi vet inte om något skulle gå förlorat …" """
    found, state = AnswerFacts(network.answers.judgement), network.membership.state
    verdict = say(
        "{name}: {cell}. {use}{certain}. {loss}{sure}.",
        name=cell(network.own.profile, "name"),
        cell=fact_words(found.cell, lambda code: verdicts.cell_clause(code, state)),
        use=capitalised(_use(network, found)),
        certain=_certainty(found.use_answer.value, found.use_certainty),
        loss=capitalised(verdicts.loss_words(found, state)),
        sure=_certainty(found.loss_answer.value, found.loss_certainty),
    )
    return joined([verdict, *not_yet(found)])


def _use(network: NetworkEvaluation, found: AnswerFacts) -> CitedText:
    """Whether it is used; and that it is not or no longer, where that is what everybody says."""
    state = network.membership.state
    if not getattr(found.use, "not_at_all", False):
        return fact_words(found.use_answer, lambda code: verdicts.use_clause(code, state))
    ceased = [course.direction for course in network.usage.courses if course.direction.value == "ceased"]
    return cite(verdicts.not_used_clause(state, ceased=bool(ceased)), found.use_answer, found.never, *ceased)


def _certainty(answer: object, certainty) -> CitedText:
    if answer == "unknown":
        return say("")
    return say(" ({certain})", certain=fact_words(certainty, verdicts.CERTAINTY.__getitem__))


def _count_in_cells(answers: Answers) -> Iterator[CitedText]:
    for (cell_code, kind), networks in answers.in_cells.items():
        number = answers.number_in_cell(cell_code, kind)
        few = listed([cell(network.profile, "short") for network in networks])
        yield say(
            "{clause} i fråga om {networks}.",
            clause=capitalised(cite(verdicts.cell_clause(cell_code, networks[0].judgement.case.state), number)),
            networks=few if len(networks) <= MOST_IN_TEXT else counted(number, "ett nätverk", "nätverk"),
        )


def _missing(answers: Answers, rest: str = "under Vad vi inte vet") -> Iterator[Block]:
    """The questions to put next, and to whom: the first of each network, or of one network the first of each kind.

    `rest` is where the others stand.
    """
    start = strong("Vad vi behöver veta. ")
    number = answers.number_of_questions
    if not number.value:
        yield paragraph(start, cite("Inga fler frågor kan ändra bilden.", number))
        return
    one = len(answers.networks) == 1
    first = {
        (each.network_id, each.about if one else "", each.thing if one else None): each
        for each in reversed(answers.questions)
    }
    chosen = [each for each in answers.questions if each in first.values()][:MOST_IN_TEXT]
    what = cite("Svaret" if len(chosen) == 1 else "Svaren", number)
    more = cite(f" Fler frågor står {rest}.", number) if len(chosen) < len(answers.questions) else ""
    yield paragraph(start, say("{what} kan ändra bilden.{more}", what=what, more=more))
    yield bullets(*(questions.in_full(question, answers) for question in chosen))
