"""Whose words the report rests on, and how old they are."""

from medlemsnytta.analysis.agreement import Agreement
from medlemsnytta.analysis.evidence import Evidence
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.bundles import Column, Prose, Table, filled, paragraph, prose


def _representatives(evidence: Evidence) -> list[str]:
    if not evidence.only_representatives:
        return []
    number = "" if evidence.persons_known else ", och hur många de var anges inte"
    return [f"Varje nätverk är bedömt av dem som företräder kommunen i det{number}."]


def age_sentence(evidence: Evidence, parameters: Parameters) -> str:
    """How old the newest statement is today and at the deadline."""
    earlier = _from_earlier(evidence, parameters)
    asked = f"Ingen har intervjuats för rapporten {parameters.year}. " if earlier else ""
    words = f"{asked}Det nyaste uttalandet är från {swedish.partial_date(evidence.newest)}"
    if evidence.months_old:
        words += f" och är {swedish.counted(evidence.months_old, 'en månad', 'månader')} gammalt"
    if evidence.months_old_at_deadline is not None and earlier:
        words += _at_deadline(evidence.months_old, evidence.months_old_at_deadline)
    return f"{words}. Utvärderingen bygger på samma uttalanden som då." if earlier else f"{words}."


def _at_deadline(now: int | None, then: int) -> str:
    if then == now:
        return ", i hela månader räknat, både när rapporten lämnas och vid tidsfristen"
    return f" när rapporten lämnas, {swedish.counted(then, 'en månad', 'månader')} vid tidsfristen"


def _from_earlier(evidence: Evidence, parameters: Parameters) -> bool:
    return bool(evidence.newest) and int(evidence.newest[:4]) < parameters.year


def text(evidence: Evidence, parameters: Parameters) -> Prose:
    """What the evidence is, and what it is not."""
    return prose(
        paragraph(_statements(evidence)),
        paragraph(" ".join([*_representatives(evidence), _coders(evidence)])),
        paragraph(_counts(evidence)),
        paragraph(_statuses(evidence), " ", *([age_sentence(evidence, parameters)] if evidence.newest else [])),
    )


def _statements(evidence: Evidence) -> str:
    if not evidence.statements:
        return "Det finns inga uttalanden om nätverken än. Rapporten visar kostnaden och vad som behöver frågas."
    if not evidence.network_statements:
        counted = swedish.counted(evidence.statements, "ett uttalande", "uttalanden")
        return f"Underlaget är {counted}. Inget av dem är nätverkens ord om sig själva."
    own = swedish.capitalised(swedish.in_words(evidence.own_statements))
    return (
        f"Underlaget är {swedish.counted(evidence.statements, 'ett uttalande', 'uttalanden')} ur intervjuer med kommunens "
        f"representanter och ur nätverkens eget informationsmaterial. {own} är kommunens egna "
        f"bedömningar; {swedish.in_words(evidence.network_statements)} är nätverkens ord om sig själva. De senare beskriver, "
        "men räknas aldrig i bedömningen."
    )


def _coders(evidence: Evidence) -> str:
    coders = len(evidence.coders)
    if coders == 0:
        return ""
    if evidence.agreement is not None:
        return _agreement(evidence.agreement)
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


def _counts(evidence: Evidence) -> str:
    """What nobody counted: uses, hours, attendance."""
    if not evidence.statements:
        return ""
    graded = (
        "Alla uttalanden anger hur mycket."
        if evidence.graded == evidence.statements
        else f"Av uttalandena anger {swedish.in_words(evidence.graded)} hur mycket; övriga saknar grad."
    )
    if evidence.uses_counted == 0 and not evidence.hours_logged:
        return f"{graded} Inga antal, timmar eller deltaganden är uppmätta. Ord som ofta och mycket litet är allt som finns."
    return graded


def _statuses(evidence: Evidence) -> str:
    counts = evidence.status_counts
    total = sum(counts.values())
    if not total:
        return ""
    words = {"observed": "belagda i en källa", "estimated": "uppskattade", "illustrative": "påhittade"}
    shares = [f"{counts[status]} {name}" for status, name in words.items() if counts[status]]
    return f"Av de {total} rader som rapporten bygger på är {swedish.listed(shares)}."


def table(evidence: Evidence) -> Table | Prose:
    """One row for each group that spoke."""
    rows = [
        (
            swedish.capitalised(group.description),
            swedish.UNKNOWN if group.persons is None else str(group.persons),
            str(group.statements),
            "ja" if group.network_representative else "nej",
        )
        for group in evidence.speakers
    ]
    columns = (
        Column("Vem"),
        Column("Antal personer", "number"),
        Column("Antal uttalanden", "number"),
        Column("Företräder kommunen i nätverket"),
    )
    return filled(Table("tabell-underlag", "Vilka som har uttalat sig", columns, tuple(rows)), "")
