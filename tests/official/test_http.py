"""What stands between the computer and a service is reported in words, soon, and nobody is asked again in vain."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from services import UNTRUSTED, SaysOneThing, Services, status
from systems import CERTIFICATES

from medlemsnytta.official import http, kolada, scb
from medlemsnytta.official.http import NoAnswer, trust_what_the_system_trusts, without_a_way

ROOT = Path(__file__).resolve().parents[2]
LOGIN = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
NOT_TRUSTED = "datorn litar inte på certifikatet i andra änden."
NOT_FOUND = "adressen hittas inte: datorn saknar nätverk, eller når internet bara genom en proxy."
NO_ANSWER = "inget svar kom inom rimlig tid."
PROXY_AWAY = "proxyn som datorn är inställd på går inte att nå."
PROXY_LOGIN = "proxyn kräver inloggning (fel 407)."
PROXY_REFUSES = "proxyn släpper inte fram förbindelsen."
NOWHERE = "https://statistik.invalid/v2"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def says() -> Iterator[Callable[[bytes], SaysOneThing]]:
    servers: list[SaysOneThing] = []

    def start(answer: bytes) -> SaysOneThing:
        servers.append(SaysOneThing(answer))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def untrusted() -> Iterator[Services]:
    trust_what_the_system_trusts()
    server = Services(untrusted=True)
    yield server
    server.shutdown()
    server.server_close()


def obstacle(address: str) -> str | None:
    found = without_a_way([address]).get(address)
    return found and found.what


ASKED = {
    "SCB": lambda address, sleep: scb.populations(address, ["0126", "0127"], sleep),
    "Kolada": lambda address, sleep: kolada.values(address, ["N00401"], [2024], sleep),
}


@pytest.fixture(params=ASKED)
def service(request) -> Callable:
    return ASKED[request.param]


def told(service: Callable, address: str) -> tuple[str, list[float]]:
    """What a service's own questions end in, and the pauses before each was asked again."""
    pauses: list[float] = []
    with pytest.raises(NoAnswer) as lacking:
        service(address, pauses.append)
    assert lacking.value.fix.endswith("De siffror som finns är orörda.")
    return lacking.value.what, pauses


def test_a_certificate_that_the_system_does_not_trust_is_reported(untrusted, service):
    assert obstacle(untrusted.address) == NOT_TRUSTED
    assert told(service, untrusted.address) == (NOT_TRUSTED, [])


@CERTIFICATES
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS trusts no server's certificate for longer than 825 days")
@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_certificate_that_the_environment_names_is_trusted(untrusted, service, name, monkeypatch):
    monkeypatch.setenv(name, str(UNTRUSTED))
    assert obstacle(untrusted.address) is None
    assert service(untrusted.address, pytest.fail)


def test_a_file_of_certificates_that_is_not_there_is_reported(untrusted, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "saknas.pem")
    assert obstacle(untrusted.address) == "filen med certifikat går inte att läsa."


def test_a_file_without_certificates_is_reported(untrusted, monkeypatch, tmp_path):
    (tmp_path / "tom.pem").write_text("inget")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "tom.pem"))
    assert obstacle(untrusted.address) == "filen med certifikat går inte att läsa."


@pytest.mark.parametrize(("answer", "what"), [(LOGIN, PROXY_LOGIN), (FORBIDDEN, PROXY_REFUSES)], ids=["407", "403"])
def test_a_proxy_that_does_not_let_through_is_asked_once(says, service, monkeypatch, answer, what):
    proxy = says(answer)
    monkeypatch.setenv("HTTPS_PROXY", proxy.address)
    assert obstacle(NOWHERE) == what
    assert len(proxy.connections) == 1
    assert told(service, NOWHERE) == (what, [])
    assert len(proxy.connections) == 2


@pytest.mark.parametrize("proxy", ["127.0.0.1:1", "proxy.invalid:8080", "socks5://127.0.0.1:1"])
def test_a_proxy_that_is_not_there_is_reported(service, monkeypatch, proxy):
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    assert obstacle(NOWHERE) == PROXY_AWAY
    assert told(service, NOWHERE) == (PROXY_AWAY, [])


def test_a_name_that_is_not_found_is_reported(service):
    assert obstacle(NOWHERE) == NOT_FOUND
    assert told(service, NOWHERE) == (NOT_FOUND, [])


def test_what_never_answers_is_left_within_the_time_for_all_its_addresses(says, monkeypatch):
    monkeypatch.setattr(http, "REACH_SECONDS", 0.3)
    silent = says(b"")
    addresses = [silent.address, silent.address.replace("http", "https"), f"{silent.address}/v2"]
    assert [each.what for each in without_a_way(addresses).values()] == [NO_ANSWER] * 3
    monkeypatch.setenv("HTTPS_PROXY", silent.address)
    assert obstacle(NOWHERE) == NO_ANSWER


def test_a_connection_that_is_not_made_in_its_own_time_is_not_tried_again(says, monkeypatch):
    monkeypatch.setattr(http, "TIMEOUT_SECONDS", (0.2, 30.0))
    assert obstacle(says(b"").address.replace("http", "https")) == NO_ANSWER


def test_a_connection_refused_may_pass_and_is_tried_again(service):
    assert obstacle("http://127.0.0.1:1") is None
    assert told(service, "http://127.0.0.1:1") == ("förbindelsen bröts eller nekades.", [1.0, 2.0, 4.0])


def test_one_address_without_a_way_leaves_the_other_open(says):
    services = Services()
    assert list(without_a_way([services.address, NOWHERE])) == [NOWHERE]
    services.shutdown()
    services.server_close()


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (status(503), "tjänsten ligger nere (fel 500–599)."),
        (status(429, Retry_After="0"), "tjänsten har för mycket att göra (fel 429)."),
    ],
    ids=["503", "429"],
)
def test_a_service_that_is_down_or_busy_is_asked_again_and_then_reported(service, fault, what):
    services = Services()
    services.faults += [("/", fault)] * 99
    assert obstacle(services.address) is None
    assert told(service, services.address) == (what, [1.0, 2.0, 4.0])
    services.shutdown()
    services.server_close()


@pytest.mark.slow
def test_the_command_reports_both_services_and_ends_in_words(says, project, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", says(LOGIN).address)
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "fetch", "--yes"],
        cwd=project, capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"population (statistikdatabasen.scb.se): {PROXY_LOGIN} Be IT-avdelningen" in done.stderr
    assert f"key_figures (api.kolada.se): {PROXY_LOGIN} Be IT-avdelningen" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_nothing_is_changed_until_something_is_fetched():
    code = "import medlemsnytta.commands.cli, medlemsnytta.official.fetch_figures, ssl, urllib3.util.ssl_ as used\n"
    done = subprocess.run([sys.executable, "-c", f"{code}assert used.SSLContext is ssl.SSLContext"], cwd=ROOT)
    assert done.returncode == 0
