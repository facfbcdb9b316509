"""What has changed since an earlier evaluation: figures, method and wording, each told apart from the others.

Every function takes the comparison, or None where there is no earlier evaluation, and then says nothing.
"""

from medlemsnytta.analysis.changes import Comparison, FigureKey, TextChange
from medlemsnytta.analysis.evaluation import NetworkEvaluation
from medlemsnytta.inputs.parameters import officer_text
from medlemsnytta.presentation.sections import conclusion
from medlemsnytta.presentation.sections import since_figures as figures
from medlemsnytta.presentation.sections.appendix import statement_words
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import Block, Column, Prose, Table, bullets, paragraph, prose, strong, subheading

TEXT_NAMES = {"conclusion": "slutsatsen", "recommendation": "rekommendationen", "departure_reason": "skälet att avvika"}


def text(comparison: Comparison | None) -> Prose:
    """What was compared, and in a paragraph each what changed in figures, method and wording."""
    if comparison is None:
        return prose()
    return prose(
        paragraph(
            f"{swedish.capitalised(swedish.listed([label(comparison, place) for place in (-2, -1)]))} jämförs, båda räknade "
            "med samma program."
        ),
        paragraph(strong("Siffrorna. "), " ".join(figures.sentences(comparison))),
        paragraph(strong("Metoden. "), " ".join(_method_sentences(comparison))),
        paragraph(strong("Ordalydelsen. "), " ".join([*_text_sentences(comparison), _statement_sentence(comparison)])),
    )


def label(comparison: Comparison, place: int) -> str:
    """The year of an evaluation, with its day where two have the same year."""
    evaluation = comparison.evaluations[place]
    year = str(evaluation.parameters.year)
    same = [each for each in comparison.evaluations if each.parameters.year == evaluation.parameters.year]
    return year if len(same) == 1 else f"{year} ({evaluation.parameters.report_date.isoformat()})"


def _method_sentences(comparison: Comparison) -> list[str]:
    if not comparison.settings:
        return ["Inställningarna och metodens version är desamma."]
    changed = swedish.listed([figures.SETTING[setting.name] for setting in comparison.settings])
    return [f"Ändrat: {changed}. Tabellen Ändrad metod visar hur."]


def _text_sentences(comparison: Comparison) -> list[str]:
    before, after = label(comparison, -2), label(comparison, -1)
    kinds = {
        f"skrevs {before} men är inte skrivna {after}": lambda each: each.written_before and not each.written_after,
        f"skrevs inte {before} men är skrivna {after}": lambda each: each.written_after and not each.written_before,
        "är omskrivna": lambda each: each.written_before and each.written_after,
    }
    sentences = []
    for words, holds in kinds.items():
        if names := [TEXT_NAMES[each.name] for each in comparison.texts if holds(each)]:
            one = words.replace("skrivna", "skriven") if len(names) == 1 else words
            sentences.append(f"{swedish.capitalised(swedish.listed(names))} {one}.")
    return sentences or ["Förvaltningens texter är oförändrade."]


def _statement_sentence(comparison: Comparison) -> str:
    found = comparison.statements
    counts = {
        "har tillkommit": len(found.new),
        "har tagits bort": len(found.gone),
        "är skrivna på annat sätt": len(found.reworded),
        "är kodade på annat sätt": len(found.recoded),
    }
    said = [f"{swedish.in_words(count)} {what}" for what, count in counts.items() if count]
    if not said:
        return "Uttalandena och deras kodning är desamma."
    return f"Uttalandena: {swedish.listed(said)}."


def trend_table(comparison: Comparison | None) -> Table | Prose:
    """Fee and cell of each network, a row for each evaluation that the parameters lead back to."""
    if comparison is None:
        return prose()
    rows = [
        (
            f"{figures.short(comparison, network.network_id)} {label(comparison, place)}",
            *_trend(comparison, place, network),
        )
        for network in comparison.later.networks
        for place, evaluation in enumerate(comparison.evaluations)
        if network.network_id in evaluation.parameters.networks
    ]
    columns = (
        Column("Nätverk och år"),
        Column("Avgift", "number"),
        Column("Vad underlaget säger"),
    )
    return Table("tabell-utveckling", "Utvecklingen sedan förra utvärderingen", columns, tuple(rows))


def _trend(comparison: Comparison, place: int, network: NetworkEvaluation) -> tuple[str, ...]:
    return (
        figures.value(comparison, FigureKey("fee", network.network_id), place),
        swedish.capitalised(figures.value(comparison, FigureKey("cell", network.network_id), place)),
    )


def figures_table(comparison: Comparison | None) -> Table | Prose:
    """Appendix: every figure compared, with its change."""
    if comparison is None:
        return prose()
    years = range(len(comparison.evaluations))
    rows = [
        (
            figures.name(comparison, key),
            *(figures.value(comparison, key, place) for place in years),
            figures.change(comparison, key),
        )
        for key in figures.keys(comparison)
    ]
    columns = [Column("Uppgift"), *(Column(label(comparison, place), "number") for place in years)]
    columns.append(Column("Ändring", "number"))
    return Table("tabell-andrade-siffror", "Alla siffror som jämförs", tuple(columns), tuple(rows))


def method(comparison: Comparison | None) -> Table | Prose:
    """Appendix: each setting that differs, before and after; or that none does."""
    if comparison is None:
        return prose()
    if not comparison.settings:
        return prose(paragraph(strong("Ändrad metod. "), "Ingen inställning skiljer sig."))
    rows = [
        (
            swedish.capitalised(figures.SETTING[each.name]),
            figures.setting_value(comparison, each.name, each.before),
            figures.setting_value(comparison, each.name, each.after),
        )
        for each in comparison.settings
    ]
    columns = (Column("Inställning"), Column(label(comparison, -2)), Column(label(comparison, -1)))
    return Table("tabell-andrad-metod", "Ändrad metod", columns, tuple(rows))


def wording(comparison: Comparison | None) -> Prose:
    """Appendix: the sentences that are gone or new where an officer's text was rewritten; else that it was not."""
    if comparison is None:
        return prose()
    if not comparison.texts:
        return prose(paragraph(strong("Ändrade texter. "), "Förvaltningens texter är oförändrade."))
    rewritten = [change for change in comparison.texts if change.written_before and change.written_after]
    blocks = [block for change in rewritten for block in _text_change(comparison, change)]
    if len(rewritten) < len(comparison.texts):
        blocks.insert(0, paragraph(strong("Ändrade texter. "), " ".join(_text_sentences(comparison))))
    return prose(*blocks)


def _text_change(comparison: Comparison, change: TextChange) -> list[Block]:
    """The sentences that are gone and new, each with the figures of its own year."""
    blocks = [subheading(f"Ändrad text: {TEXT_NAMES[change.name]}")]
    for sentences, place in ((change.gone, -2), (change.new, -1)):
        if sentences:
            values = conclusion.placeholders(comparison.evaluations[place])
            filled = [officer_text.fill(sentence, values, change.name) for sentence in sentences]
            blocks += [paragraph(strong(f"Står bara i {label(comparison, place)}:")), bullets(*filled)]
    return blocks


def statements_table(comparison: Comparison | None) -> Table | Prose:
    """Appendix: the statements that are new, gone, or worded or coded otherwise."""
    if comparison is None:
        return prose()
    found = comparison.statements
    rows = [(row["excerpt_id"], "Nytt", _coded(row), statement_words(row)) for row in found.new]
    rows += [(row["excerpt_id"], "Borttaget", _coded(row), statement_words(row)) for row in found.gone]
    rows += [
        (now["excerpt_id"], "Annan kodning", f"{_coded(before)}, förut; {_coded(now)}, nu", statement_words(now))
        for before, now in found.recoded
    ]
    rows += [
        (now["excerpt_id"], "Andra ord", _coded(now), f"Förut: {statement_words(before)} Nu: {statement_words(now)}")
        for before, now in found.reworded
    ]
    if not rows:
        return prose(paragraph(strong("Ändrade uttalanden. "), "Inga uttalanden skiljer sig."))
    columns = (Column("Nr"), Column("Vad som hänt"), Column("Kodning"), Column("Uttalande"))
    return Table("tabell-andrade-uttalanden", "Ändrade uttalanden", columns, tuple(rows))


def _coded(row) -> str:
    graded = "" if figures.missing(row["intensity"]) else f" {int(row['intensity'])}"
    return f"{terms.CRITERION[row['criterion']].lower()}{graded}"
