"""Whose words the report rests on, how old they are, and how sure that makes the result."""

from collections.abc import Sequence

from medlemsnytta.analysis.agreement import Agreement
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.ratings import CONFIDENCES
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import Column, Prose, Table, filled, paragraph, prose


def certainty_sentence(evaluation: Evaluation) -> str:
    """How many criteria could be rated, and the best confidence among them, in one sentence a network."""
    total = len(evaluation.networks[0].ratings)
    sentences = []
    for network in evaluation.networks:
        rated = [rating for rating in network.ratings if rating.point is not None]
        if not rated:
            sentences.append(f"Inget kriterium går att bedöma för {network.short}.")
            continue
        words = _confidence_range([rating.confidence for rating in rated])
        sentences.append(
            f"{swedish.capitalised(swedish.in_words(len(rated)))} av {swedish.in_words(total)} kriterier går att bedöma "
            f"för {network.short}, med {words} säkerhet."
        )
    return " ".join([*sentences, *_representatives(evaluation)])


def _confidence_range(confidences: Sequence[str]) -> str:
    """ "låg till hög": from the least sure to the surest."""
    ends = [pick(confidences, key=CONFIDENCES.index) for pick in (min, max)]
    return swedish.listed([terms.CONFIDENCE[each] for each in dict.fromkeys(ends)], "till")


def _representatives(evaluation: Evaluation) -> list[str]:
    if not evaluation.evidence.only_representatives:
        return []
    number = "" if evaluation.evidence.persons_known else ", och hur många de var anges inte"
    return [f"Varje nätverk är bedömt av dem som företräder kommunen i det{number}."]


def age_sentence(evaluation: Evaluation) -> str:
    """How old the newest statement is today and at the deadline."""
    found, earlier = evaluation.evidence, _from_earlier(evaluation)
    asked = f"Ingen har intervjuats för rapporten {evaluation.parameters.year}. " if earlier else ""
    words = f"{asked}Det nyaste uttalandet är från {swedish.partial_date(found.newest)}"
    if found.months_old:
        words += f" och är {swedish.counted(found.months_old, 'en månad', 'månader')} gammalt"
    if found.months_old_at_deadline is not None and earlier:
        words += _at_deadline(found.months_old, found.months_old_at_deadline)
    return f"{words}. Utvärderingen bygger på samma uttalanden som då." if earlier else f"{words}."


def _at_deadline(now: int | None, then: int) -> str:
    if then == now:
        return ", i hela månader räknat, både när rapporten lämnas och vid tidsfristen"
    return f" när rapporten lämnas, {swedish.counted(then, 'en månad', 'månader')} vid tidsfristen"


def _from_earlier(evaluation: Evaluation) -> bool:
    return bool(evaluation.evidence.newest) and int(evaluation.evidence.newest[:4]) < evaluation.parameters.year


def text(evaluation: Evaluation) -> Prose:
    """What the evidence is, and what it is not."""
    return prose(
        paragraph(_statements(evaluation)),
        paragraph(" ".join([*_representatives(evaluation), _coders(evaluation)])),
        paragraph(_counts(evaluation)),
        paragraph(_statuses(evaluation), " ", *([age_sentence(evaluation)] if evaluation.evidence.newest else [])),
    )


def _statements(evaluation: Evaluation) -> str:
    found = evaluation.evidence
    if not found.statements:
        return "Det finns inga uttalanden om nätverken än. Rapporten visar kostnaden och vad som behöver frågas."
    if not found.network_statements:
        counted = swedish.counted(found.statements, "ett uttalande", "uttalanden")
        return f"Underlaget är {counted}. Inget av dem är nätverkens ord om sig själva."
    own = swedish.capitalised(swedish.in_words(found.own_statements))
    return (
        f"Underlaget är {swedish.counted(found.statements, 'ett uttalande', 'uttalanden')} ur intervjuer med kommunens "
        f"representanter och ur nätverkens eget informationsmaterial. {own} är kommunens egna "
        f"bedömningar; {swedish.in_words(found.network_statements)} är nätverkens ord om sig själva. De senare beskriver, "
        "men räknas aldrig i bedömningen."
    )


def _coders(evaluation: Evaluation) -> str:
    coders = len(evaluation.evidence.coders)
    if coders == 0:
        return ""
    if evaluation.evidence.agreement is not None:
        return _agreement(evaluation.evidence.agreement)
    if coders == 1:
        return "En person har kodat uttalandena, så ingen har prövat kodningen."
    return f"{swedish.capitalised(swedish.counted(coders, 'en person', 'personer'))} har kodat uttalandena."


AGREEMENT = {
    "reliable": "tillförlitligt",
    "tentative": "osäkert men användbart",
    "unreliable": "för lågt för att lita på",
}


def _agreement(found: Agreement) -> str:
    """How two coders agree: alpha with its number of statements, or below fifteen how many they coded alike."""
    alike = f"Två personer har kodat var för sig och satte samma grad på {found.equal} av {found.units} uttalanden"
    if found.alpha is None:
        return f"{alike}. De är för få för ett mått på samstämmighet."
    alpha = swedish.number(found.alpha, 2)
    return f"{alike}. Krippendorffs alfa är {alpha}, vilket är {AGREEMENT[found.verdict]}."


def _counts(evaluation: Evaluation) -> str:
    """What nobody counted: uses, hours, attendance."""
    found = evaluation.evidence
    if not found.statements:
        return ""
    graded = (
        "Alla uttalanden anger hur mycket."
        if found.graded == found.statements
        else f"Av uttalandena anger {swedish.in_words(found.graded)} hur mycket; övriga saknar grad."
    )
    if found.uses_counted == 0 and not found.hours_logged:
        return f"{graded} Inga antal, timmar eller deltaganden är uppmätta. Ord som ofta och mycket litet är allt som finns."
    return graded


def _statuses(evaluation: Evaluation) -> str:
    counts = evaluation.evidence.status_counts
    total = sum(counts.values())
    if not total:
        return ""
    words = {"observed": "belagda i en källa", "estimated": "uppskattade", "illustrative": "påhittade"}
    shares = [f"{counts[status]} {name}" for status, name in words.items() if counts[status]]
    return f"Av de {total} rader som rapporten bygger på är {swedish.listed(shares)}."


def table(evaluation: Evaluation) -> Table | Prose:
    """One row for each group that spoke."""
    rows = [
        (
            swedish.capitalised(group.description),
            swedish.UNKNOWN if group.persons is None else str(group.persons),
            str(group.statements),
            "ja" if group.network_representative else "nej",
        )
        for group in evaluation.evidence.speakers
    ]
    columns = (
        Column("Vem"),
        Column("Antal personer", "number"),
        Column("Antal uttalanden", "number"),
        Column("Företräder kommunen i nätverket"),
    )
    return filled(Table("tabell-underlag", "Vilka som har uttalat sig", columns, tuple(rows)), "")
