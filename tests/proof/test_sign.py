"""Signatures: made offline, kept with the evidence, and told by `verify`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from briefgen.finding import Lack
from briefgen.formats.verdict import verdict_text
from briefgen.proof.sign import SigningError, read_signatures, signer
from briefgen.proof.verify import verify
from tests.forge import make


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("desk"), "desk")


@pytest.fixture(scope="module")
def holder(tmp_path_factory):
    """A folder with one self-signed certificate and its key, in several files."""
    folder = tmp_path_factory.mktemp("certificate")
    key, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Indo-Pacific desk")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    for file, lock in (
        ("locked.p12", BestAvailableEncryption(b"open")),
        ("plain.p12", NoEncryption()),
    ):
        data = pkcs12.serialize_key_and_certificates(b"desk", key, certificate, None, lock)
        (folder / file).write_bytes(data)
    written = certificate.public_bytes(Encoding.PEM)
    for file, used, lock in (
        ("locked.pem", key, BestAvailableEncryption(b"open")),
        ("plain.pem", key, NoEncryption()),
        ("other.pem", other, NoEncryption()),
    ):
        private = used.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
        (folder / file).write_bytes(written + private)
    (folder / "none.pem").write_bytes(written)
    (folder / "none.txt").write_bytes(b"Hello")
    return folder


def never():
    raise AssertionError("asked for a passphrase that is not needed")


@pytest.mark.parametrize("file", ["locked.p12", "plain.p12", "locked.pem", "plain.pem"])
def test_a_signed_brief_is_proved_and_says_who_signed(file, holder, made, tmp_path):
    asked = []

    def passphrase():
        asked.append(file)
        return "open"

    sign = signer(holder / file, passphrase if "locked" in file else never)
    signed = sign(made.pdf)
    assert len(asked) == ("locked" in file)
    assert signed.startswith(made.pdf)  # an update: PDF/A and the evidence stay as they were
    path = tmp_path / "brief.pdf"
    path.write_bytes(signed)
    found = verify(path, made.folder / "seeds")
    assert (found.status, found.problems) == ("proved", ())
    (signature,) = found.signatures
    assert (signature.signer, signature.valid, signature.whole) == ("Indo-Pacific desk", True, True)
    assert "signed by          Indo-Pacific desk (valid, whole file)" in verdict_text(found, 100)


def test_what_was_changed_after_signing_is_told(holder, made, tmp_path):
    signed = signer(holder / "plain.pem", never)(made.pdf)
    longer = signed + b"\n% more\n"
    (signature,) = read_signatures(longer)
    assert (signature.valid, signature.whole) == (True, False)
    path = tmp_path / "brief.pdf"
    path.write_bytes(longer)
    found = verify(path)
    assert found.status == "not proved"
    assert "the signature of Indo-Pacific desk does not cover all of it" in found.problems
    at = made.pdf.index(b"stream") + 40
    broken = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    (signature,) = read_signatures(broken)
    assert not signature.valid


def test_an_unsigned_brief_has_no_signature(made):
    assert read_signatures(made.pdf) == ()


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("locked.p12", "`locked.p12` does not open with that passphrase"),
        ("locked.pem", "`locked.pem` does not open with that passphrase"),
        ("other.pem", "the private key in the file is not that of its first certificate"),
        ("none.pem", "does not hold a certificate and its private key"),
        ("none.txt", "the certificate is neither PKCS#12 nor PEM"),
    ],
)
def test_a_certificate_that_cannot_be_used(file, message, holder):
    with pytest.raises(SigningError, match=message):
        signer(holder / file, lambda: "wrong")


def test_without_pyhanko_the_command_that_installs_it_is_named(holder, made, monkeypatch, tmp_path):
    signed = signer(holder / "plain.pem", never)(made.pdf)
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)
    with pytest.raises(Lack) as lack:
        signer(holder / "plain.pem", never)
    assert lack.value.remedy == f"{sys.executable} -m pip install pyhanko"
    path = tmp_path / "brief.pdf"
    path.write_bytes(signed)
    found = verify(path)
    assert any("-m pip install pyhanko" in remark for remark in found.remarks)
