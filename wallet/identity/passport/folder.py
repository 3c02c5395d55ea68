"""The folder in which a verifier keeps the certificates of countries.

It may hold certificates (DER or PEM), master lists of them (`CscaMasterList`, signed by a country)
and revocation lists. Whatever is in it is trusted because the verifier put it there, from a source
they trust; nothing is fetched. A master list is trusted as a whole, and refused where it was
changed after it was signed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from asn1crypto import core, pem, x509

from wallet.base.errors import WalletError
from wallet.base.files import read_limited
from wallet.identity.passport.certificates import (
    Certificate,
    RevocationList,
    certificate_of,
    read_certificate,
    read_list,
)
from wallet.identity.passport.der import GARBAGE, MEGABYTE, bounded
from wallet.identity.passport.outcome import Stopped, Unchecked
from wallet.identity.passport.signed import MASTER_LIST, read_signed

MOST_FILES: Final = 4_000
MOST_MASTER_LIST: Final = 16 * MEGABYTE
MOST_LISTED: Final = 5_000
_SUFFIXES: Final = (".cer", ".crt", ".der", ".pem", ".ml", ".crl")
_PEM: Final = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----")


class _Certificates(core.SetOf):  # type: ignore[misc]
    # asn1crypto has no types
    _child_spec = x509.Certificate


class _MasterList(core.Sequence):  # type: ignore[misc]
    # asn1crypto has no types
    _fields = [("version", core.Integer), ("certificates", _Certificates)]


@dataclass(frozen=True)
class Kept:
    """What a folder holds; `problems` are sentences about files that could not be used."""

    certificates: tuple[Certificate, ...] = ()
    lists: tuple[RevocationList, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The two letters of the countries whose authorities are kept here."""
        return tuple(sorted({one.country for one in self.certificates if one.authority}))


def read_folder(folder: Path) -> Kept:
    """Everything that a folder keeps. A file that cannot be used is named and passed over.

    Raises WalletError where the folder itself cannot be read.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
    except OSError as error:
        raise WalletError(
            f"The folder {folder.name} with the certificates of countries cannot be read.",
            "Choose another, or allow this program to read it.",
            "passport.folder",
            "folder",
        ) from error
    if len(paths) > MOST_FILES:
        raise WalletError(
            f"The folder {folder.name} holds more than {MOST_FILES:,} files.",
            "Keep only certificates of countries in it.",
            "passport.folder_large",
            "folder",
        )
    certificates: dict[bytes, Certificate] = {}
    lists: list[RevocationList] = []
    problems: list[str] = []
    for path in paths:
        try:
            found, more = read_trust(read_limited(path, MOST_MASTER_LIST))
            certificates.update((one.der, one) for one in found)
            lists.extend(more)
        except (Stopped, WalletError) as refused:
            problems.append(f"{path.name}: {refused.sentence}")
    return Kept(tuple(certificates.values()), tuple(lists), tuple(problems))


def read_trust(data: bytes) -> tuple[tuple[Certificate, ...], tuple[RevocationList, ...]]:
    """Certificates and revocation lists in one file of any kind. Raises Unchecked, Forged."""
    if _PEM.search(data[:4_096]):
        return _read_pem(data)
    try:
        return (read_certificate(data),), ()
    except Unchecked:
        pass  # it may be of another kind
    try:
        return (), (read_list(data),)
    except Unchecked:
        return read_master_list(data), ()


def _read_pem(data: bytes) -> tuple[tuple[Certificate, ...], tuple[RevocationList, ...]]:
    certificates: list[Certificate] = []
    lists: list[RevocationList] = []
    if data.count(b"-----BEGIN") > MOST_LISTED:
        raise Unchecked("many", "There are more certificates in it than countries have.")
    try:
        for kind, _, der in pem.unarmor(data, multiple=True):
            if kind == "CERTIFICATE":
                certificates.append(read_certificate(der))
            elif kind == "X509 CRL":
                lists.append(read_list(der))
    except GARBAGE as error:
        raise Unchecked("pem", "It cannot be read.") from error
    return tuple(certificates), tuple(lists)


def read_master_list(data: bytes) -> tuple[Certificate, ...]:
    """The certificates in a master list, whose signature fits one that it carries.

    Raises Forged for a list that was changed, Unchecked for what is none.
    """
    der = bounded(data, MOST_MASTER_LIST, "The master list", elements=2_000_000)
    signed = read_signed(der, MASTER_LIST)
    signed.signer_among(())
    try:
        bounded(signed.content, MOST_MASTER_LIST, "The master list", elements=2_000_000)
        listed = _MasterList.load(signed.content, strict=True)["certificates"]
        if len(listed) > MOST_LISTED:
            raise Unchecked("many", "There are more certificates in it than countries have.")
        return tuple(_each(listed))
    except GARBAGE as error:
        raise Unchecked("list", "The master list cannot be read.") from error


def _each(listed: core.SetOf) -> list[Certificate]:
    """Those that can be read: one of two hundred countries does not spoil the others."""
    found = []
    for one in listed:
        try:
            found.append(certificate_of(one))
        except Unchecked:
            continue  # it cannot be used; whoever needs it is told that it is missing
    return found
