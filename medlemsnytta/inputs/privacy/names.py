"""Names of persons beside the role that they have, by a stated rule.

A name is two or three words with a capital, none of which is an organisation's word. It counts when a role stands
right before or after it ("miljöstrateg Anna Lindqvist"; "Anna Lindqvist, miljöstrateg"), or when its first word is a
common given name and it says something or is spoken with ("säger Anna Lindqvist"). One common given name alone
counts right after a role ("miljöstrategen Anna"). The given names stand in `given_names.txt`.
"""

import re
from collections.abc import Iterator

from medlemsnytta.inputs.privacy.findings import Finding, word_list

_ROLES = (
    "strateg|handläggare|samordnare|chef|direktör|ordförande|sekreterare|utredare|ekolog|planerare|projektledare"
    "|controller|rektor|kommunalråd|regionråd|ledamot|ledamöter|kontaktperson|inspektör|ingenjör|koordinator|rådgivare"
    "|tjänsteman|tjänsteperson|representant|politiker|borgmästare|assistent|administratör|lärare|sakkunnig|expert"
    "|specialist|ansvarig|medarbetare|kollega|biolog|arkitekt|jurist|konsult|konsulent|informatör|kommunikatör"
    "|registrator|revisor|talesperson|ersättare|gruppledare|verksamhetsledare|processledare|utvecklingsledare"
    "|nätverksledare|enhetsledare|miljövetare|informant|respondent"
)
_ROLE = rf"\b[A-ZÅÄÖa-zåäö-]{{0,40}}(?i:{_ROLES})(?:en|n|an|na|s|ens|ns)?\b"
_WORD = r"[A-ZÅÄÖÉÜØÆ][a-zåäöéüøæ]{1,25}(?:-[A-ZÅÄÖÉÜØÆ][a-zåäöéüøæ]{1,25})?"
_SURNAME = rf"(?:(?:af|von|van|de|al|el) |[A-Z]\. |Mc|Al-|El-)?{_WORD}"
_NAME = rf"(?:{_WORD}|[A-ZÅÄÖ]\.)(?: {_WORD})? {_SURNAME}"
_JOIN = r"(?:[,:;]? | ?\(|, d\.v\.s\. | är |,? som heter | heter | var | hos oss, )"
_SPEECH = (
    r"(?:säger|sa|sade|menar|anser|berättar|tycker|förklarar|skriver|uppger|svarar|svarade|konstaterar|påpekar|önskar)"
)
_SPOKEN_WITH = r"(?:(?i:intervju|intervjun|samtal|samtalet|möte|mejl|mail|telefonsamtal|kontakt|prat) (?:med|från)|[Ee]nligt|intervjuades?) "

_CAPITAL = re.compile(rf"[ (]{_WORD}| (?:[A-ZÅÄÖ]\.)|^{_WORD} {_WORD}")
_SOME_ROLE = re.compile(_ROLES, re.IGNORECASE)
_SOME_SPEECH = re.compile(rf"{_SPEECH}|{_SPOKEN_WITH}", re.IGNORECASE)
"""Most texts name no role, and many nobody who speaks: what each pattern wants first costs little to look for."""

_AFTER_ROLE = re.compile(rf"{_ROLE}{_JOIN}(?P<name>{_NAME})")
_BEFORE_ROLE = re.compile(
    rf"(?<![\w-])(?P<name>{_NAME})(?:, | \(| är | var |, som är | - |: )(?:vår |deras |tidigare |f\.d\. |tf |biträdande )?{_ROLE}"
)
_GIVEN_AFTER_ROLE = re.compile(rf"{_ROLE} (?P<name>{_WORD})(?![\w-]| [A-ZÅÄÖ])")
_SPEAKING = re.compile(rf"(?<![\w-])(?P<name>{_NAME}) {_SPEECH}\b")
_SPOKEN_OF = re.compile(rf"(?:\b{_SPEECH} |{_SPOKEN_WITH})(?P<name>{_NAME})")


def find(text: str) -> Iterator[Finding]:
    """Every name in the plain `text` that stands next to a role, by the rule above."""
    found: dict[int, Finding] = {}
    if not _CAPITAL.search(text):
        return
    for pattern, demanded in (*_beside_roles(text), *_beside_speech(text)):
        for match in pattern.finditer(text):
            if _is_person(match["name"], demanded):
                found.setdefault(match.start("name"), Finding("name", match["name"], match.start("name")))
    yield from found.values()


def _beside_roles(text: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    """The patterns that want a role, each with whether it demands a common given name; none where there is no role."""
    if _SOME_ROLE.search(text):
        yield from ((_AFTER_ROLE, False), (_BEFORE_ROLE, False), (_GIVEN_AFTER_ROLE, True))


def _beside_speech(text: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    if _SOME_SPEECH.search(text):
        yield from ((_SPEAKING, True), (_SPOKEN_OF, True))


def _is_person(name: str, given_demanded: bool) -> bool:
    words = name.split()
    if not word_list("not_names").isdisjoint(words):
        return False
    return not given_demanded or words[0].partition("-")[0] in word_list("given_names")
