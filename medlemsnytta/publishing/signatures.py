"""Detached signatures in the form of minisign (Ed25519 over BLAKE2b), so that minisign itself can check them too.

The municipality holds the secret key; whoever has the public key can check. Only this module knows PyNaCl.
"""

import base64
import binascii
import hashlib
import os
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs import regular_files
from medlemsnytta.program import COMMAND

ENDING = ".minisig"
_KEY, _HASHED = b"Ed", b"ED"
_NO_PASSWORD, _BLAKE2B = b"\0\0", b"B2"
_SALT_AND_LIMITS = 32 + 8 + 8
_WRONG_KEY = f"Välj nyckelfilen som skapades med {COMMAND} sign --new-key, eller med minisign -G -W."


def new_key(secret: Path) -> Path:
    """Make a pair of keys: `secret`, which only its owner may read, and beside it the public one, which is returned."""
    from nacl.signing import SigningKey

    public = secret.with_suffix(".pub")
    for path in (secret, public):
        if path.exists():
            raise ProblemsFound([Problem(path.name, "filen finns redan.", "Välj ett annat namn för nyckeln.")])
    key, number = SigningKey.generate(), os.urandom(8)
    held = key.encode() + key.verify_key.encode()
    checksum = hashlib.blake2b(_KEY + number + held, digest_size=32).digest()
    kept = _KEY + _NO_PASSWORD + _BLAKE2B + bytes(_SALT_AND_LIMITS) + number + held + checksum
    with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(_lines("minisign secret key, keep it to yourself", kept))
    public.write_bytes(_lines("minisign public key", _KEY + number + key.verify_key.encode()))
    return public


def sign(content: bytes, secret: Path, trusted: str) -> bytes:
    """The signature's text; `trusted` is a comment that it vouches for as well."""
    from nacl.signing import SigningKey

    kept = _decoded(secret, _KEY, 158)
    if kept[2:4] != _NO_PASSWORD:
        fix = "Skapa en nyckel utan lösenord, och skydda filen i stället."
        raise ProblemsFound([Problem(secret.name, "nyckeln är skyddad med lösenord.", fix)])
    number, seed = kept[54:62], kept[62:94]
    key = SigningKey(seed)
    signature = key.sign(hashlib.blake2b(content).digest()).signature
    whole = key.sign(signature + trusted.encode()).signature
    lines = _lines("signature from Medlemsnytta", _HASHED + number + signature)
    return lines + f"trusted comment: {trusted}\n{base64.b64encode(whole).decode()}\n".encode()


def is_signed(content: bytes, signature: Path, public: Path) -> bool:
    """Whether the owner of the key signed just this content and the signature's own comment."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    held = _decoded(public, _KEY, 42)
    number, key = held[2:10], VerifyKey(held[10:])
    try:
        lines = regular_files.read(signature).decode().split("\n")
        signed, trusted = base64.b64decode(lines[1], validate=True), lines[2].removeprefix("trusted comment: ")
        if signed[:2] != _HASHED or signed[2:10] != number:
            return False
        key.verify(hashlib.blake2b(content).digest(), signed[10:])
        key.verify(signed[10:] + trusted.encode(), base64.b64decode(lines[3], validate=True))
    except (OSError, ValueError, IndexError, BadSignatureError):
        return False
    return True


def _lines(comment: str, value: bytes) -> bytes:
    return f"untrusted comment: {comment}\n{base64.b64encode(value).decode()}\n".encode()


def _decoded(path: Path, kind: bytes, length: int) -> bytes:
    try:
        value = base64.b64decode(regular_files.read(path).decode().split("\n")[1].strip(), validate=True)
    except (OSError, ValueError, IndexError, binascii.Error):
        value = b""
    if len(value) != length or value[:2] != kind:
        raise ProblemsFound([Problem(str(path), "filen är ingen nyckel av rätt slag.", _WRONG_KEY)])
    return value
