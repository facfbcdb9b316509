"""The *tjänsteskrivelse*: the report's own sentences under a council's headings, and a marked place for what nobody has written."""

import re

import docx
import pytest
import yaml
from report_text import text_of

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.pages import tjansteskrivelse
from medlemsnytta.presentation.sections.tjansteskrivelse import HEADINGS
from tests.cases import folders

pytestmark = pytest.mark.slow
NAME = "exempelkommun-2026"


def paragraphs(file) -> list[str]:
    return [each.text for each in docx.Document(str(file)).paragraphs]


def under(file, heading: str) -> list[str]:
    """What stands under a heading, up to the next."""
    found, here = [], False
    for each in docx.Document(str(file)).paragraphs:
        if each.style.name == "Heading 1":
            here = each.text.endswith(heading)
        elif here:
            found.append(each.text)
    return found


def written(root, name: str = NAME):
    return tjansteskrivelse.write(root, name, root / "output")


def with_parameters(root, **changed: object) -> None:
    file = root / "params" / f"{NAME}.yaml"
    file.write_text(yaml.safe_dump(yaml.safe_load(file.read_text("utf-8")) | changed, allow_unicode=True), "utf-8")


def test_it_has_a_councils_headings_in_their_order(project):
    made = docx.Document(str(written(project).file))
    headings = [each.text for each in made.paragraphs if each.style.name == "Heading 1"]
    assert [re.sub(r"^\d+ ", "", each) for each in headings] == [*HEADINGS]
    assert made.core_properties.title.startswith("Tjänsteskrivelse: ")


def test_what_is_not_written_is_a_marked_place(project):
    with_parameters(project, conclusion=None, recommendation=None, recommended_actions={}, proposed_decision=[])
    marked = [each for each in paragraphs(written(project).file) if each.startswith("[Att skriva: ")]
    assert marked == [
        "[Att skriva: förslaget till beslut, en mening för varje punkt.]",
        "[Att skriva: förvaltningens slutsats.]",
        "[Att skriva: förvaltningens rekommendation.]",
    ]


def test_what_is_written_stands_in_its_place(project):
    decision = ["Kommunen stannar kvar i nätverken.", "Beslutet följs upp {{ ar }}."]
    with_parameters(
        project, proposed_decision=decision, conclusion="Medlemskapen används.", recommendation="Stanna kvar."
    )
    file = written(project).file
    assert under(file, "Förslag till beslut") == [decision[0], "Beslutet följs upp 2026."]
    assert {"Medlemskapen används.", "Stanna kvar."} <= set(under(file, "Beskrivning"))
    assert not [each for each in paragraphs(file) if "Att skriva" in each]


@pytest.mark.parametrize("name", ["huddinge-2025", "huddinge-2026", "exempelkommun-2025", "exempelkommun-2026"])
def test_its_summary_and_its_cost_are_the_reports_own_sentences(project, name):
    report = " ".join(text_of(project, name).split())
    for heading in ("Ärendet", "Sammanfattning", "Ekonomi"):
        said = [
            each.replace("i rapporten, under Vad", "under Vad") for each in under(written(project, name).file, heading)
        ]
        assert said
        plain = [" ".join(each.split()) for each in said if not re.match(r"Tabell\s", each)]
        assert [each for each in plain if each.lstrip("•–0123456789. ") not in report] == []


@pytest.mark.parametrize("case", ["02-small-municipality", "07-region", "08-whole-portfolio", "11-entry-fees"])
def test_it_can_be_written_of_every_kind_of_case(tmp_path, case):
    from medlemsnytta.inputs.parameters import reports

    root = folders.lay_out(case, tmp_path / "arbetsmapp")
    for name in reports.report_names(root):
        said = paragraphs(written(root, name).file)
        assert sum(each.endswith(HEADINGS) for each in said) >= len(HEADINGS)


def test_the_same_report_gives_the_same_bytes_and_what_somebody_has_changed_is_left(project):
    first = written(project)
    content = first.file.read_bytes()
    assert written(project) == first
    assert first.file.read_bytes() == content
    made = docx.Document(str(first.file))
    made.add_paragraph("Handläggarens egna ord.")
    made.save(str(first.file))
    changed = first.file.read_bytes()
    again = written(project)
    assert (again.left, again.file.name) == (first.file, f"{NAME}-tjansteskrivelse-ny-1.docx")
    assert (first.file.read_bytes(), again.file.read_bytes()) == (changed, content)
    assert written(project) == again


def test_nothing_is_written_of_a_report_that_is_wrong(project):
    with_parameters(project, conclusion="Ring Anna Svensson på 070-123 45 67.")
    with pytest.raises(ProblemsFound):
        written(project)
    assert not list((project / "output").glob("*.docx"))
