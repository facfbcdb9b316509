"""What holds for the words of every report, whatever was typed: each kind of sentence only where its rows bear it."""

import re
from contextlib import chdir
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from medlemsnytta.inputs.parameters import reports
from medlemsnytta.rendering.bundles import inline_text
from tests.cases import folders
from tests.cases.random_cases import RandomCase, working_folders
from tests.cases.said import Said

pytestmark = pytest.mark.slow


@cache
def reports_of(case: str) -> tuple[Said, ...]:
    with TemporaryDirectory() as folder:
        root = folders.lay_out(case, Path(folder) / "arbetsmapp")
        return tuple(Said(root, name) for name in reports.report_names(root))


@pytest.fixture(params=folders.CASES)
def said(request) -> tuple[Said, ...]:
    return reports_of(request.param)


def nobody_is_called_a_representative_where_nobody_is(said: Said) -> None:
    if not said.representatives:
        assert "företräd" not in said.words
        assert "representant" not in said.words


def no_interview_is_spoken_of_where_there_is_none(said: Said) -> None:
    if not any(row.get("source_kind") == "interview" for row in said.rows("excerpts")):
        assert "intervju" not in said.words


OF_A_MEMBERSHIP = ("uppsägning", "avgiftsår", "vilka kanaler", "i vilka styrdokument", "läggs på medlemskapet")


def what_only_a_member_can_know_is_not_asked_of_others(said: Said) -> None:
    """Where no row says whether it is a membership, that is asked, and the rest with it."""
    if not {"member", "unknown"} & set(said.states):
        assert [each for each in OF_A_MEMBERSHIP if each in said.words] == []


BUILDERS = re.compile(
    r"\b(manifest|anteckningsbok|notebook|slug|kB|python|parameter\w*|kolumnen [a-z_]+_\w+|kod(?:at|ats|ning\w*|ade)|"
    r"[\w/]+\.(?:py|md|csv|yaml|ipynb))\b",
    re.IGNORECASE,
)


def builders_words_are_not_a_councils(said: Said) -> None:
    assert BUILDERS.findall(said.words) == []


ONE_AND_MANY = re.compile(
    r"\b(?:1|en|ett) (?:rader|dagar|timmar|personer|uttalanden|månader|nätverk är|kanaler|beslut är|avgifter|kostnader)\b|"
    r"\bde 1\b|\b(?:två|tre|\d\d+) (?:rad|dag|timme|person|uttalande|månad|kanal|avgift|kostnad)\b"
)


def one_is_one_and_many_are_many(said: Said) -> None:
    assert ONE_AND_MANY.findall(said.words) == []


def no_heading_stands_without_anything_under_it(said: Said) -> None:
    pairs = zip(said.blocks, [*said.blocks[1:], {"type": "heading", "level": 0}], strict=True)
    headings = [(one, other) for one, other in pairs if one["type"] == other["type"] == "heading"]
    assert [one["content"] for one, other in headings if other["level"] <= one["level"]] == []


def kronor_in_prose_are_whole(said: Said) -> None:
    """But for the price of an inhabitant, which is less than a krona, and of the rule that a fee is reckoned by."""
    for paragraph in said.paragraphs:
        ore = re.findall(r"\d,\d\d kr(?! per invånare| och följer inte folkmängden)(?=\W)", paragraph)
        assert not ore, paragraph


def a_region_is_not_called_a_municipality(said: Said) -> None:
    if len(str(said.parameters["municipality_code"])) == 2:
        assert re.findall(r"\bkommun(?:en|ens)?\b(?! eller region)", said.words) == []


STRONG = {
    "talar för": ("talar för att stanna", "talar för att gå med"),
    "talar emot": ("talar för att lämna", "talar för att avstå", "talar för att stå utanför"),
}


def pictures_say_nothing_stronger_than_the_evidence(said: Said) -> None:
    """The title of the table of two questions, against the words of each network in the table beside it."""
    (chart,) = [block for block in said.blocks if block.get("id") == "diagram-tva-fragor"]
    words, title = [row[-1].lower() for row in chart["table"]["rows"]], chart["question"].lower()
    for strong, borne_by in STRONG.items():
        assert (strong in title) == any(each.startswith(borne_by) for each in words), (title, words)
    assert ("talar närmast" in title) == any("talar närmast" in each for each in words), (title, words)


def what_is_assumed_is_called_so_everywhere(said: Said) -> None:
    """On page one, in the table of fees and by year: of one fee never both *antagande* and *inte bekräftad*."""
    assert "inte bekräftad" not in said.words
    how = [row["Hur vi vet"].lower() for row in said.table("tabell-avgifter")]
    assert any("antagande" in each for each in how) == bool(re.search(r"ett antagande", said.page_one["Kostnaden. "]))


def no_fee_is_denied_and_assumed(said: Said) -> None:
    """The table of fees by year says that a fee is not known where no rule has been seen, unless it is assumed."""
    how = {row["Nätverk"]: row["Hur vi vet"] for row in said.table("tabell-avgifter")}
    shown = {name for row in said.table("tabell-avgifter-ar") for name in (*row, *row.values())}
    without_rule = [name for name, each in how.items() if each.startswith(("Antagande, ", "Uppgiven"))]
    if not shown.isdisjoint(without_rule):
        assert "är avgiften okänd, om den inte är" in said.notes("tabell-avgifter-ar")


def what_is_paid_once_stands_on_page_one(said: Said) -> None:
    paid = [row for row in said.table("tabell-alternativ") if "en gång" in row.get("Kostar per år", "")]
    once = {amount for row in paid for amount in re.findall(r"och ([\d ]+ kr) en gång", row["Kostar per år"])}
    missing = [amount for amount in once if amount not in said.page_one["Kostnaden. "]]
    assert not missing or "tillkommer en avgift vid inträdet" in said.page_one["Kostnaden. "]


def most_is_said_of_all_only_where_all_is_known(said: Said) -> None:
    for chart in (block for block in said.blocks if block.get("id") == "diagram-kostnad"):
        if re.search(r"kosta(?:r)? mest(?! av det som är känt)", chart["question"]):
            assert "inte känt" not in chart["alternative"]
            assert "rbetstiden" not in said.notes("tabell-alternativ")


def to_leave_saves_and_costs_nothing(said: Said) -> None:
    together = [row for row in said.table("tabell-alternativ") if row.get("Att besluta") == "Tillsammans"]
    assert [row for row in together if not row["Kostar per år"].startswith("sparar ")] == []


def a_recommendation_without_evidence_says_so(said: Said) -> None:
    last = "Vad underlaget säger"
    cells = {row["Nätverk"]: row[last] for row in said.table("tabell-svar")}
    beyond = [
        network
        for network, action in (said.parameters.get("recommended_actions") or {}).items()
        if action != "decide_later" and cells[said.shorts[network]] == "Underlaget räcker inte"
    ]
    assert bool(beyond) == ("har inte stöd i underlaget" in said.page_one["Rekommendationen. "])


def one_person_is_not_told_as_several(said: Said) -> None:
    spoken = {row["Vem"]: row for row in said.table("tabell-underlag") if row["Roll"] == "Företrädare i nätverket"}
    if [row["Antal personer"] for row in spoken.values()] == ["1"]:
        assert not re.search(r"uttalande(?:n)?\b[^.]* av företrädare", " ".join(said.paragraphs))


def the_last_column_of_questions_is_what_its_note_says(said: Said) -> None:
    for table in ("tabell-fragor", "tabell-fragor-kandidater", "tabell-fragor-lamnade"):
        many = [
            re.match(r"(?:Alla [a-zåäö]+|\d+|[A-ZÅÄÖ][a-zåäö]+ av [a-zåäö]+)(?:,|$)", row["Kan ändra"])
            for row in said.table(table)
        ]
        if any(many):
            assert "hur många nätverk" in said.notes(table), table


def a_day_that_has_passed_is_said_to_have(said: Said) -> None:
    """The day on page one is that of a follow-up where one has a day."""
    if any(row.get("kind") == "follow_up" and row.get("due_date") for row in said.rows("decisions")):
        return
    deadline, day = said.parameters.get("deadline"), said.parameters["report_date"]
    if deadline and str(deadline) < str(day):
        assert re.search(r"har passerat|gick ut", said.page_one["Beslutet. "]), said.page_one["Beslutet. "]


def every_row_that_is_cited_has_its_source_among_the_sources(said: Said) -> None:
    """What several sources have in common may stand once, with their own parts in parentheses."""
    listed = [item.split(" (")[0] for item in said.sources]
    assert [each for each in said.cited_sources if not each.startswith(tuple(listed))] == []


def what_is_offered_is_not_told_as_used(said: Said) -> None:
    if not {"member", "unknown"} & set(said.states):
        shown = [cell for row in said.table("tabell-utan") for cell in row.values()]
        captions = [block["caption"] for block in said.blocks if block.get("id") == "tabell-utan"]
        assert "Det som används" not in shown
        assert [each for each in captions if "gå förlorat" in each] == []


def one_fee_is_no_sum(said: Said) -> None:
    known = [row for row in said.table("tabell-avgifter") if row["Avgift per år"] != "uppgift saknas"]
    assert len(known) > 1 or not any("Avgifterna är tillsammans" in each for each in said.paragraphs)


def who_gave_the_assignment_is_the_same_everywhere(said: Said) -> None:
    (first,) = [
        each["content"]
        for block in said.blocks
        if block["type"] == "facts"
        for each in block["items"]
        if each["term"] == "Uppdrag från"
    ]
    gave = [each for each in said.paragraphs if each.startswith("Uppdraget gavs av ")]
    who = inline_text(first).lower()
    assert (who == "uppgift saknas") == (not gave)
    assert all(each.lower().startswith(f"uppdraget gavs av {who}") for each in gave)


def nobody_is_given_orders(said: Said) -> None:
    """The reader is a councillor: who should answer is said, and nobody is told to ask."""
    assert [each for each in said.paragraphs if re.search(r"(?:^|[.?!:] )Fråga ", each)] == []


def what_is_not_known_is_said_straight(said: Said) -> None:
    """ "Vi vet inte om …" and not "om … vet vi inte", which is read as a condition."""
    assert [each for each in said.paragraphs if re.search(r"\bom [^.;:]+ vet vi inte\b", each)] == []


def every_question_has_a_day_where_one_is_known(said: Said) -> None:
    """In a column, or once for all below the table."""
    for table in ("tabell-fragor-ovriga", "tabell-fragor", "tabell-fragor-kandidater", "tabell-fragor-lamnade"):
        rows, once = said.table(table), re.search(r"[Ss]enaste? .*|så snart det går", said.notes(table))
        days = [row["Senast"] for row in rows] if rows and "Senast" in rows[0] else [once[0]] if once else []
        assert bool(days) == bool(rows), table
        if said.parameters.get("deadline"):
            assert [each for each in days if "uppgift saknas" in each.lower()] == [], table


def who_acts_is_whom_the_recommendation_goes_to(said: Said) -> None:
    rows, recipient = said.table("tabell-alternativ"), said.parameters.get("recipient") or "uppgift saknas"
    if any("Att besluta" in row for row in rows):
        assert (
            f"rekommendationen går till{':' * (recipient == 'uppgift saknas')} {recipient}".lower()
            in said.notes("tabell-alternativ").lower()
        )
        return
    leaving = [row for row in rows if row["Vad som behövs"].startswith("Beslut")]
    assert [row for row in leaving if row["Vem"].lower() != recipient.lower()] == []
    assert [row for row in rows if row["Vad som behövs"].startswith("Svar ") and row["Vem"] in ("–", "")] == []


OF_THE_METHOD = re.compile(r"\d,\d\d kr per invånare|blir det [^.]*\d,\d\d kr|alfa är \d,\d\d|gånger 1,54|\d,\d timmar")


def no_figure_in_prose_has_more_decimals_than_its_source(said: Said) -> None:
    """But for what an inhabitant pays, hours below ten, and the two numbers of the method that have decimals."""
    for paragraph in said.paragraphs:
        figures = re.findall(r"\d[\d ]*,\d+", OF_THE_METHOD.sub("", paragraph))
        said_exactly = [Decimal(each.replace(" ", "").replace(",", ".")) for each in figures]
        assert [each for each in said_exactly if each not in said.typed_decimals] == [], paragraph


RULES = (
    nobody_is_given_orders,
    what_is_not_known_is_said_straight,
    every_question_has_a_day_where_one_is_known,
    who_acts_is_whom_the_recommendation_goes_to,
    no_figure_in_prose_has_more_decimals_than_its_source,
    who_gave_the_assignment_is_the_same_everywhere,
    what_is_offered_is_not_told_as_used,
    one_fee_is_no_sum,
    what_is_assumed_is_called_so_everywhere,
    no_fee_is_denied_and_assumed,
    what_is_paid_once_stands_on_page_one,
    most_is_said_of_all_only_where_all_is_known,
    to_leave_saves_and_costs_nothing,
    a_recommendation_without_evidence_says_so,
    one_person_is_not_told_as_several,
    the_last_column_of_questions_is_what_its_note_says,
    a_day_that_has_passed_is_said_to_have,
    every_row_that_is_cited_has_its_source_among_the_sources,
    pictures_say_nothing_stronger_than_the_evidence,
    nobody_is_called_a_representative_where_nobody_is,
    no_interview_is_spoken_of_where_there_is_none,
    what_only_a_member_can_know_is_not_asked_of_others,
    builders_words_are_not_a_councils,
    one_is_one_and_many_are_many,
    no_heading_stands_without_anything_under_it,
    kronor_in_prose_are_whole,
    a_region_is_not_called_a_municipality,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.replace("_", " "))
def test_of_every_case(rule, said):
    for each in said:
        rule(each)


@settings(max_examples=25)
@given(working_folders())
def test_of_random_cases(case: RandomCase):
    with TemporaryDirectory() as folder, chdir(folder):
        said = Said(Path(folder), case.write(Path(folder)))
    for rule in RULES:
        rule(said)
