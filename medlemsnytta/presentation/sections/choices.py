"""What can be done, what each choice costs, and when a decision may wait."""

from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.options import Option
from medlemsnytta.presentation import swedish, terms
from medlemsnytta.presentation.bundles import Column, Prose, Table, bullets, paragraph, prose
from medlemsnytta.presentation.sections import mandate

UNKNOWN_LOSS = "ingen användning är belagd"


def text(evaluation: Evaluation) -> Prose:
    """The alternatives in a sentence, then the conditions for waiting, each ticked or not."""
    waiting = [network for network in evaluation.networks if network.waiting.not_clear]
    blocks = [paragraph("Nätverken är inte rivaler: båda kan behållas och båda kan lämnas." if len(evaluation.networks) == 2
                        else "Nätverken är inte rivaler: alla kan behållas och alla kan lämnas.")]  # fmt: skip
    if waiting:
        blocks.append(paragraph("Ett beslut får vänta bara om resultatet inte är tydligt, om ett besked med namn och datum "
                                "är på väg och om det är bestämt vad som ska tas reda på:"))  # fmt: skip
        blocks.append(bullets(*(_waiting(evaluation, network) for network in waiting)))
    return prose(*blocks, *_coming(evaluation))


def _waiting(evaluation: Evaluation, network: NetworkEvaluation) -> str:
    rule = network.waiting
    dated = "ett daterat besked är på väg" if rule.dated_information else "inget daterat besked är på väg"
    listed = "" if rule.data_listed else "; inget är listat att ta reda på"
    verdict = "Beslutet får vänta" if rule.allowed else "Beslutet får inte vänta"
    return (
        f"{network.short}: resultatet är {terms.WORD[network.word]}, och {dated}{listed}. {verdict}. Att vänta ett år "
        f"kostar {swedish.kronor(rule.cost_of_waiting_ore)}."
    )


def _coming(evaluation: Evaluation) -> list:
    """The information that a decision waits for."""
    items = evaluation.parameters.expected_information
    if not items:
        return []
    said = [
        f"{item.what[:1].lower()}{item.what[1:]} ({swedish.long_date(item.due) if item.due else 'utan utsatt dag'})"
        for item in items
    ]
    return [paragraph(f"Besked som väntas: {swedish.listed(said)}.")]


def table(evaluation: Evaluation) -> Table:
    """Each alternative with its cost, what is lost, what is learned, by when."""
    columns = (Column("Alternativ"), Column("Kostnad per år", "number"), Column("Vad som går förlorat"),
               Column("Vad vi lär oss"), Column("Senaste dag"))  # fmt: skip
    return Table(
        "tabell-alternativ",
        "Handlingsalternativ",
        columns,
        tuple(_row(evaluation, option) for option in evaluation.options),
    )


def _row(evaluation: Evaluation, option: Option) -> tuple[str, ...]:
    left = [evaluation.network(network_id) for network_id in option.leaves]
    return (
        _name(evaluation, option, left),
        swedish.kronor(option.cost_ore),
        _losses(option, left),
        _learned(option),
        mandate.deadline_day(evaluation) if option.kind == "decide_later" else _by_when(evaluation, left),
    )


def _name(evaluation: Evaluation, option: Option, left: list[NetworkEvaluation]) -> str:
    names = swedish.listed([network.short for network in left])
    everything = "båda" if len(evaluation.networks) == 2 else "alla"
    return {
        "keep_all": f"Behåll {everything}",
        "leave_one": f"Lämna {names}",
        "leave_all": f"Lämna {everything}",
        "decide_later": f"Besluta senare om {names}",
    }[option.kind]


def _losses(option: Option, left: list[NetworkEvaluation]) -> str:
    """What the municipality has said that it uses or is offered, in the data's own terms."""
    if option.kind in ("keep_all", "decide_later"):
        return "Inget"
    if option.kind == "leave_all" and len(left) > 1:
        return "Allt på raderna ovan"
    used = [channel.name.lower() for network in left for channel in network.channels if channel.statements]
    return swedish.capitalised(swedish.listed(used) if used else UNKNOWN_LOSS)


def _learned(option: Option) -> str:
    return {
        "keep_all": "Inget nytt utan mätning",
        "leave_one": "Om det saknas",
        "leave_all": "Om de saknas",
        "decide_later": "Svaren på frågorna",
    }[option.kind]


def _by_when(evaluation: Evaluation, left: list[NetworkEvaluation]) -> str:
    if not left:
        return "–"
    months = [network.membership.notice_months for network in left]
    if any(notice is None for notice in months):
        return "uppgift saknas"
    return f"{swedish.counted(max(months), 'en månads', 'månaders')} uppsägning"
