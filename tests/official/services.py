"""Servers on this machine: one that answers as SCB's PxWeb v2 and Kolada's v3 do, or not, and one that says one thing to all."""

import json
import socket
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

UNTRUSTED = Path(__file__).with_name("untrusted.pem")

CONFIG = {
    "apiVersion": "2.0.0",
    "defaultLanguage": "sv",
    "languages": [{"id": "sv", "label": "Svenska"}],
    "maxDataCells": 150_000,
    "maxCallsPerTimeWindow": 30,
    "timeWindow": 1,
}


def dimension(label: str, codes: list[str], elimination: bool = False) -> dict:
    return {
        "label": label,
        "category": {
            "index": {code: place for place, code in enumerate(codes)},
            "label": {code: code for code in codes},
        },
        "extension": {"elimination": elimination, "codeLists": []},
    }


OLD = {
    "Region": dimension("region", ["00", "0126", "0127"], True),
    "Alder": dimension("ålder", ["0", "1"], True),
    "ContentsCode": dimension("tabellinnehåll", ["BE0101N1", "BE0101N2"]),
    "Tid": dimension("år", ["1968", "2023", "2024"]),
}
NEW = {
    "Region": dimension("region", ["00", "0126", "0127"], True),
    "Alder": dimension("ålder", ["TotSA", "0-4"]),
    "Kon": dimension("kön", ["TotSa", "1", "2"]),
    "ContentsCode": dimension("tabellinnehåll", ["000007SF"]),
    "Tid": dimension("år", ["2025", "2026"]),
}
POPULATION = {
    ("0126", "2023"): 114_000, ("0126", "2024"): 114_304, ("0126", "2025"): 114_686, ("0126", "2026"): 115_000,
    ("0127", "2023"): 95_000, ("0127", "2024"): 95_905, ("0127", "2025"): 96_750, ("0127", "2026"): 97_100,
}  # fmt: skip


class Services(ThreadingHTTPServer):
    """`faults` are given one a request to whoever asks for the path that they name, before answers are right again."""

    daemon_threads = True

    def __init__(self, *, untrusted: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = "https" if untrusted else "http"
        if untrusted:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(UNTRUSTED)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.faults: list[tuple[str, Callable[[_Handler], None]]] = []
        self.asked: list[tuple[str, dict]] = []
        self.metadata = {"TAB638": OLD, "TAB6471": NEW}
        self.population = dict(POPULATION)
        self.pages: list[dict] = [
            {
                "count": 2,
                "values": [kolada_value("N00401", "0126", 2024, 3.1), kolada_value("N00401", "0127", 2024, None)],
            },
            {"count": 1, "values": [kolada_value("U07801", "0126", 2024, 400)]},
        ]
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"


class SaysOneThing:
    """Answers whoever connects with the same bytes, or with silence, and counts them; `close` makes it refuse."""

    def __init__(self, answer: bytes) -> None:
        self.answer, self.connections = answer, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections.append(connection)
            if self.answer:
                with connection:
                    connection.recv(65536)
                    connection.sendall(self.answer)

    def close(self) -> None:
        for each in (*self.connections, self.socket):
            each.close()


def kolada_value(kpi: str, code: str, year: int, value: float | None) -> dict:
    parts = [{"gender": "T", "status": "", "value": value, "count": 1}, {"gender": "K", "status": "", "value": 1.0}]
    return {"kpi": kpi, "municipality": code, "period": year, "values": parts}


def status(code: int, **headers: str) -> Callable[["_Handler"], None]:
    return lambda handler: handler.answer({"title": "fel"}, code, headers)


def cut_off(handler: "_Handler") -> None:
    """Less than was promised, as when a connection breaks."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"values": [')


def half_a_document(handler: "_Handler") -> None:
    handler.answer_bytes(b'{"dimension": {"Region"', 200, {})


def other_shape(handler: "_Handler") -> None:
    handler.answer({"rows": []}, 200, {})


class _Handler(BaseHTTPRequestHandler):
    server: Services

    def do_GET(self) -> None:
        self._serve({})

    def do_POST(self) -> None:
        self._serve(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def log_message(self, *_: object) -> None:
        """Nothing is said on the screen."""

    def _serve(self, query: dict) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((path, query))
        for number, (part, fault) in enumerate(self.server.faults):
            if part in path:
                del self.server.faults[number]
                fault(self)
                return
        if path.endswith("/config"):
            self.answer(CONFIG, 200, {})
        elif path.endswith("/tables"):
            self.answer({"page": {"totalElements": 2}}, 200, {})
        elif path.endswith("/metadata"):
            self.answer({"dimension": self.server.metadata[path.split("/")[-2]]}, 200, {})
        elif "/data/kpi/" in path:
            self._kolada()
        else:
            self._data(self.server.metadata[path.split("/")[-2]], query)

    def _kolada(self) -> None:
        number = int(self.path.partition("page=")[2] or 0)
        page = dict(self.server.pages[number])
        if number + 1 < len(self.server.pages):
            page["next_page"] = f"{self.server.address}/data/kpi/x/year/y?page={number + 1}"
        self.answer(page, 200, {})

    def _data(self, metadata: dict, query: dict) -> None:
        """The json-stat2 of what was selected, eliminated dimensions left out."""
        chosen = {each["variableCode"]: each["valueCodes"] for each in query["selection"]}
        ids = [name for name in metadata if name in chosen]
        values = [self.server.population[region, year] for region in chosen["Region"] for year in chosen["Tid"]]
        dimensions = {name: dimension(metadata[name]["label"], chosen[name]) for name in ids}
        self.answer({"id": ids, "dimension": dimensions, "value": values}, 200, {})

    def answer(self, content: dict, code: int, headers: dict[str, str]) -> None:
        self.answer_bytes(json.dumps(content).encode(), code, headers)

    def answer_bytes(self, body: bytes, code: int, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
