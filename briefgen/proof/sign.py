"""Sign a finished PDF, and say who signed one. The only room of pyHanko, an optional extra.

The signature is PAdES, level B-B (ETSI EN 319 142-1): it says that whoever holds the certificate's key
vouches for every byte of the file. No server is asked, neither for the time nor for trust; whose
certificate it is, is for the reader to judge by its fingerprint.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefgen.machine.extras import SIGNING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

__all__ = ["Signature", "SigningError", "read_signatures", "signer"]

_FIELD = "Signature"


class SigningError(Exception):
    """The certificate cannot be used; the message says why."""


@dataclass(frozen=True)
class Signature:
    """A signature of a PDF.

    ``signer`` is the name in the certificate, ``fingerprint`` the SHA-256 of that. ``valid`` says that
    the signature is the certificate's and the signed bytes are unchanged, ``whole`` that it covers the whole
    file.
    """

    signer: str
    fingerprint: str
    valid: bool
    whole: bool


def signer(certificate: Path, passphrase: Callable[[], str]) -> Callable[[bytes], bytes]:
    """What signs a PDF with the certificate and key in a PKCS#12 (``.p12``, ``.pfx``) or PEM file.

    ``passphrase`` is asked once, and only if the key is locked. Raises :class:`SigningError`, OSError
    if the file cannot be read, and :class:`~briefgen.finding.Lack` without pyHanko.
    """
    with _pyhanko() as signers:
        holder = _holder(signers, certificate, passphrase)

    def sign(pdf: bytes) -> bytes:
        with _pyhanko() as signers:
            from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
            from pyhanko.sign.fields import SigSeedSubFilter

            facts = signers.PdfSignatureMetadata(
                field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
            )
            file = IncrementalPdfFileWriter(BytesIO(pdf))
            return bytes(signers.sign_pdf(file, facts, signer=holder).getbuffer())

    return sign


@contextmanager
def _pyhanko() -> Iterator[ModuleType]:
    """pyHanko's signers, without its log: what goes wrong is said by us."""
    try:
        from pyhanko.sign import signers
    except ImportError as error:
        raise SIGNING.lack() from error
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    before = [logger.disabled for logger in loggers]
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield signers
    finally:
        logging.disable(level)
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


def _holder(signers: Any, certificate: Path, passphrase: Callable[[], str]) -> Any:
    """The certificate and its key, opened without a passphrase if that will do."""
    data = certificate.read_bytes()
    load = _from_pem if b"-----BEGIN" in data else _from_pkcs12
    try:
        return load(signers, data, None)
    except _Locked:
        pass
    try:
        return load(signers, data, passphrase().encode())
    except _Locked:
        raise SigningError(f"`{certificate.name}` does not open with that passphrase") from None


class _Locked(Exception):  # noqa: N818 - it asks for a passphrase
    pass


def _from_pkcs12(signers: Any, data: bytes, passphrase: bytes | None) -> Any:
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        key, own, others = pkcs12.load_key_and_certificates(data, passphrase)
    except ValueError as error:
        # A wrong passphrase and a file that is none give the same error; PKCS#12 is a DER sequence.
        if data[:1] != b"\x30":
            raise SigningError("the certificate is neither PKCS#12 nor PEM") from error
        raise _Locked from error
    return _made(signers, key, own, others)


def _from_pem(signers: Any, data: bytes, passphrase: bytes | None) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        certificates = x509.load_pem_x509_certificates(data)
        key = load_pem_private_key(data, passphrase)
    except TypeError as error:
        if passphrase is None:
            raise _Locked from error
        key = load_pem_private_key(data, None)
    except ValueError as error:
        if passphrase is not None:
            raise _Locked from error
        raise SigningError(
            "the PEM file does not hold a certificate and its private key"
        ) from error
    return _made(signers, key, certificates[0], certificates[1:])


def _made(signers: Any, key: Any, own: Any, others: Any) -> Any:
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

    if key is None or own is None:
        raise SigningError("the file does not hold a certificate and its private key")
    if key.public_key() != own.public_key():
        raise SigningError("the private key in the file is not that of its first certificate")
    opened = pkcs12.serialize_key_and_certificates(None, key, own, others, NoEncryption())
    return signers.SimpleSigner.load_pkcs12_data(opened, ())


def read_signatures(pdf: bytes) -> tuple[Signature, ...]:
    """The signatures of ``pdf``. Raises :class:`~briefgen.finding.Lack` without pyHanko."""
    with _pyhanko():
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.pdf_utils.reader import PdfFileReader

        try:
            found = PdfFileReader(BytesIO(pdf)).embedded_signatures
            return tuple(_read(one) for one in found)
        except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return (Signature("not readable", "", valid=False, whole=False),)


def _read(embedded: Any) -> Signature:
    from pyhanko.sign.general import SigningError as BadSignature
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    certificate = embedded.signer_cert
    fingerprint = sha256(certificate.dump()).hexdigest()
    subject = certificate.subject
    name = str(subject.native.get("common_name") or subject.human_friendly)
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    try:
        status = validate_pdf_signature(embedded, context, skip_diff=True)
    except (SignatureValidationError, BadSignature):
        return Signature(name, fingerprint, valid=False, whole=False)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Signature(name, fingerprint, valid=bool(status.intact and status.valid), whole=whole)
