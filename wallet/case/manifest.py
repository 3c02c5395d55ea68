"""The manifest of a case file, its signature, and JSON in the one form that it has there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any, Final

from wallet.base import nesting
from wallet.base.addresses import parse_address
from wallet.base.errors import WalletError
from wallet.case.container import MANIFEST, MOST_PARTS, SIGNATURE
from wallet.case.fonts import FILES
from wallet.case.problems import damaged

DOCUMENT: Final = "document.json"
MOST_PAPERS: Final = 16
_SHA = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SIGNATURE = re.compile(r"(0x[0-9a-f]{130})?", re.ASCII)


def canonical(value: Any) -> bytes:
    """JSON in the one form that it has in a file."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def sha256(data: bytes) -> str:
    """The hash by which parts are named."""
    return hashlib.sha256(data).hexdigest()


def in_one_form(data: bytes, name: str) -> Any:
    """JSON in its one form. Raises WalletError."""
    try:
        value = nesting.loads(data)
        whole = canonical(value) == data
    except (ValueError, RecursionError) as error:
        raise damaged(f"the part {name} cannot be read") from error
    if not whole:
        raise damaged(f"the part {name} is not in its one form")
    return value


def read_manifest(data: bytes, names: Sequence[str]) -> dict[str, Any]:
    """What the manifest of a file says, whose parts are `names`, papers and the document."""
    said = in_one_form(data, MANIFEST)
    keys = {"symbolon", "v", "program", "signer", "parts", "fonts"}
    if not isinstance(said, dict) or set(said) != keys or said["symbolon"] != "case file":
        raise damaged("its manifest is not one of a case file")
    if said["v"] != 1:
        raise WalletError(
            "This case file is of another form than this program knows, by its manifest.",
            "A newer version of the program may know it.",
            "case.version",
        )
    if not isinstance(said["program"], str) or not re.fullmatch(
        r"[0-9a-z.]{1,20}", said["program"]
    ):
        raise damaged("its manifest does not say what made it")
    try:
        if said["signer"] != "":
            address_in(said["signer"])
    except ValueError as error:
        raise damaged("its manifest does not say who signed it") from error
    for key in ("parts", "fonts"):
        entries = said[key]
        if not isinstance(entries, list) or len(entries) > MOST_PARTS:
            raise damaged(f"the list of {key} in its manifest cannot be read")
        for entry in entries:
            _check_entry(entry)
    found = [entry["name"] for entry in said["parts"]]
    papers = [f"paper-{at}" for at in range(1, len(found) - len(names))]
    if found != [*names, *papers, DOCUMENT] or len(papers) > MOST_PAPERS:
        raise damaged("its manifest does not list the parts of a case file, each once")
    if [entry["name"] for entry in said["fonts"]] != list(FILES):
        raise damaged("its manifest does not list the fonts of a case file")
    return said


def _check_entry(entry: Any) -> None:
    if not isinstance(entry, dict) or set(entry) != {"name", "bytes", "sha256"}:
        raise damaged("an entry of its manifest cannot be read")
    name, size, digest = entry["name"], entry["bytes"], entry["sha256"]
    if not isinstance(name, str) or not isinstance(digest, str) or type(size) is not int:
        raise damaged("an entry of its manifest cannot be read")
    if not _SHA.fullmatch(digest) or not 0 < size < 2**30:
        raise damaged("an entry of its manifest cannot be read")


def address_in(value: Any) -> str:
    """An address in the one form that it has in a file. Raises ValueError."""
    try:
        if isinstance(value, str) and parse_address(value) == value:
            return value
    except WalletError as error:
        raise ValueError("no address") from error
    raise ValueError("no address")


def read_signature(data: bytes) -> bytes:
    """The signature of a file, empty without. Raises WalletError."""
    said = in_one_form(data, SIGNATURE)
    text = said.get("signature") if isinstance(said, dict) and len(said) == 1 else None
    if not isinstance(text, str) or not _SIGNATURE.fullmatch(text):
        raise damaged("its signature cannot be read")
    return bytes.fromhex(text[2:])
