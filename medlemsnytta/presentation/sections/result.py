"""Whether each membership reaches the level required for its fee, how firmly, and what would change it."""

from medlemsnytta.analysis import robustness
from medlemsnytta.analysis.evaluation import Evaluation, NetworkEvaluation
from medlemsnytta.presentation import swedish, terms
from medlemsnytta.presentation.bundles import Column, Prose, Table, bullets, inlines, paragraph, prose, strong
from medlemsnytta.presentation.sections.summary import share_words


def text(evaluation: Evaluation) -> Prose:
    """What is counted, the result a network, the overlap, and what would change it."""
    parameters = evaluation.parameters
    ways = swedish.number(len(robustness.weightings(tuple(parameters.criteria_order))))
    return prose(
        paragraph(
            "Ingen har bestämt hur tungt kriterierna ska väga. Därför räknas alla sätt att fördela vikten i steg om "
            f"10{swedish.HARD_SPACE}%: {ways} stycken{_ordered(evaluation)}. För vart och ett prövas den lägsta, den "
            "troligaste och den högsta rimliga graden. Andelen är hur många av alla dessa fall som når kravet, nivå "
            f"{parameters.requirement_level}. Avgiften ingår inte i vikterna; den är det som kravet ska motsvara.",
        ),
        bullets(*(_result(network) for network in evaluation.networks)),
        paragraph(strong("Vad som skulle ändra resultatet. "), *_change(evaluation)),
        paragraph(*_overlap(evaluation)),
    )


def _ordered(evaluation: Evaluation) -> str:
    order = evaluation.parameters.criteria_order
    if not order:
        return ""
    names = swedish.listed([terms.CRITERION[name].lower() for name in order], "före")
    rest = ", och de övriga därefter" if len(order) < len(robustness.CRITERIA) else ""
    return f" som följer rangordningen {names}{rest}"


def _result(network: NetworkEvaluation) -> list:
    words = {network.word_low, network.word, network.word_high}
    other = [terms.WORD[word] for word in dict.fromkeys((network.word_low, network.word_high)) if word != network.word]
    reading = f" Läses skalan på annat sätt kan ordet bli {swedish.listed(other, 'eller')}." if len(words) > 1 else ""
    return inlines(
        strong(f"{network.short}: {terms.WORD[network.word]}. "),
        f"{share_words(network)} av fallen når kravet.{reading}",
    )


def words_text(evaluation: Evaluation) -> str:
    """The limits of the words, as fixed beforehand in the parameters."""
    limits = evaluation.parameters.word_limits
    unit = f"{swedish.HARD_SPACE}%"
    return (
        f"Orden är bestämda i förväg: minst {limits.clearly_stay}{unit} heter {terms.WORD['clearly_stay']}, "
        f"{limits.leans_stay}–{limits.clearly_stay}{unit} {terms.WORD['leans_stay']}, "
        f"{limits.open}–{limits.leans_stay}{unit} {terms.WORD['open']}, "
        f"{limits.leans_leave}–{limits.open}{unit} {terms.WORD['leans_leave']} och högst {limits.leans_leave}{unit} "
        f"{terms.WORD['clearly_leave']}. Spannet inom parentes kommer av tre sätt att läsa skalan."
    )


def _change(evaluation: Evaluation) -> list[str]:
    sentences = []
    for network in evaluation.networks:
        telling = network.most_telling
        if not telling.movement:
            sentences.append(f"För {network.short} ändrar inget enskilt svar resultatet.")
            continue
        low, high = (telling.share_if[step] for step in telling.plausible)
        words = [
            terms.WORD[robustness.word_for(share, evaluation.parameters.word_limits.model_dump())]
            for share in (low, high)
        ]
        change = (
            f" Ordet går då från {words[0]} till {words[1]}."
            if words[0] != words[1]
            else f" Ordet är {words[0]} i båda fallen."
        )
        equal = [
            terms.CRITERION[each.criterion].lower() for each in network.what_if if each.movement == telling.movement
        ]
        sentences.append(
            f"För {network.short} betyder {swedish.listed(equal)} mest: vore graden känd och "
            f"{telling.plausible[0]} blir andelen {swedish.percent(low)}, vore den {telling.plausible[1]} blir den "
            f"{swedish.percent(high)}.{change}"
        )
    return [" ".join(sentences)]


def _overlap(evaluation: Evaluation) -> list[str]:
    """The second bound: if the networks give the same information, how much is left of each."""
    counted = [network for network in evaluation.networks if network.overlap_share is not None]
    if not counted:
        return []
    parts = [
        f"{network.short} {swedish.percent(network.overlap_share.point)} ({terms.WORD[network.overlap_word]})"
        for network in counted
    ]
    return [
        "Hur mycket nätverken överlappar är inte känt. Om det ena redan ger all den information som det andra ger, "
        f"blir andelarna i stället {swedish.listed(parts)}. Det är den andra ytterligheten; siffrorna ovan räknar utan "
        "överlappning."
    ]


def table(evaluation: Evaluation) -> Table:
    """The share at each requirement level, one row a network."""
    columns = (Column("Nätverk"), *(Column(_level(evaluation, level), "number") for level in robustness.LEVELS))
    rows = tuple(
        (network.short, *(_cell(network.shares[level]) for level in robustness.LEVELS))
        for network in evaluation.networks
    )
    notes = ("Andel av fallen som når nivån; inom parentes spannet över tre sätt att läsa skalan.",)
    return Table("tabell-krav", "Andel som når kravet, vid olika krav", columns, rows, notes)


def _level(evaluation: Evaluation, level: int) -> str:
    return f"Nivå {level}" + (" (kravet)" if level == evaluation.parameters.requirement_level else "")


def _cell(share: robustness.Share) -> str:
    point, spread = swedish.percent(share.point), swedish.percent_range(share.low, share.high)
    return point if point == spread else f"{point} ({spread})"


def what_if_table(evaluation: Evaluation) -> Table:
    """Appendix: the share at the required level if one criterion's rating were known."""
    rows = [
        (
            f"{network.short}: {terms.CRITERION[answer.criterion].lower()}",
            *(swedish.percent(share) for share in answer.share_if),
        )
        for network in evaluation.networks
        for answer in network.what_if
    ]
    columns = (Column("Om graden vore känd"), *(Column(f"Grad {step}", "number") for step in range(5)))
    return Table("tabell-krav-om", "Andel som når kravet om en grad vore känd", columns, tuple(rows))
