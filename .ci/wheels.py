"""The systems and Pythons that we promise: pins renewed for them, and wheels looked for. wheelhouse.py packs those."""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from pinned import DEV_LOCK, LOCK, ROOT, entries

import build

COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *(
        "--no-emit-index-url",
        "--no-annotate",
        "--no-header",
        "--only-binary",
        ":all:",
        "--generate-hashes",
    ),
)
PYTHONS = tuple(f"3.{minor}" for minor in range(build.OLDEST[1], build.NEWEST[1] + 1))
OLDEST_MACOS = "14.0"
_GLIBC = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_26", "manylinux_2_24", "manylinux2014", "manylinux1")


@dataclass(frozen=True)
class System:
    """A system that the lock holds for: in our words, as uv calls it, as wheels do, and as markers see it."""

    words: str
    target: str
    tags: tuple[str, ...]
    sys_platform: str
    machine: str


SYSTEMS = {
    "windows": System("Windows x64", "x86_64-pc-windows-msvc", ("win_amd64",), "win32", "AMD64"),
    "macos": System(
        f"macOS {OLDEST_MACOS}, Apple silicon", "aarch64-apple-darwin", ("macosx_14_0_arm64",), "darwin", "arm64"
    ),
    "macos-intel": System(
        f"macOS {OLDEST_MACOS}, Intel", "x86_64-apple-darwin", ("macosx_14_0_x86_64",), "darwin", "x86_64"
    ),
    "linux": System(
        "Linux x86-64, glibc 2.28",
        "x86_64-manylinux_2_28",
        tuple(f"{tag}_x86_64" for tag in _GLIBC),
        "linux",
        "x86_64",
    ),
    "linux-arm": System(
        "Linux ARM, glibc 2.28", "aarch64-manylinux_2_28", tuple(f"{tag}_aarch64" for tag in _GLIBC), "linux", "aarch64"
    ),
}
WITHOUT_WHEELS = {("macos-intel", "3.15")}
"""What the lock cannot be installed on, and the guide says so."""


def update() -> int:
    """Renew the lock, then what the tests need beside it, which is all that their file holds."""
    subprocess.run([*COMPILE, "--upgrade", "-o", LOCK], cwd=ROOT, check=True)
    (ROOT / DEV_LOCK).unlink(missing_ok=True)  # uv would take the hashes over from it, and it is to be made whole
    subprocess.run([*COMPILE, "--extra", "dev", "-c", LOCK, "-o", DEV_LOCK], cwd=ROOT, check=True)
    shared = set(entries(ROOT / LOCK))
    own = [entry for entry in entries(ROOT / DEV_LOCK) if entry not in shared]
    (ROOT / DEV_LOCK).write_text("".join([f"-r {LOCK}\n", *own]), "utf-8")
    return 0


def platforms() -> int:
    """Tell for each system and Python whether every pin has a wheel there; 1 where one lacks it and we promise it."""
    broken = []
    for name, system in SYSTEMS.items():
        for python in PYTHONS:
            lacking = [said for lock in (LOCK, DEV_LOCK) if (said := _lacking(lock, python, system.target))]
            promised = (name, python) not in WITHOUT_WHEELS
            if bool(lacking) == promised:
                broken.append((name, python))
            print(f"{system.words:<28} {python}  {'no: ' + lacking[0] if lacking else 'yes'}")
    if broken:
        print(f"Not as promised: {', '.join(' '.join(each) for each in broken)}", file=sys.stderr)
    return 1 if broken else 0


def _lacking(lock: str, python: str, target: str) -> str:
    """Why the lock cannot be installed there; empty where it can."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "uv",
            "--no-config",
            "pip",
            "install",
            "--dry-run",
            "--require-hashes",
            "--only-binary",
            ":all:",
            "-r",
            lock,
        ]
        done = subprocess.run(
            [*command, "--python-version", python, "--python-platform", target, "--target", folder],
            cwd=ROOT,
            env={**os.environ, "UV_PYTHON_DOWNLOADS": "never", "MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    if not done.returncode:
        return ""
    said = re.search(r"Because (.*?)(?:,| and )", " ".join(done.stderr.split()))
    return said[1] if said else done.stderr.strip()
