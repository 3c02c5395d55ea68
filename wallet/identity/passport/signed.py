"""What is signed on a chip or in a master list: CMS signed data with one signer (RFC 5652)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any, Final

from asn1crypto import cms, core
from asn1crypto.algos import DigestAlgorithm

from wallet.identity.passport.certificates import Certificate, certificate_of
from wallet.identity.passport.der import GARBAGE
from wallet.identity.passport.outcome import Forged, Unchecked
from wallet.identity.passport.signatures import digest, fits

SECURITY_OBJECT: Final = "2.23.136.1.1.1"
MASTER_LIST: Final = "2.23.136.1.1.2"
MOST_CERTIFICATES: Final = 8
MOST_GROUPS: Final = 16


class _GroupHash(core.Sequence):  # type: ignore[misc]
    # asn1crypto has no types
    _fields = [("number", core.Integer), ("hash", core.OctetString)]


class _GroupHashes(core.SequenceOf):  # type: ignore[misc]
    # asn1crypto has no types
    _child_spec = _GroupHash


class _VersionInfo(core.Sequence):  # type: ignore[misc]
    # asn1crypto has no types
    _fields = [("lds", core.PrintableString), ("unicode", core.PrintableString)]


class _SecurityObject(core.Sequence):  # type: ignore[misc]
    # asn1crypto has no types
    _fields = [
        ("version", core.Integer),
        ("hash_algorithm", DigestAlgorithm),
        ("hashes", _GroupHashes),
        ("versions", _VersionInfo, {"optional": True}),
    ]


@dataclass(frozen=True)
class Signed:
    """Signed data whose signature was not looked at yet."""

    content: bytes = field(repr=False)
    certificates: tuple[Certificate, ...]
    signer: Any = field(repr=False, compare=False)

    def signer_among(self, kept: Iterable[Certificate]) -> Certificate:
        """The certificate that fits who signed, and whose key did. Raises Forged, Unchecked."""
        try:
            found = [one for one in (*self.certificates, *kept) if self._names(one)]
            signed = [one for one in found if self._signed_by(one)]
        except GARBAGE as error:
            raise Unchecked("unreadable", "Who signed the chip cannot be read.") from error
        if not found:
            raise Unchecked(
                "signer", "The certificate of who signed the chip is neither on it nor kept here."
            )
        if not signed:
            raise Forged("signature", "The signature on the chip does not fit what is on it.")
        return signed[0]

    def _names(self, one: Certificate) -> bool:
        sid = self.signer["sid"]
        if sid.name == "issuer_and_serial_number":
            chosen = sid.chosen
            same = int(chosen["serial_number"].native) == one.serial
            return same and str(chosen["issuer"].hashable) == one.issuer
        return bool(one.key_id) and bytes(sid.chosen.native) == one.key_id

    def _signed_by(self, one: Certificate) -> bool:
        hash_name = self.signer["digest_algorithm"]["algorithm"].native
        # What is signed is the set of attributes under its own tag, not the one it travels with.
        message = b"\x31" + self.signer["signed_attrs"].dump()[1:]
        signature = bytes(self.signer["signature"].native)
        return fits(self.signer["signature_algorithm"], one.key, message, signature, hash_name)


def read_signed(
    der: bytes, content_type: str, most_certificates: int = MOST_CERTIFICATES
) -> Signed:
    """Signed data of one kind, its content held against the hash that is signed.

    `der` is bounded already. Raises Forged where the hash is another's, Unchecked where it cannot
    be read or is made in another way than documents are.
    """
    try:
        info = cms.ContentInfo.load(der, strict=True)
        if info["content_type"].native != "signed_data":
            raise Unchecked("kind", "It is no signed file of a chip.")
        data = info["content"]
        inside = data["encap_content_info"]
        signers = data["signer_infos"]
        if inside["content_type"].dotted != content_type or len(signers) != 1:
            raise Unchecked("kind", "It is not signed in the way documents are.")
        carried = data["certificates"]
        if len(carried) > most_certificates:
            raise Unchecked("many", "It carries more certificates than any document.")
        content, signer = bytes(inside["content"].native), signers[0]
        _check_attributes(signer, content, content_type)
        certificates = tuple(
            certificate_of(one.chosen) for one in carried if one.name == "certificate"
        )
        return Signed(content, certificates, signer)
    except GARBAGE as error:
        raise Unchecked("unreadable", "The signed file of the chip cannot be read.") from error


def _check_attributes(signer: Any, content: bytes, content_type: str) -> None:
    attributes: dict[str, Any] = {}
    for one in signer["signed_attrs"]:
        name = str(one["type"].dotted)
        if name in attributes or len(one["values"]) != 1:
            raise Unchecked("attributes", "It is not signed in the way documents are.")
        attributes[name] = one["values"][0]
    kind, stated = (attributes.get(f"1.2.840.113549.1.9.{last}") for last in (3, 4))
    if kind is None or stated is None or kind.dotted != content_type:
        raise Unchecked("attributes", "It is not signed in the way documents are.")
    made = digest(signer["digest_algorithm"]["algorithm"].native, content)
    if not compare_digest(made, bytes(stated.native)):
        raise Forged("content", "The list of hashes on the chip was changed after it was signed.")


def group_hashes(content: bytes) -> tuple[object, dict[int, bytes]]:
    """The hash in use and the hash of every data group, by its number. Raises Unchecked."""
    try:
        found = _SecurityObject.load(content, strict=True)
        rows = [(int(one["number"].native), bytes(one["hash"].native)) for one in found["hashes"]]
        hashes = dict(rows)
        numbers_good = all(1 <= number <= MOST_GROUPS for number in hashes)
        if not hashes or len(hashes) != len(rows) or not numbers_good:
            raise Unchecked("groups", "The list of hashes on the chip cannot be read.")
        return found["hash_algorithm"]["algorithm"].native, hashes
    except GARBAGE as error:
        raise Unchecked("groups", "The list of hashes on the chip cannot be read.") from error
