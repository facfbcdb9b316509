"""Words that are explained where they stand, without a script."""

import re

import pytest
from bs4 import BeautifulSoup

from medlemsnytta.presentation.sections import glossary as words_of_a_report
from medlemsnytta.rendering import bundles
from medlemsnytta.rendering.glossary import explained
from medlemsnytta.rendering.html import CouncilHTMLExporter
from tests.golden.report_text import ROOT, executed_in_process
from tests.rendering.sample_notebook import HEAD, notebook_of, shown

GLOSSARY = bundles.Glossary(
    (
        bundles.Explained("uppgift", "Enligt uppgift", "enligt uppgift", "Någon säger det."),
        bundles.Explained("styr", "Styrdokument", "styrdokument", "Planer."),
        bundles.Explained("aldrig", "Aldrig", "aldrig sagt", "Finns inte."),
    )
)


def block(glossary: bundles.Glossary = GLOSSARY) -> bundles.Block:
    return {"type": "glossary", **glossary._repr_mimebundle_()[bundles.GLOSSARY_MIME]}


def heading(level: int = 2) -> bundles.Block:
    return {"type": "heading", "level": level, "content": [{"type": "text", "text": "enligt uppgift"}]}


def marked(*blocks: bundles.Block, once: bool = False) -> list[str]:
    """The words that are marked, in their order."""
    runs = [run for each in explained([*blocks, block()], once=once) for run in each.get("content", ())]
    return [run["text"] for run in runs if run["type"] == "explained"]


def test_a_word_is_marked_the_first_time_in_each_section_or_once_in_a_small_page():
    said = bundles.paragraph("Det är enligt uppgift, och enligt uppgift igen.")
    assert marked(heading(), said, said, heading(3), said, heading(), said) == ["enligt uppgift"] * 2
    assert marked(heading(), said, heading(), said, once=True) == ["enligt uppgift"]


def test_a_sentence_keeps_its_words_with_what_may_not_stand_alone_beside_the_marked_one():
    said = explained([bundles.paragraph("Ja (enligt uppgift), i Styrdokument."), block()])[0]["content"]
    assert [(run["type"], run["text"]) for run in said] == [
        ("text", "Ja "),
        ("explained", "enligt uppgift"),
        ("text", " i "),
        ("explained", "Styrdokument"),
    ]
    assert [(run["before"], run["after"]) for run in said if run["type"] == "explained"] == [("(", "),"), ("", ".")]


def test_what_may_not_stand_alone_is_taken_from_the_pieces_that_a_sentence_is_put_together_of():
    page = bundles.prose(bundles.paragraph("Det används (", "enligt uppgift", "). Så är det."))
    blocks = [{"type": "glossary", "words": [{"key": "k", "pattern": "enligt uppgift"}]}, *page.blocks]
    (said,) = (block["content"] for block in explained(blocks) if block["type"] == "paragraph")
    assert [(run.get("before", ""), run["text"], run.get("after", "")) for run in said] == [
        ("", "Det används ", ""),
        ("(", "enligt uppgift", ")."),
        ("", " Så är det.", ""),
    ]


def test_part_of_a_word_a_heading_a_link_and_a_table_s_cell_are_left_as_they_are():
    table = bundles.Table("t", "enligt uppgift", (bundles.Column("A"),), (("styrdokument",),))
    outputs = [
        bundles.prose(bundles.paragraph("Styrdokumenten.", bundles.link("enligt uppgift", "https://example.org/"))),
        table,
    ]
    page = CouncilHTMLExporter().from_notebook_node(notebook_of(shown(HEAD), *map(shown, [*outputs, GLOSSARY])))[0]
    assert "popovertarget" not in page
    assert "popover" not in BeautifulSoup(page, "html.parser").main.decode()


@pytest.mark.slow
@pytest.mark.parametrize("static", [False, True], ids=["whole", "small"])
@pytest.mark.parametrize("name", ["huddinge-2025", "exempelkommun-2026"])
def test_each_marked_word_of_a_report_has_its_explanation_and_each_explanation_its_word(name: str, static: bool):
    page = BeautifulSoup(
        CouncilHTMLExporter(static=static).from_notebook_node(executed_in_process(ROOT, name))[0], "lxml"
    )
    led = [button["popovertarget"] for button in page.select("button.word")]
    assert set(led) == {each["id"] for each in page.select("[popover]")}
    assert len(set(led)) >= 5
    assert (
        page.select_one("#sammanfattning ~ :is(p, ul) button[popovertarget=ord--talar-narmast]").get_text()
        == "talar närmast för"
    )


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Det används (bekräftat).", "bekraftat"),
        ("Ministern har bekräftat mötet.", None),
        ("Företrädare för näringslivet.", None),
        ("nio av företrädare i nätverken", "foretradare"),
        ("Nyttan får vägas mot priset.", "vagas"),
    ],
)
def test_the_report_s_own_word_is_explained_and_not_the_same_letters_about_another_thing(said: str, key: str | None):
    runs = explained([bundles.paragraph(said), block(words_of_a_report.words_explained())])[0]["content"]
    assert [run["key"] for run in runs if run["type"] == "explained"] == ([key] if key else [])


def test_explanations_are_short_sentences():
    for each in words_of_a_report.words_explained().words:
        assert each.explanation.endswith(".")
        assert all(len(sentence.split()) <= 30 for sentence in re.split(r"(?<=\.) ", each.explanation)), each.word
