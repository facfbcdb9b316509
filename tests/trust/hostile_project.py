"""A project in which every field that a report can show holds something hostile."""

import csv
import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import yaml
from payloads import payloads

from tests.answering import answer

ROOT = Path(__file__).resolve().parents[2]
NAME = "huddinge-2025"
FOLDER = Path("data/huddinge")
CHANNELS = 80
FROM = {"source": "påhittat", "source_date": "2025-04-01", "status": "illustrative", "note": ""}


def make(root: Path) -> Path:
    """Copy the shipped inputs to `root` and fill them with every payload."""
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    hostile = payloads()
    vega_first = sorted(hostile, key=lambda payload: "constructor" not in payload and "' " not in payload)
    endless = cycle(hostile)
    _add(root / FOLDER / "excerpts.csv", _excerpts(hostile))
    _add(root / FOLDER / "channels.csv", _channels(vega_first[:CHANNELS], endless))
    _add(root / FOLDER / "decisions.csv", _decisions(islice(endless, 20), endless))
    _change(root / "data/reference/networks.csv", ("name", "short", "profile", "entry_requirement"), endless)
    _change(root / FOLDER / "documents.csv", ("name",), endless)
    _change(root / FOLDER / "uses.csv", ("text", "count_words", "note"), endless)
    _change(root / FOLDER / "speakers.csv", ("description",), endless)
    _change(root / FOLDER / "memberships.csv", ("source", "note"), endless)
    _change(root / "data/reference/municipalities.csv", ("name",), endless, {"0126"})
    _parameters(root / "params" / f"{NAME}.yaml", hostile)
    answer(root, NAME)
    return root


def _excerpts(hostile: list[str]) -> Iterator[dict[str, str]]:
    criteria, networks = (
        cycle(("relevance", "use", "voice", "context", "symbolic")),
        cycle(("sekom", "klimatkommunerna", "both")),
    )
    for number, payload in enumerate(hostile, start=1):
        yield {
            "excerpt_id": f"h{number}", "network_id": next(networks), "date": "2025-03-01", "text": payload, "form": "paraphrase",
            "theme": payload[:40], "criterion": next(criteria), "valence": "1", "intensity": "", "cause": "na", "tense": "present",
            "certainty": "stated", "source_kind": "municipality_assessment", "speaker": "S1", "coder": "K1",
            "intensity_coder2": "", "consent": "publish", "channel_id": "", **FROM, "source": payload,
        }  # fmt: skip


def _channels(hostile: list[str], endless: Iterator[str]) -> Iterator[dict[str, str]]:
    for number, payload in enumerate(hostile, start=1):
        yield {
            "channel_id": payload if number % 3 == 0 else f"h{number}", "network_id": ("sekom", "klimatkommunerna")[number % 2],
            "type": "other", "name": payload, "open_to_nonmembers": "unknown", "feature": next(endless), **FROM,
        }  # fmt: skip


def _decisions(hostile: Iterator[str], endless: Iterator[str]) -> Iterator[dict[str, str]]:
    for number, payload in enumerate(hostile, start=1):
        yield {
            "decision_id": f"h{number}", "date": "2025-02-01", "body": payload, "case_number": next(endless), "kind": "report",
            "network_id": "both", "text": next(endless), "on_recommendation_of": next(endless), "due_date": "", **FROM,
            "note": next(endless),
        }  # fmt: skip


def _read(file: Path) -> tuple[list[str], list[dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        return list(reader.fieldnames or []), list(reader)


def _write(file: Path, names: list[str], rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, names)
        writer.writeheader()
        writer.writerows(rows)


def _add(file: Path, added: Iterator[dict[str, str]]) -> None:
    names, rows = _read(file)
    _write(file, names, [*rows, *({name: row.get(name, "") for name in names} for row in added)])


def _change(file: Path, columns: tuple[str, ...], endless: Iterator[str], codes: set[str] | None = None) -> None:
    names, rows = _read(file)
    for row in rows:
        if codes is None or row["code"] in codes:
            row.update({column: next(endless) for column in columns})
    _write(file, names, rows)


def _parameters(file: Path, hostile: list[str]) -> None:
    values = yaml.safe_load(file.read_text("utf-8"))
    plain = [one for one in hostile if "{" not in one and "}" not in one]
    endless = cycle(plain)
    for name in ("title", "about", "asked_by", "recipient", "case_number", "monthly_salary_source", "departure_reason"):
        values[name] = next(endless)
    values["conclusion"] = "\n\n".join(plain[40:60])
    values["recommendation"] = "\n\n".join(plain[60:80])
    values["expected_information"] = [{"what": next(endless), "from_whom": next(endless), "network": "sekom"}]
    values["answers"] = [{"network": "sekom", "question": "use", "answer": "partly", "reason": next(endless)}]
    file.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), "utf-8")
