"""What can be done, what each choice costs, and when a decision may wait."""

from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.analysis.options import Option
from medlemsnytta.presentation.sections import mandate
from medlemsnytta.presentation.words import swedish, verdicts
from medlemsnytta.rendering.bundles import Column, Prose, Table, bullets, inlines, paragraph, prose, strong

UNKNOWN_LOSS = "ingen användning är belagd"


def text(evaluation: Evaluation) -> Prose:
    """The alternatives in a sentence, then the conditions for waiting, each network held against them."""
    return prose(
        paragraph(
            "Ett beslut får vänta bara om underlaget inte talar tydligt och ett svar som kan ändra bilden är på väg före "
            "sista dagen."
        ),
        bullets(*(_waiting(evaluation, network) for network in evaluation.networks)),
    )


def _waiting(evaluation: Evaluation, network: NetworkEvaluation) -> list:
    """Whether the network's decision may wait, and by which conditions."""
    verdict = "får vänta" if network.answers.waiting.allowed else "får inte vänta"
    said = verdicts.cell_sentence(network.cell, network.membership.state)
    coming = _coming(evaluation, network)
    return inlines(strong(f"{network.short}: beslutet {verdict}. "), f"{said} {coming}".rstrip())


def _coming(evaluation: Evaluation, network: NetworkEvaluation) -> str:
    """The information that the network's decision could wait for, dated or not."""
    parameters = evaluation.parameters
    items = [item for item in parameters.expected_information if item.network in (None, network.network_id)]
    dated = [item for item in items if item.due is not None and item.due >= parameters.report_date]
    undated = [_lower_first(item.what) for item in items if item.due is None]
    if dated:
        said = [f"{_lower_first(item.what)}, {swedish.long_date(item.due)}" for item in dated]
        return f"Besked är på väg: {swedish.listed(said)}."
    if undated:
        return f"Besked väntas utan utsatt dag: {swedish.listed(undated)}."
    if network.answers.waiting.allowed:
        return "Frågorna om det kan besvaras före sista dagen."
    return "Inget besked är på väg."


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


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
        mandate.deadline_day(evaluation.memberships) if option.kind == "decide_later" else _by_when(evaluation, left),
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
