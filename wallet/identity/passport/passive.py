"""Passive authentication: from the bytes of a chip to the country that answers for them.

Each step stands on the one before: the groups have the hashes that are listed, the list is signed,
by a certificate that counts today and is meant for documents, which the country's own certificate
signed, from the verifier's folder; and the holder's data name that same country.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hmac import compare_digest
from typing import Final

from wallet.base.errors import WalletError
from wallet.identity.mrz import Zone, read_zone
from wallet.identity.passport.certificates import Certificate
from wallet.identity.passport.chip import Chip
from wallet.identity.passport.der import bounded, header
from wallet.identity.passport.folder import Kept
from wallet.identity.passport.outcome import Forged, Outcome, Stopped, Unchecked, Verdict
from wallet.identity.passport.signatures import digest
from wallet.identity.passport.signed import SECURITY_OBJECT, group_hashes, read_signed
from wallet.identity.states import letters_of

MOST_SOD: Final = 131_072
MOST_GROUP: Final = 2 * 2**20
_SOD_TAG: Final = 0x77
_COM_TAG: Final = 0x60
_ZONE_SIZES: Final = {90: 30, 72: 36, 88: 44}
# The first byte of each data group and its number (ICAO 9303-10, table 38).
_TAGS: Final = {
    0x61: 1, 0x75: 2, 0x63: 3, 0x76: 4, 0x65: 5, 0x66: 6, 0x67: 7, 0x68: 8, 0x69: 9, 0x6A: 10,
    0x6B: 11, 0x6C: 12, 0x6D: 13, 0x6E: 14, 0x6F: 15, 0x70: 16,
}  # fmt: skip


def authenticate(chip: Chip, kept: Kept, now: int) -> Verdict:
    """Check a chip's files against the certificates in the verifier's folder, at an instant.

    Total: any bytes get one of the three answers. Whether the document itself has run out, and
    whether its holder is the person who brought it, is for the desk to see.
    """
    notes: list[str] = []
    try:
        zone, country = _authenticate(chip, kept, now, notes)
    except Stopped as stopped:
        return Verdict(stopped.outcome, stopped.code, stopped.sentence, tuple(notes))
    return Verdict(
        Outcome.GENUINE,
        "genuine",
        "The chip's files are as the issuing country signed them.",
        tuple(notes),
        zone,
        country,
    )


def _authenticate(chip: Chip, kept: Kept, now: int, notes: list[str]) -> tuple[Zone, str]:
    signed = read_signed(_inside(chip.sod, _SOD_TAG), SECURITY_OBJECT)
    hash_name, listed = group_hashes(signed.content)
    _hold_groups(chip, hash_name, listed, notes)
    _hold_index(chip.com, set(listed))
    signer = signed.signer_among(kept.certificates)
    signer.check("digital_signature", False, now, "who signed the chip")
    authority = _authority(signer, kept.certificates, now)
    _hold_lists(signer, authority, kept, now, notes)
    zone = _zone(chip.groups[1], now)
    country = letters_of(zone.issuer)
    if not country:
        raise Unchecked("state", "The chip names an issuer that is no state known here.")
    if not country == signer.country == authority.country:
        raise Forged("country", "The chip was signed for another country than it names.")
    return zone, country


def _inside(data: bytes, tag: int) -> bytes:
    """What a file of the chip holds; readers may have filled the file up behind its end."""
    whole = bounded(data, MOST_SOD, "The signed file of the chip", exact=False)
    found, begin, end = header(whole, 0)
    if found != tag:
        raise Unchecked("unreadable", "The signed file of the chip cannot be read.")
    return bounded(whole[begin:end], MOST_SOD, "The signed file of the chip")


def _hold_groups(chip: Chip, hash_name: object, listed: dict[int, bytes], notes: list[str]) -> None:
    """Every group that was brought has the hash that is listed for it."""
    if 1 not in chip.groups:
        raise Unchecked("holder", "The file with the holder's data (DG1) is missing.")
    for number, data in sorted(chip.groups.items()):
        if number not in listed:
            raise Forged("group", f"The file DG{number} is not among those that were signed.")
        if len(data) > MOST_GROUP:
            raise Unchecked("large", f"The file DG{number} is larger than any that is meant.")
        if not compare_digest(digest(hash_name, data), listed[number]):
            raise Forged("group", f"The file DG{number} was changed after it was signed.")
        if not data or _TAGS.get(data[0]) != number:
            raise Forged("group", f"The file DG{number} is another than its name says.")
    missing = sorted(set(listed) - set(chip.groups))
    if missing:
        names = ", ".join(f"DG{number}" for number in missing)
        notes.append(f"These files are on the chip but were not brought: {names}.")


def _hold_index(com: bytes, listed: set[int]) -> None:
    """The index of the chip is not signed: it may name no group beyond those that are."""
    if not com:
        return
    whole = bounded(com, 4_096, "The index of the chip", exact=False)
    tag, at, end = header(whole, 0)
    if tag != _COM_TAG:
        raise Unchecked("index", "The index of the chip (EF.COM) cannot be read.")
    while at < end:
        tag, begin, after = header(whole, at)
        if tag == 0x5C and set(whole[begin:after]) - {
            letter for letter, number in _TAGS.items() if number in listed
        }:
            raise Forged("index", "The index of the chip names files that were not signed.")
        at = after


def _authority(signer: Certificate, kept: tuple[Certificate, ...], now: int) -> Certificate:
    """The country's certificate that signed the signer's. Raises Forged, Unchecked."""
    named = [one for one in kept if one.authority and signer.issued_by(one)]
    stopped: Stopped | None = None
    for one in named:
        try:
            if not signer.signed_by(one):
                if signer.issuer_key_id and signer.issuer_key_id == one.key_id:
                    raise Forged("chain", "The country did not sign the certificate on the chip.")
                continue
            one.check("key_cert_sign", True, now, "the country")
            return one
        except Stopped as refused:
            # A later certificate of the country may still do; else the first reason is told.
            stopped = stopped or refused
    if stopped is not None:
        raise stopped
    name = signer.country or "the country"
    raise Unchecked(
        "authority",
        f"The folder has no certificate of {name} that signed the one on the chip, so nobody can "
        "tell whether it is genuine.",
    )


def _hold_lists(
    signer: Certificate, authority: Certificate, kept: Kept, now: int, notes: list[str]
) -> None:
    """Who signed was not withdrawn, as far as lists are kept. An old list still condemns."""
    # A country's newest authority answers for the certificates of its older ones too.
    heads = [authority]
    heads += [one for one in kept.certificates if one.authority and one.country == signer.country]
    lists = [one for one in kept.lists if any(one.is_of(head) for head in heads)]
    if any(signer.serial in one.serials for one in lists):
        raise Forged("revoked", "The country withdrew the certificate of who signed the chip.")
    if not lists:
        notes.append("No list of withdrawn certificates of this country is kept here.")
    elif not any(one.fresh(now) for one in lists):
        notes.append("The list of withdrawn certificates of this country is out of date.")


def _zone(data: bytes, now: int) -> Zone:
    """The zone in DG1. Raises Unchecked: what a country signed is not false for being odd."""
    whole = bounded(data, 512, "The file with the holder's data", exact=False)
    _, begin, end = header(whole, 0)
    if whole[begin : begin + 2] != b"\x5f\x1f":
        raise Unchecked("holder", "The file with the holder's data cannot be read.")
    _, begin, end = header(whole, begin)
    size = _ZONE_SIZES.get(end - begin)
    if size is None:
        raise Unchecked("holder", "The file with the holder's data cannot be read.")
    text = whole[begin:end].decode("latin-1")
    rows = [text[start : start + size] for start in range(0, len(text), size)]
    try:
        return read_zone("\n".join(rows), datetime.fromtimestamp(now, UTC).date())
    except WalletError as error:
        raise Unchecked("holder", f"The holder's data cannot be read: {error.sentence}") from error
