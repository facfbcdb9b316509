"""Each trouble on the way to a service is known by what pip and requests print, on Windows too, and by the errors themselves."""

import socket
import ssl
import subprocess
import sys

import pytest

from medlemsnytta.installation import connections
from medlemsnytta.installation.connections import problem_behind, problem_in_text

POOL = (
    "HTTPSConnectionPool(host='paket.example.se', port=443): Max retries exceeded with url: /simple/rich/ (Caused by "
)
RETRYING = "WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by "
PRINTED = {
    "a root that is not trusted": (
        POOL + "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-"
        "signed certificate in certificate chain (_ssl.c:1006)')))",
        "datorn litar inte på certifikatet i andra änden.",
    ),
    "a root that Windows does not trust": (
        POOL + "SSLError(SSLCertVerificationError('En certifikatkedja avslutades i ett rotcertifikat.')))",
        "datorn litar inte på certifikatet i andra änden.",
    ),
    "a file of certificates that is not there": (
        "ERROR: Could not find a suitable TLS CA certificate bundle, invalid path: C:\\it\\rot.pem",
        "filen med certifikat går inte att läsa.",
    ),
    "a proxy that wants a login": (
        RETRYING
        + "'ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication "
        "Required'))': /simple/rich/",
        "proxyn kräver inloggning (fel 407).",
    ),
    "a proxy that forbids": (
        RETRYING + "'ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden'))': /x/",
        "proxyn släpper inte fram förbindelsen.",
    ),
    "a proxy that is not there": (
        RETRYING
        + "'ProxyError('Cannot connect to proxy.', NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConn"
        "ection object at 0x1>: Failed to establish a new connection: [WinError 10061] Det gick inte'))': /simple/rich/",
        "proxyn som datorn är inställd på går inte att nå.",
    ),
    "a proxy whose name is not found": (
        POOL + "ProxyError('Unable to connect to proxy', NameResolutionError(\"HTTPSConnection(host='p', port=8080): "
        "Failed to resolve 'p' ([Errno -2] Name or service not known)\")))",
        "proxyn som datorn är inställd på går inte att nå.",
    ),
    "a name not found": (
        RETRYING + "'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x1>: Failed to "
        "establish a new connection: [Errno 11001] getaddrinfo failed')': /simple/rich/",
        "adressen hittas inte: datorn saknar nätverk, eller når internet bara genom en proxy.",
    ),
    "no network in Windows": (
        POOL
        + "NewConnectionError(\"HTTPSConnection(host='paket.example.se', port=443): Failed to establish a new connection: "
        '[WinError 10051] Ett försök gjordes att nå ett nätverk som inte kan nås"))',
        "adressen hittas inte: datorn saknar nätverk, eller når internet bara genom en proxy.",
    ),
    "packets dropped": (
        POOL
        + "ConnectTimeoutError(<HTTPSConnection(host='paket.example.se', port=443)>, 'Connection to paket.example.se timed out.')",
        "inget svar kom inom rimlig tid.",
    ),
    "packets dropped in Windows": (
        POOL + "NewConnectionError('Failed to establish a new connection: [WinError 10060] Ett anslutningsförsök'))",
        "inget svar kom inom rimlig tid.",
    ),
    "too many questions": (
        "ERROR: HTTP error 429 while getting https://paket.example.se/simple/rich/",
        "tjänsten har för mycket att göra (fel 429).",
    ),
    "a service that is down": (
        "requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.kolada.se/v3",
        "tjänsten ligger nere (fel 500–599).",
    ),
    "a connection refused": (
        POOL + "NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused'))",
        "förbindelsen bröts eller nekades.",
    ),
}


@pytest.mark.parametrize("case", PRINTED)
def test_what_a_tool_prints_is_one_trouble(case):
    text, what = PRINTED[case]
    assert problem_in_text(f"Collecting rich\n{text}\nERROR: No matching distribution found for rich\n").what == what


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ERROR: No matching distribution found for rich==99",
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
        "OSError: [Errno 28] No space left on device",
        "Downloading rich-14.2.0.whl (503 kB) 429 kB/s --timeout 15",
    ],
)
def test_what_has_nothing_to_do_with_the_connection_is_no_trouble(text):
    assert problem_in_text(text) is None


ERRORS = {
    "certificate": (ssl.SSLCertVerificationError("kedjan är inte betrodd"), connections.CERTIFICATE),
    "name": (socket.gaierror(-3, "?"), connections.NO_NETWORK),
    "timeout": (TimeoutError("?"), connections.NO_ANSWER),
    "refused": (ConnectionRefusedError("?"), connections.BROKEN),
}


@pytest.mark.parametrize("carried", ["cause", "amid", "argument"])
@pytest.mark.parametrize("case", ERRORS)
def test_an_error_is_known_by_its_type_however_it_is_carried(case, carried):
    inner, trouble = ERRORS[case]
    outer = Exception(inner if carried == "argument" else "Max retries exceeded")
    outer.__cause__ = inner if carried == "cause" else None
    outer.__context__ = inner if carried == "amid" else None
    assert problem_behind(outer) is trouble


def test_errors_that_carry_each_other_and_errors_of_another_kind_are_no_trouble():
    first, second = KeyError("a"), ValueError("b")
    first.__cause__, second.__context__ = second, first
    assert problem_behind(first) is None


def test_it_is_there_before_anything_is_installed():
    code = (
        f"import sys; sys.path.insert(0, {str(connections.__file__)[: -len('connections.py')]!r}); import connections"
    )
    done = subprocess.run([sys.executable, "-ISc", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_a_host_that_is_a_proxy_here_is_told_as_one():
    """What pip 26 prints of it names the proxy's host and not that it is one."""
    text = (
        "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by "
        "'NewConnectionError(\"HTTPSConnection(host='proxy.kommun.se', port=8080): Failed to establish a new connection: "
        "[Errno 111] Connection refused\")': /simple/altair/"
    )
    assert connections.problem_in_text(text, {"proxy.kommun.se"}) is connections.PROXY_AWAY
    assert connections.problem_in_text(text, {"en.annan.se"}) is connections.BROKEN


def test_the_proxies_are_those_of_the_computer(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://namn:hemligt@proxy.kommun.se:8080")
    monkeypatch.setenv("http_proxy", "proxy2.kommun.se:3128")
    assert {"proxy.kommun.se", "proxy2.kommun.se"} <= connections.proxy_hosts()
