"""A program of the same build as ours that stands on one small package, and the wheel of that package."""

import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from pathlib import Path

from medlemsnytta.installation import wheelhouses

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "exempelpaket"
OURS = (
    "build.py",
    "medlemsnytta/__init__.py",
    "medlemsnytta/__main__.py",
    "medlemsnytta/errors.py",
    "medlemsnytta/files/__init__.py",
    "medlemsnytta/files/locks.py",
    "medlemsnytta/files/streams.py",
    "medlemsnytta/commands/__init__.py",
)
CLI = """\
import json
import sys
import exempelpaket

def main():
    words = sys.argv[1:]
    print(json.dumps({"prefix": sys.prefix, "words": list(words), "version": exempelpaket.VERSION}))
    return len(words)
"""
UNREACHED = "https://finns-inte.invalid/simple"
BASE = Path(sysconfig.get_config_var("BINDIR"), "python.exe" if os.name == "nt" else f"python3.{sys.version_info[1]}")
"""This Python without the virtual environment that the tests run in."""


def python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wheel(version: str = "1.0") -> tuple[str, bytes]:
    """A wheel's name and content."""
    about = f"{PACKAGE}-{version}.dist-info"
    contents = {
        f"{PACKAGE}.py": f"VERSION = {version!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},{_record_digest(text)},{len(text)}\n" for name, text in contents.items())
    name = f"{PACKAGE}-{version}-py3-none-any.whl"
    return name, _zipped({**contents, f"{about}/RECORD": f"{record}{about}/RECORD,,\n"})


def _record_digest(text: str) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _zipped(contents: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


class Program:
    """The program in a folder whose name has a space and å; its packages lie beside it in a zip of wheels."""

    def __init__(self, above: Path) -> None:
        self.folder = above / "Åsas mapp"
        for file in OURS:
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, self.folder / file)
        shutil.copytree(
            ROOT / "medlemsnytta/installation",
            self.folder / "medlemsnytta/installation",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        (self.folder / "medlemsnytta/commands/cli.py").write_text(CLI, "utf-8")
        self.pin("1.0")
        self.lay_wheels("1.0")

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    @property
    def wheelhouse(self) -> Path:
        python = f"3.{sys.version_info[1]}"
        return self.folder / wheelhouses.name_of(wheelhouses.this_system(), python, tests=False)

    def pin(self, version: str, digest: str = "") -> None:
        digest = digest or hashlib.sha256(wheel(version)[1]).hexdigest()
        lock = f"{PACKAGE}=={version} \\\n    --hash=sha256:{digest}\n"
        (self.folder / "requirements.txt").write_text(lock, "utf-8")

    def lay_wheels(self, version: str) -> None:
        self.wheelhouse.write_bytes(_zipped(dict([wheel(version)])))

    def start(self, *words: str, python: Path = BASE, **variables: str) -> "subprocess.Popen[str]":
        surroundings = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
        # Nothing of this computer's own set-up of pip, and no index that it could reach.
        surroundings |= {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": UNREACHED, "PIP_NO_CACHE_DIR": "1"}
        return subprocess.Popen(
            [str(python), "build.py", *words],
            cwd=self.folder,
            env=surroundings | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def run(self, *words: str, python: Path = BASE, **variables: str) -> tuple[int, str]:
        """The exit code and all that was said."""
        started = self.start(*words, python=python, **variables)
        said, _ = started.communicate(timeout=300)
        assert "Traceback" not in said, said
        return started.returncode, said
