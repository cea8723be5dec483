"""The massager's own certificate, signed by nobody but itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
import ssl
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from .flash import Flash

# Clients know it by its fingerprint, so it need never be replaced.
VALID_FOR = timedelta(days=50 * 365)


def tls_context(flash: Flash, device_id: str) -> ssl.SSLContext:
    """Return what the massager serves TLS with; its certificate is made only once."""
    if flash.certificate is None:
        flash.certificate = _made(device_id)
        flash.save()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.pem"
        file.write_text(flash.certificate, encoding="ascii")
        context.load_cert_chain(file)
    return context


def fingerprint(flash: Flash) -> str:
    """Return the SHA-256 of the certificate, which must be there, in hexadecimal."""
    if flash.certificate is None:
        raise ValueError("There is no certificate")
    certificate = x509.load_pem_x509_certificate(flash.certificate.encode())
    return certificate.fingerprint(hashes.SHA256()).hex()


def _made(device_id: str) -> str:
    """Return a new certificate and its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, device_id)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID_FOR)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    ).decode()
    return certificate.public_bytes(Encoding.PEM).decode() + private
