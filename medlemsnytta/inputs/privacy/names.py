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
_SAYS = "säger|sa|sade|menar|anser|berättar|tycker|förklarar|skriver|uppger|svarar|svarade|konstaterar|påpekar|önskar"
_SPEECH = rf"(?:{_SAYS})"
_TALK = "intervju|intervjun|samtal|samtalet|möte|mejl|mail|telefonsamtal|kontakt|prat"
_SPOKEN_WITH = rf"(?:(?i:{_TALK}) (?:med|från)|[Ee]nligt|intervjuades?) "

_CAPITAL = re.compile(rf"[ (]{_WORD}| (?:[A-ZÅÄÖ]\.)|^{_WORD} {_WORD}")
_ROLE_WORDS = tuple(_ROLES.split("|"))
_SPEECH_WORDS = tuple(word for word in _SAYS.split("|") if word != "sa")
_SPOKEN_WITH_WORDS = (*(f"{word} " for word in _TALK.split("|")), "enligt ", "intervjuade")
"""Most texts name no role, and many nobody who speaks: to look for these words takes a hundredth of what a pattern takes."""
_SHORT_SPEECH = re.compile(r"\bsa ")

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
    for pattern, demanded in _worth_trying(text.lower()):
        for match in pattern.finditer(text):
            if _is_person(match["name"], demanded):
                found.setdefault(match.start("name"), Finding("name", match["name"], match.start("name")))
    yield from found.values()


def _worth_trying(lowered: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    """The patterns whose first word stands in the text, each with whether it demands a common given name."""
    if any(word in lowered for word in _ROLE_WORDS):
        yield from ((_AFTER_ROLE, False), (_BEFORE_ROLE, False), (_GIVEN_AFTER_ROLE, True))
    speech = any(word in lowered for word in _SPEECH_WORDS) or _SHORT_SPEECH.search(f"{lowered} ")
    if speech:
        yield _SPEAKING, True
    if speech or any(word in lowered for word in _SPOKEN_WITH_WORDS):
        yield _SPOKEN_OF, True


def _is_person(name: str, given_demanded: bool) -> bool:
    words = name.split()
    if not word_list("not_names").isdisjoint(words):
        return False
    return not given_demanded or words[0].partition("-")[0] in word_list("given_names")
