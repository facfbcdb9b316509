"""Answers of every kind from a server on this machine: figures or words, never a traceback, a hang or memory without bound."""

import gzip
import json
import time
from collections.abc import Callable

import pytest
import requests
import services as local

from medlemsnytta.official import http, kolada, scb

pytestmark = [pytest.mark.trust, pytest.mark.slow]

Answer = Callable[[local._Handler], None]


def says(content: bytes, code: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.answer_bytes(content, code, named)


def row(**other: object) -> Answer:
    part = {"gender": "T", "status": "", "value": 1.0}
    whole = {"kpi": "N00401", "municipality": "0126", "period": 2024, "values": [part]}
    return says(json.dumps({"values": [whole | other]}).encode())


def total(value: object) -> Answer:
    return row(values=[{"gender": "T", "value": value}])


def raw(content: bytes, times: int = 1, apart: float = 0.0) -> Answer:
    def answer(handler: local._Handler) -> None:
        for _ in range(times):
            try:
                handler.wfile.write(content)
            except OSError:
                return
            time.sleep(apart)

    return answer


OK = b"HTTP/1.1 200 OK\r\n"
ANSWERS: dict[str, Answer] = {
    "groups in each other": says(b"[" * 200_000 + b"]" * 200_000),
    "a number of thousands of figures": says(b'{"values": [], "x": ' + b"9" * 10_000 + b"}"),
    "no number": says(b"NaN"),
    "nothing": says(b"null"),
    "a list": says(b"[]"),
    "a text": says(b'"a"'),
    "empty": says(b""),
    "a page to log in on": says(b"<html>logga in</html>", Content_Type="text/html"),
    "letters that are none": says(b'{"values": ["\xe5"]}'),
    "UTF-16": says('{"values": []}'.encode("utf-16")),
    "a byte order mark": says(b'\xef\xbb\xbf{"values": 1}'),
    "rows that are none": says(b'{"values": [null]}'),
    "rows of another kind": says(b'{"values": [{"values": {"a": 1}}]}'),
    "a next page that is a list": says(b'{"values": [], "next_page": ["x"]}'),
    "a next page elsewhere": says(b'{"values": [], "next_page": "http://annan.example/"}'),
    "a value that is no number": total(float("nan")),
    "a value without end": total(float("inf")),
    "a value too large": total("1e999"),
    "a value that is a yes": total(True),
    "a year without end": row(period=float("inf")),
    "a year far away": row(period=10**30),
    "a year before all": row(period=-5),
    "a formula": row(kpi="=1+1"),
    "another form of the number": says(b"{}", 999),
    "to wait for ever": says(b"{}", 429, Retry_After="9" * 400),
    "to wait for a day": says(b"{}", 429, Retry_After="Wed, 21 Oct 2099 07:28:00 GMT"),
    "to wait in other figures": says(b"{}", 429, Retry_After="\N{SUPERSCRIPT TWO}"),
    **{str(code): says(b"x", code) for code in (204, 304, 400, 401, 403, 404, 418, 500, 502, 599)},
    "sent to itself": lambda handler: handler.answer_bytes(b"", 302, {"Location": handler.path}),
    "sent to a file": says(b"", 302, Location="file:///etc/passwd"),
    "sent nowhere": says(b"", 302, Location="http://[::1"),
    "a length that is none": raw(OK + b"Content-Length: abc\r\n\r\n{}"),
    "a part without a length": raw(OK + b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\n"),
    "packed as nothing known": says(b"packed", Content_Encoding="gzip"),
    "packed a thousand times": says(gzip.compress(bytes(200_000_000), 1), Content_Encoding="gzip"),
    "five hundred headings": raw(OK + b"X: y\r\n" * 500 + b"\r\n{}"),
    "a heading of a whole page": raw(OK + b"X: " + b"y" * 200_000 + b"\r\n\r\n{}"),
    "closed": lambda handler: handler.connection.close(),
    "a letter at a time": raw(OK + b"\r\n", 60, 0.1),
    "without end": raw(OK + b"\r\n" + b"[" * 4_000_000, 100),
}
ASKED = {
    "/data/kpi": lambda address: kolada.values(address, ["N00401"], [2024], lambda _: None),
    "/config": lambda address: scb.populations(address, ["0126", "0127"], lambda _: None),
    "TAB638/metadata": lambda address: scb.populations(address, ["0126", "0127"], lambda _: None),
    "TAB638/data": lambda address: scb.populations(address, ["0126", "0127"], lambda _: None),
}


@pytest.mark.parametrize("part", ASKED)
def test_every_answer_gives_words(monkeypatch, counted, part):
    monkeypatch.setattr(http.urllib3.util.ssl_, "SSLContext", http.urllib3.util.ssl_.SSLContext)
    monkeypatch.setattr(requests.sessions, "HTTPAdapter", http._Bounded)
    monkeypatch.setattr(http, "LONGEST_WAIT_SECONDS", 2.0)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    for name, answer in ANSWERS.items():
        server = local.Services()
        server.faults += [(part, answer)] * 200
        try:
            with pytest.raises(http.NoAnswer) as told:
                ASKED[part](server.address)
            assert told.value.what.endswith("."), name
        finally:
            server.shutdown()
    counted(f"hostile answers from a server at {part}: tried, tracebacks, hangs", f"{len(ANSWERS)}, 0, 0")
