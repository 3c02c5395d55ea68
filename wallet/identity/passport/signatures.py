"""One signature held against one key, by the algorithms that documents use.

RSA with PKCS #1 padding or PSS, whose parameters come with the signature, and ECDSA. Whatever can
be forged today or is not known here raises Unchecked: it says nothing about the document.
"""

from __future__ import annotations

from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from wallet.identity.passport.curves import curve_of
from wallet.identity.passport.der import GARBAGE
from wallet.identity.passport.outcome import Unchecked

LEAST_RSA: Final = 2048
MOST_RSA: Final = 8192
_HASHES: Final[dict[str, hashes.HashAlgorithm]] = {
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_WEAK: Final = ("md2", "md5", "sha1")


def hash_named(name: object) -> hashes.HashAlgorithm:
    """A hash by its name. Raises Unchecked for one that is broken or unknown."""
    if name in _WEAK:
        raise Unchecked(
            "weak", "It relies on a hash that can be forged today, so it proves nothing any more."
        )
    if not isinstance(name, str) or name not in _HASHES:
        raise Unchecked("hash", "It relies on a hash that this program does not know.")
    return _HASHES[name]


def digest(name: object, data: bytes) -> bytes:
    """The hash of `data` by the name of the hash. Raises Unchecked."""
    state = hashes.Hash(hash_named(name))
    state.update(data)
    return state.finalize()


def fits(
    algorithm: Any, key: Any, message: bytes, signature: bytes, hash_name: object = ""
) -> bool:
    """Whether `signature` over `message` is by `key`.

    `algorithm` is an `asn1crypto.algos.SignedDigestAlgorithm`, `key` a `keys.PublicKeyInfo`;
    `hash_name` is the hash stated beside an algorithm that names none. Raises Unchecked.
    """
    try:
        name = str(algorithm["algorithm"].native)
        kind = str(key["algorithm"]["algorithm"].native)
        stated = hash_name if name in ("rsassa_pkcs1v15", "ecdsa") else name.partition("_")[0]
        if name == "rsassa_pss" and kind in ("rsa", "rsassa_pss"):
            scheme, hashed = _pss(algorithm["parameters"])
            _same_hash(hashed.name, hash_name)
            return _by_rsa(key, message, signature, scheme, hashed)
        if name.endswith(("_rsa", "rsassa_pkcs1v15")) and kind == "rsa":
            hashed = hash_named(stated)
            _same_hash(hashed.name, hash_name)
            return _by_rsa(key, message, signature, padding.PKCS1v15(), hashed)
        if name.endswith("ecdsa") and kind == "ec":
            hashed = hash_named(stated)
            _same_hash(hashed.name, hash_name)
            return _by_curve(key, message, signature, hashed)
    except GARBAGE as error:
        raise Unchecked("key", "The key it is signed with cannot be read.") from error
    except UnsupportedAlgorithm as error:
        raise Unchecked("unsupported", "This computer cannot check such a signature.") from error
    raise Unchecked("algorithm", "It is signed in a way that this program does not know.")


def _same_hash(used: str, stated: object) -> None:
    if stated and stated != used:
        raise Unchecked("hashes", "It names two different hashes for one signature.")


def _pss(parameters: Any) -> tuple[padding.AsymmetricPadding, hashes.HashAlgorithm]:
    """Padding and hash of a PSS signature, from the parameters that come with it (RFC 4055)."""
    hashed = hash_named(parameters["hash_algorithm"]["algorithm"].native)
    mask = parameters["mask_gen_algorithm"]
    if mask["algorithm"].native != "mgf1":
        raise Unchecked("mask", "It is signed in a way that this program does not know.")
    inner = hash_named(mask["parameters"]["algorithm"].native)
    salt = int(parameters["salt_length"].native)
    if parameters["trailer_field"].native != "trailer_field_bc" or not 0 <= salt <= 512:
        raise Unchecked("pss", "It is signed in a way that this program does not know.")
    return padding.PSS(padding.MGF1(inner), salt), hashed


def _by_rsa(
    key: Any,
    message: bytes,
    signature: bytes,
    scheme: padding.AsymmetricPadding,
    hashed: hashes.HashAlgorithm,
) -> bool:
    numbers = key["public_key"].parsed
    modulus, exponent = int(numbers["modulus"].native), int(numbers["public_exponent"].native)
    if modulus.bit_length() < LEAST_RSA:
        raise Unchecked("short", "It is signed with a key so short that it can be broken today.")
    if modulus.bit_length() > MOST_RSA or not 3 <= exponent < 2**33 or exponent % 2 == 0:
        raise Unchecked("key", "The key it is signed with cannot be read.")
    public = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    try:
        public.verify(signature, message, scheme, hashed)
    except InvalidSignature:
        return False
    return True


def _by_curve(key: Any, message: bytes, signature: bytes, hashed: hashes.HashAlgorithm) -> bool:
    curve = curve_of(key["algorithm"]["parameters"])
    public = ec.EllipticCurvePublicKey.from_encoded_point(curve, bytes(key["public_key"]))
    try:
        public.verify(signature, message, ec.ECDSA(hashed))
    except InvalidSignature:
        return False
    return True
