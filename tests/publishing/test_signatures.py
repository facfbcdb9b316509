"""A signature is checked with the public key alone, and vouches for every byte."""

import stat
import sys

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.publishing import signatures

CONTENT = b"rapporten" * 1000


@pytest.fixture
def signed(tmp_path):
    secret = tmp_path / "nyckel.key"
    public = signatures.new_key(secret)
    signature = tmp_path / "x.pdf.minisig"
    signature.write_bytes(signatures.sign(CONTENT, secret, "x.pdf"))
    return secret, public, signature


def test_what_was_signed_is_known_again(signed):
    _, public, signature = signed
    assert signatures.is_signed(CONTENT, signature, public)


@pytest.mark.parametrize("place", [0, 4000, -1])
def test_one_changed_byte_is_not(signed, place):
    _, public, signature = signed
    changed = bytearray(CONTENT)
    changed[place] ^= 1
    assert not signatures.is_signed(bytes(changed), signature, public)


def test_another_key_did_not_sign_it(signed, tmp_path):
    other = signatures.new_key(tmp_path / "annan.key")
    assert not signatures.is_signed(CONTENT, signed[2], other)


def test_a_changed_comment_is_found(signed):
    _, public, signature = signed
    signature.write_text(signature.read_text().replace("trusted comment: x.pdf", "trusted comment: y.pdf"))
    assert not signatures.is_signed(CONTENT, signature, public)


@pytest.mark.parametrize("text", ["", "ett\ntvå\n", "a\n" + "QUJD" * 40 + "\nb\nc\n"])
def test_what_is_no_signature_or_key_is_told(signed, text):
    secret, public, signature = signed
    signature.write_text(text)
    assert not signatures.is_signed(CONTENT, signature, public)
    secret.write_text(text)
    with pytest.raises(ProblemsFound, match="ingen nyckel"):
        signatures.sign(CONTENT, secret, "x.pdf")


def test_a_signature_has_the_lines_of_minisign(signed):
    lines = signed[2].read_text().split("\n")
    assert [line.partition(":")[0] for line in lines[::2]] == ["untrusted comment", "trusted comment", ""]
    assert [len(line) for line in lines[1::2]] == [100, 88]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_only_its_owner_may_read_the_secret_key(signed):
    assert stat.S_IMODE(signed[0].stat().st_mode) == 0o600


def test_a_key_is_never_written_over(signed):
    with pytest.raises(ProblemsFound, match="finns redan"):
        signatures.new_key(signed[0])
