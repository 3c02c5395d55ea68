"""Certificates of countries and of those who sign documents for them (ICAO 9303-12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from asn1crypto import crl, x509

from wallet.identity.passport.der import GARBAGE, MEGABYTE, bounded
from wallet.identity.passport.outcome import Forged, Stopped, Unchecked
from wallet.identity.passport.signatures import fits

MOST_CERTIFICATE: Final = 32_768
MOST_LIST: Final = 8 * MEGABYTE
MOST_REVOKED: Final = 400_000
_UNDERSTOOD: Final = {"key_usage", "basic_constraints", "extended_key_usage", "name_constraints"}


@dataclass(frozen=True)
class Seal:
    """What was signed, in which way, and the signature."""

    algorithm: Any
    message: bytes
    signature: bytes

    def is_by(self, key: Any) -> bool:
        """Whether `key` (an `asn1crypto.keys.PublicKeyInfo`) signed it. Raises Unchecked."""
        return fits(self.algorithm, key, self.message, self.signature)


@dataclass(frozen=True)
class Certificate:
    """What is needed of a certificate, all of it read: `asn1crypto` would read it when asked."""

    der: bytes = field(repr=False)
    subject: str
    issuer: str
    country: str
    serial: int
    begins: int
    ends: int
    key_id: bytes
    issuer_key_id: bytes
    uses: frozenset[str] | None
    authority: bool
    key: Any = field(repr=False, compare=False)
    seal: Seal = field(repr=False, compare=False)

    def issued_by(self, other: Certificate) -> bool:
        """Whether `other` says of itself to be the issuer: by key id where both have one."""
        if self.issuer_key_id and other.key_id:
            return self.issuer_key_id == other.key_id and self.country == other.country
        return self.issuer == other.subject

    def signed_by(self, other: Certificate) -> bool:
        """Whether the key of `other` signed this one. Raises Unchecked."""
        return self.seal.is_by(other.key)

    def check(self, use: str, authority: bool, now: int, whose: str) -> None:
        """Hold its time, its use, and whether it may sign others. Raises Forged."""
        if not self.begins <= now <= self.ends:
            day = datetime.fromtimestamp(self.ends, UTC).date().isoformat()
            when = f"ran out on {day}" if now > self.ends else "does not count yet"
            raise Forged("expired", f"The certificate of {whose} {when}.")
        if self.uses is None and authority:
            raise Forged("use", f"The certificate of {whose} does not say what it is for.")
        if self.uses is not None and use not in self.uses:
            raise Forged("use", f"The certificate of {whose} is not meant for this.")
        if self.authority is not authority:
            raise Forged("use", f"The certificate of {whose} is of another kind.")


def read_certificate(data: bytes) -> Certificate:
    """A certificate in DER. Raises Unchecked for what is none."""
    try:
        bounded(data, MOST_CERTIFICATE, "The certificate")
        return _certificate(x509.Certificate.load(data, strict=True))
    except GARBAGE as error:
        raise Unchecked("certificate", "A certificate cannot be read.") from error


def certificate_of(raw: Any) -> Certificate:
    """A certificate that came inside something else. Raises Unchecked."""
    try:
        return read_certificate(raw.dump())
    except GARBAGE as error:
        raise Unchecked("certificate", "A certificate cannot be read.") from error


def _certificate(raw: Any) -> Certificate:
    tbs = raw["tbs_certificate"]
    for one in tbs["extensions"]:
        if one["critical"].native and one["extn_id"].native not in _UNDERSTOOD:
            raise Unchecked("extension", "A certificate demands what this program does not know.")
    basic, uses = raw.basic_constraints_value, raw.key_usage_value
    outer, inner = raw["signature_algorithm"], tbs["signature"]
    if outer.dump() != inner.dump():
        raise Unchecked("certificate", "A certificate names two ways in which it was signed.")
    return Certificate(
        der=raw.dump(),
        # As RFC 5280 compares names, not letter by letter.
        subject=str(raw.subject.hashable),
        issuer=str(raw.issuer.hashable),
        country=_country(raw.issuer),
        serial=int(raw.serial_number),
        begins=_instant(tbs["validity"]["not_before"].native),
        ends=_instant(tbs["validity"]["not_after"].native),
        key_id=bytes(raw.key_identifier or b""),
        issuer_key_id=bytes(raw.authority_key_identifier or b""),
        uses=None if uses is None else frozenset(uses.native),
        authority=basic is not None and bool(basic["ca"].native),
        key=_whole(raw.public_key),
        seal=Seal(_whole(outer), tbs.dump(), bytes(raw["signature_value"].native)),
    )


def _whole(part: Any) -> Any:
    """A part, after all of it was read once, so that it raises here or never."""
    if part.native is None:
        raise ValueError
    return part


def _instant(moment: Any) -> int:
    return int(moment.timestamp())


def _country(name: Any) -> str:
    """The two letters of the country in a name; some write them small."""
    found = name.native.get("country_name", "")
    return found.upper() if isinstance(found, str) else ""


@dataclass(frozen=True)
class RevocationList:
    """A list of certificates that a country withdrew."""

    issuer: str
    begins: int
    ends: int
    serials: frozenset[int] = field(repr=False)
    seal: Seal = field(repr=False, compare=False)

    def is_of(self, authority: Certificate) -> bool:
        """Whether this list was signed by `authority`; False also where that cannot be checked."""
        try:
            return self.issuer == authority.subject and self.seal.is_by(authority.key)
        except Stopped:
            return False

    def fresh(self, now: int) -> bool:
        """Whether it is the country's present list."""
        return self.begins <= now <= self.ends


def read_list(data: bytes) -> RevocationList:
    """A revocation list in DER. Raises Unchecked for what is none."""
    try:
        bounded(data, MOST_LIST, "The list", elements=6 * MOST_REVOKED)
        raw = crl.CertificateList.load(data, strict=True)
        parts = raw["tbs_cert_list"]
        ends = parts["next_update"].native
        return RevocationList(
            issuer=str(raw.issuer.hashable),
            begins=_instant(parts["this_update"].native),
            ends=0 if ends is None else _instant(ends),
            serials=frozenset(
                int(one["user_certificate"].native) for one in parts["revoked_certificates"]
            ),
            seal=Seal(
                _whole(raw["signature_algorithm"]), parts.dump(), bytes(raw["signature"].native)
            ),
        )
    except GARBAGE as error:
        raise Unchecked("list", "A revocation list cannot be read.") from error
