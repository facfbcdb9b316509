"""A filled interview guide read as proposed rows; an empty box is no row, and what is not one of the words is asked about."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from medlemsnytta.errors import Problem
from medlemsnytta.importing.interview_guides import DEGREES, ROLES, SEPARATOR
from medlemsnytta.importing.private_texts import Sieve
from medlemsnytta.importing.read_answers import Answers, Person, Statement, digest_of
from medlemsnytta.importing.word_files import read_form
from medlemsnytta.importing.word_guides import outside_digest
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.code_words import CODE_WORDS, typed_as_code
from medlemsnytta.inputs.tables.xlsx_files import Refused
from medlemsnytta.starting.csv_writer import Cells

SOURCE = "intervju"
_DEGREES = tuple(str(level) for level in range(len(DEGREES)))
_LOSSES = ("same", "slower", "worse", "not_at_all", "unknown")
_CONSENTS = ("publish", "paraphrase", "internal")
_MONTH = re.compile(r"((?:19|20)\d\d)(-(?:0[1-9]|1[0-2]))?(?:-(?:0[1-9]|[12]\d|3[01]))?")
_NOT_OURS = "Välj den guide som guide-kommandot skrev, och fyll i den."
MOST_BOXES, MOST_IN_ALL = 2_000, 1_000_000
"""Boxes, and letters in all of them: many times what any guide and any interview has."""
_ABOUT_PERSON = ("vem", "beskrivning", "manad", "samtycke")
_NOT_READ = "läses inte: den är ingen av guidens, eller så är raden som den hör ihop med borttagen."
_OUTSIDE_CHANGED = "text utanför rutorna är tillagd eller ändrad. Den läses inte: det som ska med skrivs i en ruta."


class _Reader:
    """The boxes of one document; problems are gathered as they are read."""

    def __init__(self, boxes: Mapping[str, str], where: str) -> None:
        self.boxes, self.where, self.problems = boxes, where, list[Problem]()
        self._read = set[str]()

    def unread(self) -> list[str]:
        """The boxes with something in them that nobody has asked for."""
        return [code for code, text in self.boxes.items() if text and code not in self._read]

    def _box(self, code: str) -> str:
        self._read.add(code)
        return self.boxes.get(code, "")

    def text(self, code: str) -> str:
        return self._box(code)

    def choice(self, code: str, column: str, codes: tuple[str, ...]) -> str:
        """The code of the word that was chosen or typed; "" where the box is empty."""
        typed = self._box(code)
        if not typed:
            return ""
        found = typed_as_code(typed, column, codes)
        if found not in codes and column == "intensity":
            found = next(
                (level for level, word in zip(codes, DEGREES, strict=True) if as_read(word) == as_read(typed)), ""
            )
        if found in codes:
            return found
        words = DEGREES if column == "intensity" else [CODE_WORDS[each] for each in codes]
        self._problem(code, f"{shown(typed)} är inget av orden.", f"Välj {', '.join(words)}, eller lämna tomt.")
        return ""

    def month(self) -> str:
        """Never the day: when somebody was interviewed is nobody's business, how old the words are is the evidence's."""
        typed = self._box("manad")
        if found := _MONTH.fullmatch(typed):
            return found[1] + (found[2] or "")
        if typed:
            self._problem("manad", f"{shown(typed)} är ingen månad.", "Skriv år och månad, till exempel 2026-03.")
        return ""

    def _problem(self, code: str, what: str, fix: str) -> None:
        self.problems.append(Problem(f"{self.where}, rutan {code}", what, fix))


def read_guide(content: bytes, where: str, label: str, sieve: Sieve) -> Answers:
    """The person and the statements of a filled guide called `where` in problems; raises Refused."""
    form = read_form(content)
    codes = [code for code, _ in form.boxes]
    heads = [code for code in codes if code.startswith(f"guide{SEPARATOR}")]
    if len(heads) != 1:
        what = "filen är ingen av våra intervjuguider." if not heads else "filen har flera guider efter varandra."
        raise Refused(what, _NOT_OURS)
    if len(codes) > MOST_BOXES or sum(len(text) for _, text in form.boxes) > MOST_IN_ALL:
        raise Refused("filen har mer i sina rutor än någon av våra guider rymmer.", _NOT_OURS)
    if again := sorted(code for code, times in Counter(codes).items() if times > 1):
        raise Refused(f"rutan {again[0]} finns flera gånger.", "Skriv varje persons svar i en egen kopia av guiden.")
    _, _, role, network_id, digest = (*heads[0].split(SEPARATOR), "", "", "", "")[:5]
    if role not in ROLES or not network_id:
        raise Refused("guidens beteckning är ändrad.", _NOT_OURS)
    reader = _Reader(dict(form.boxes), where)
    statements = [*_statements(reader, label, sieve)]
    if not statements and not reader.problems:
        raise Refused("ingen av rutorna för svar är ifylld.", "Fyll i den och spara den, eller utelämna den.")
    person = _person(reader, role, network_id, sieve)
    told = [] if digest == outside_digest(form.outside) else [f"{where}: {_OUTSIDE_CHANGED}"]
    told += [f"{where}: rutan {code[:40]} {_NOT_READ}" for code in reader.unread() if code != heads[0]]
    answers = [(code, text) for code, text in sorted(form.boxes) if text and not code.startswith("guide")]
    return Answers(label, digest_of([heads[0], answers]), [person], statements, told=told, problems=reader.problems)


def _person(reader: _Reader, role: str, network_id: str, sieve: Sieve) -> Person:
    known = reader.text("vem")
    described = sieve.clean(reader.text("beskrivning"), f"{reader.where}, rutan beskrivning")
    represents = network_id if role == "representative" else ""
    cells = {"role": role, "network_id": represents, "description": described, "source": SOURCE}
    return Person(known, cells)


def _statements(reader: _Reader, label: str, sieve: Sieve) -> Iterator[Statement]:
    consent, month = reader.choice("samtycke", "consent", _CONSENTS), reader.month()
    common = {"date": month, "consent": consent, "source_kind": "interview", "source": SOURCE}
    filled = sorted(code for code, text in reader.boxes.items() if text)
    for code in reader.boxes:
        kind, _, about = code.partition(SEPARATOR)
        if kind in _ABOUT_PERSON or kind not in _CELLS:
            continue
        network_id, _, channel = about.partition(SEPARATOR)
        if sieve.clean(channel, f"{reader.where}, en rutas beteckning") != channel:
            raise Refused("en rutas beteckning är ändrad.", _NOT_OURS)
        for cells in _CELLS[kind](reader, about):
            box = next((each for each, said in reader.boxes.items() if said == cells["text"]), code)
            text = sieve.clean(cells["text"], f"{reader.where}, rutan {box}")
            place = {"network_id": network_id, "channel_id": channel, "passage": f"{label}, rutan {code}"}
            yield Statement(0, {**common, **place, **cells, "text": text}, str(filled.index(code) + 1))


def _of_use(reader: _Reader, about: str) -> Iterator[Cells]:
    """The degree and what is said of it are one statement."""
    degree, text = reader.choice(f"grad:{about}", "intensity", _DEGREES), reader.text(f"anvands:{about}")
    if degree or text:
        said = text or f"På frågan om hur ofta är svaret {DEGREES[int(degree)][2:]}."
        yield {"criterion": "use", "intensity": degree, "text": said}


def _of_loss(reader: _Reader, about: str) -> Iterator[Cells]:
    word, missed = reader.choice(f"utan:{about}", "without_membership", _LOSSES), reader.text(f"sakna:{about}")
    if word or missed:
        said = missed or f"På frågan om hur det skulle gå utan medlemskapet är svaret {CODE_WORDS[word]}."
        yield {"criterion": "relevance", "without_membership": word, "text": said}


def _otherwise(reader: _Reader, about: str) -> Iterator[Cells]:
    if text := reader.text(f"annars:{about}"):
        yield {"criterion": "relevance", "text": text}


def _plan(reader: _Reader, about: str) -> Iterator[Cells]:
    if text := reader.text(f"plan:{about}"):
        yield {"criterion": "expectation", "tense": "planned", "text": text}


def _else(reader: _Reader, about: str) -> Iterator[Cells]:
    """What it is about is for a person to say."""
    if text := reader.text(f"ovrigt:{about}"):
        yield {"criterion": "", "text": text}


_CELLS = {"grad": _of_use, "utan": _of_loss, "annars": _otherwise, "plan": _plan, "ovrigt": _else}
"""What each kind of box gives; a box for words beside a choice is read with the choice."""
