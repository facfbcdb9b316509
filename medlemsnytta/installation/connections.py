"""What can be wrong on the way to a service, in words; told from an error or from what a tool printed, with nothing but Python."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import getproxies


@dataclass(frozen=True)
class ConnectionProblem:
    """`what` is wrong and how to `fix` it, both in Swedish; what is `lasting` is the same a few seconds later."""

    what: str
    fix: str
    lasting: bool = False


CERTIFICATE_FILE = ConnectionProblem(
    "filen med certifikat går inte att läsa.",
    "Rätta sökvägen i miljövariabeln REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE eller PIP_CERT, eller ta bort variabeln.",
    lasting=True,
)
CERTIFICATE = ConnectionProblem(
    "datorn litar inte på certifikatet i andra änden.",
    "Granskas trafiken av en proxy ska dess rotcertifikat finnas i datorns certifikatlager: be IT-avdelningen"
    " installera det. Se också efter att datorns klocka går rätt.",
    lasting=True,
)
PROXY_LOGIN = ConnectionProblem(
    "proxyn kräver inloggning (fel 407).",
    "Be IT-avdelningen släppa fram programmet utan inloggning, eller ge dig en adress med inloggning att sätta i"
    " miljövariabeln HTTPS_PROXY (http://namn:lösenord@proxyns-namn:port).",
    lasting=True,
)
PROXY_REFUSES = ConnectionProblem(
    "proxyn släpper inte fram förbindelsen.",
    "Be IT-avdelningen öppna för adressen.",
    lasting=True,
)
PROXY_ADDRESS = ConnectionProblem(
    "proxyns adress i miljövariabeln HTTPS_PROXY går inte att förstå.",
    "Skriv den som http://namn:lösenord@proxyns-namn:8080. Andra tecken än bokstäver och siffror i lösenordet skrivs med"
    " procenttecken: [ som %5B, ] som %5D, @ som %40, : som %3A, / som %2F.",
    lasting=True,
)
PROXY_AWAY = ConnectionProblem(
    "proxyn som datorn är inställd på går inte att nå.",
    "Fråga IT-avdelningen vilken proxy som gäller, och rätta adressen i miljövariabeln HTTPS_PROXY eller i datorns"
    " nätverksinställningar. Behövs ingen proxy: ta bort den.",
    lasting=True,
)
NO_NETWORK = ConnectionProblem(
    "adressen hittas inte: datorn saknar nätverk, eller når internet bara genom en proxy.",
    "Se efter att datorn är ansluten. Behövs en proxy: fråga IT-avdelningen om adressen och sätt den i miljövariabeln"
    " HTTPS_PROXY (http://proxyns-namn:port).",
    lasting=True,
)
NO_ANSWER = ConnectionProblem(
    "inget svar kom inom rimlig tid.",
    "Försök igen senare. Blir det likadant: fråga IT-avdelningen om en brandvägg är i vägen, och om miljövariabeln"
    " HTTPS_PROXY ska sättas till en proxy.",
)
BUSY = ConnectionProblem("tjänsten har för mycket att göra (fel 429).", "Vänta några minuter och försök igen.")
DOWN = ConnectionProblem("tjänsten ligger nere (fel 500–599).", "Försök igen senare.")
BROKEN = ConnectionProblem(
    "förbindelsen bröts eller nekades.",
    "Försök igen senare. Blir det likadant: fråga IT-avdelningen om en brandvägg är i vägen.",
)

_SIGNS = {
    CERTIFICATE_FILE: r"suitable TLS CA certificate bundle|NO_CERTIFICATE_OR_CRL_FOUND",
    CERTIFICATE: r"CERTIFICATE_VERIFY_FAILED|\bSSLCertVerificationError\b",
    PROXY_LOGIN: r"\b407 Proxy Authentication|Tunnel connection failed: 407|\b407 Client Error|\bError 407\b",
    PROXY_REFUSES: r"Tunnel connection failed",
    PROXY_ADDRESS: r"Invalid IPv6 URL|Invalid proxy URL|Failed to parse: .*proxy|Port could not be cast|invalid literal for int",
    PROXY_AWAY: r"\bProxyError\b|\bInvalidProxyURL\b|\bProxySchemeUnknown\b|SOCKS support",
    NO_NETWORK: r"\bNameResolutionError\b|\bgaierror\b|Name or service not known|name resolution|getaddrinfo failed"
    r"|No address associated with hostname|nodename nor servname|Network is unreachable|No route to host"
    r"|Errno (?:101|113|51|65)\]|WinError (?:10051|10065)\]",
    NO_ANSWER: r"\b(?:Connect|Read)Timeout(?:Error)?\b|\bTimeoutError\b|timed out|Errno (?:110|60)\]|WinError 10060\]",
    BUSY: r"\b429 (?:Client Error|Too Many Requests|error responses)|\b[Ee]rror 429\b",
    DOWN: r"\b5\d\d (?:Server Error|error responses)|\b[Ee]rror 5\d\d\b",
    BROKEN: r"\b(?:NewConnection|Connection(?:Refused|Reset|Aborted|)|BrokenPipe|Protocol|ChunkedEncoding|SSL\w*)Error\b"
    r"|\bRemoteDisconnected\b|\bIncompleteRead\b|\bincomplete-download\b",
}
"""The marks of each trouble, surest first: a proxy that is away also gives a name not found or a connection refused.

Words that Windows translates are left to their numbers.
"""


def problem_in_text(text: str, proxies: Collection[str] = ()) -> ConnectionProblem | None:
    """The trouble that a tool's output tells of (pip, requests, urllib3); None when it tells of none.

    `proxies` are the names of the hosts that are proxies here: newer tools tell of one that is away as of any other host.
    """
    trouble = next((trouble for trouble, signs in _SIGNS.items() if re.search(signs, text)), None)
    if trouble in (BROKEN, NO_NETWORK, NO_ANSWER) and any(f"(host='{host}'" in text for host in proxies):
        return PROXY_AWAY
    return trouble


def proxy_hosts() -> frozenset[str]:
    """The hosts that this computer is set up to reach the network through."""
    return frozenset(host for address in getproxies().values() if (host := _host(address)))


def _host(address: str) -> str | None:
    """None where the address is none, as with a bracket in its password."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None


def problem_behind(error: BaseException) -> ConnectionProblem | None:
    """The trouble behind an error, from the types, the statuses and the words of it and of all that led to it."""
    return problem_in_text("\n".join(_described(each) for each in _chain(error)))


def _described(error: BaseException) -> str:
    status = getattr(getattr(error, "response", None), "status_code", None)
    answered = "" if status is None else f"error {status}"
    return f"{type(error).__name__} {answered} {error}"


def _chain(error: BaseException) -> list[BaseException]:
    """The error, and each that it carries, came of or was raised amid, once."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if any(each is known for known in found):
            continue
        found.append(each)
        led_to_it = (each.__cause__, each.__context__, *each.args)
        waiting += [other for other in led_to_it if isinstance(other, BaseException)]
    return found
