"""Wheels for every system that we promise: pins renewed, looked for, and packed for computers without a package index."""

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from pinned import DEV_LOCK, LOCK, ROOT, entries

import build
from medlemsnytta.installation import wheelhouses

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


def wheelhouse(folder: Path, name: str, python: str, *, tests: bool) -> int:
    """Pack the wheels that the lock pins for a system and a Python into one zip in the folder; says where it lies."""
    system = SYSTEMS[name]
    wanted = [entry for lock in ((LOCK, DEV_LOCK) if tests else (LOCK,)) for entry in entries(ROOT / lock)]
    with tempfile.TemporaryDirectory() as work:
        pinned, got = Path(work, "pins.txt"), Path(work, "wheels")
        pinned.write_text("".join(entry for entry in wanted if _holds(entry, system, python)), "utf-8")
        got.mkdir()
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        command += ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python]
        command += [part for tag in system.tags for part in ("--platform", tag)]
        if subprocess.run([*command, "--dest", str(got), "-r", str(pinned)]).returncode:
            return 1
        packed = folder / wheelhouses.name_of(name, python, tests=tests)
        partial = packed.with_suffix(".part")
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
            for wheel in sorted(got.iterdir()):
                archive.writestr(zipfile.ZipInfo(wheel.name), wheel.read_bytes())
        partial.replace(packed)
    print(
        f"{packed.name}: {packed.stat().st_size // 1_000_000} MB. Lay it beside build.py on the computer that it is for."
    )
    return 0


def _holds(entry: str, system: System, python: str) -> bool:
    """Whether the pin is for that system and Python, by its marker."""
    marker = Requirement(entry.partition("\\")[0].strip()).marker
    there = {
        "sys_platform": system.sys_platform,
        "platform_machine": system.machine,
        "os_name": "nt" if system.sys_platform == "win32" else "posix",
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    return marker is None or marker.evaluate(there)
