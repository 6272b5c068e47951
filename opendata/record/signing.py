"""Signatures of entries, with the Ed25519 key that the site is given; it can do without.

`cryptography` is loaded only where a key is configured or a signature is checked.
"""

from django.conf import settings


def sign(hash_: str) -> str:
    """The signature of a hash of 64 hexadecimal digits, as 128 of them; "" without a key."""
    key: bytes | None = settings.RECORD_KEY
    if key is None:
        return ""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key).sign(bytes.fromhex(hash_)).hex()


def public_key() -> str:
    """The public half of the key, 64 hexadecimal digits; "" without a key."""
    key: bytes | None = settings.RECORD_KEY
    if key is None:
        return ""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw().hex()


def is_signed(hash_: str, signature: str, public: bytes) -> bool:
    """Whether `signature` is one of `hash_` by the key with this public half of 32 bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(bytes.fromhex(signature), bytes.fromhex(hash_))
    except (InvalidSignature, ValueError):
        return False
    return True
