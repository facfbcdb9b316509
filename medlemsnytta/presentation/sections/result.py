"""Whether each membership reaches the level required for its fee, how firmly, and what would change it."""

from medlemsnytta.analysis import robustness
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.presentation.sections.summary import share_words
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table, bullets, inlines, paragraph, prose, strong


def text(evaluation: Evaluation) -> Prose:
    """What is counted, the result a network, and the overlap."""
    parameters = evaluation.parameters
    if not any(network.assessed for network in evaluation.networks):
        return prose(
            paragraph(
                f"Kravet är att medlemskapet ger minst nivå {parameters.requirement_level} för sin avgift. Inget kriterium är "
                "bedömt, så det går inte att säga om kravet nås."
            )
        )
    return prose(
        paragraph(
            f"Kravet är att medlemskapet ger minst nivå {parameters.requirement_level} för sin avgift. {_weights(evaluation)} "
            "För vart och ett prövas den lägsta, den troligaste och den högsta rimliga graden i varje kriterium. Andelen är "
            "hur många av alla dessa fall som når kravet.",
        ),
        bullets(*(_result(network) for network in evaluation.networks)),
        paragraph(*_overlap(evaluation)),
    )


def _weights(evaluation: Evaluation) -> str:
    """Which ways to weigh the criteria are tried, and why."""
    order = evaluation.parameters.criteria_order
    ways = swedish.number(len(robustness.weightings(tuple(order))))
    steps = f"fördela vikten i steg om 10{swedish.HARD_SPACE}%"
    if not order:
        return f"Ingen har bestämt hur tungt kriterierna ska väga. Därför prövas alla {ways} sätt att {steps}."
    names = swedish.listed([terms.CRITERION[name].lower() for name in order], "före")
    rest = ", och de övriga därefter" if len(order) < len(robustness.CRITERIA) else ""
    return f"Kriteriernas ordning är bestämd: {names}{rest}. Därför prövas de {ways} sätt att {steps} som följer den."


def _result(network: NetworkEvaluation) -> list:
    if not network.assessed:
        return inlines(
            strong(f"{network.short}: uppgift saknas. "),
            "Inget kriterium är bedömt. Om medlemskapet klarar kravet går därför inte att säga.",
        )
    words = (network.word_low, network.word_high)
    other = [terms.quoted(word) for word in dict.fromkeys(words) if word != network.word]
    reading = f" Läses skalan på andra sätt kan ordet bli {swedish.listed(other, 'eller')}." if other else ""
    return inlines(
        strong(f"{network.short}: {terms.quoted(network.word)}. "),
        f"{swedish.capitalised(share_words(network))} av fallen når kravet.{reading}",
    )


def words_text(parameters: Parameters) -> str:
    """The limits of the words, as fixed beforehand in the parameters."""
    limits = parameters.word_limits
    unit = f"{swedish.HARD_SPACE}%"
    return (
        f"Orden är bestämda i förväg: minst {limits.clearly_stay}{unit} heter {terms.quoted('clearly_stay')}, "
        f"{limits.leans_stay}–{limits.clearly_stay}{unit} {terms.quoted('leans_stay')}, "
        f"{limits.open}–{limits.leans_stay}{unit} {terms.quoted('open')}, "
        f"{limits.leans_leave}–{limits.open}{unit} {terms.quoted('leans_leave')} och högst {limits.leans_leave}{unit} "
        f"{terms.quoted('clearly_leave')}. Spannet inom parentes kommer av tre sätt att läsa skalan."
    )


def _overlap(evaluation: Evaluation) -> list[str]:
    """The second bound: if the networks give the same information, how much is left of each."""
    counted = [network for network in evaluation.networks if network.overlap_share is not None and network.assessed]
    if not counted:
        return []
    parts = [
        f"{network.short} {swedish.percent(network.overlap_share.point)} ({terms.quoted(network.overlap_word)})"
        for network in counted
    ]
    examined = any(network.usage.overlaps for network in evaluation.networks)
    known = (
        "Vad nätverken ger gemensamt står i bilagan Fler siffror och frågor"
        if examined
        else "Hur mycket nätverken överlappar är inte känt"
    )
    return [
        f"{known}. Siffrorna ovan räknar utan överlappning. Om det ena nätverket redan "
        f"ger all information som det andra ger blir andelarna i stället {swedish.listed(parts)}."
    ]


def table(evaluation: Evaluation) -> Table | Prose:
    """The share at each requirement level, one row a network; nothing where none is assessed."""
    if not any(network.assessed for network in evaluation.networks):
        return NOTHING
    columns = (Column("Nätverk"), *(Column(_level(evaluation, level), "number") for level in robustness.LEVELS))
    rows = tuple(
        (network.short, *(_cell(network, level) for level in robustness.LEVELS)) for network in evaluation.networks
    )
    notes = ("Andel av fallen som når nivån; inom parentes spannet över tre sätt att läsa skalan.",)
    return Table("tabell-krav", "Andel som når kravet, vid olika krav", columns, rows, notes)


def _level(evaluation: Evaluation, level: int) -> str:
    return f"Nivå {level}" + (" (kravet)" if level == evaluation.parameters.requirement_level else "")


def _cell(network: NetworkEvaluation, level: int) -> str:
    if not network.assessed:
        return swedish.capitalised(swedish.UNKNOWN)
    share = network.shares[level]
    point, spread = swedish.percent(share.point), swedish.percent_range(share.low, share.high)
    return point if point == spread else f"{point} ({spread})"


def what_if_table(evaluation: Evaluation) -> Table | Prose:
    """Appendix: the share at the required level if one criterion's rating were known; nothing where none is."""
    if not any(network.assessed for network in evaluation.networks):
        return NOTHING
    rows = [
        (
            f"{network.short}: {terms.CRITERION[answer.criterion].lower()}",
            *(swedish.percent(share) for share in answer.share_if),
        )
        for network in evaluation.networks
        if network.assessed
        for answer in network.what_if
    ]
    columns = (Column("Om graden vore känd"), *(Column(f"Grad {step}", "number") for step in range(5)))
    return Table("tabell-krav-om", "Andel som når kravet om en grad vore känd", columns, tuple(rows))
