"""A package of the Open Cap Format that somebody brings: read within limits, or refused.

Files are named by the manifest; a name that leads out of the package is refused, and so is a file
whose sum is another.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.base.files import parse_json, read_limited

MOST_BYTES: Final = 6 * 2**20
"""Of all files of a package together."""
MOST_FILES: Final = 64
MOST_ITEMS: Final = 50_000
MOST_TEXT: Final = 300
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NAME: Final = re.compile(r"[^/\\:\x00-\x1f]{1,120}(?:/[^/\\:\x00-\x1f]{1,120}){0,3}")
_IDS: Final = ("security_id", "balance_security_id", "stakeholder_id", "stock_class_id")

Object = dict[str, Any]


@dataclass(slots=True)
class CapPackage:
    """A package as it was read: whose it is, and its objects by what they are."""

    issuer: Object
    as_of: str
    stakeholders: dict[str, Object] = field(default_factory=dict)
    classes: dict[str, Object] = field(default_factory=dict)
    transactions: list[Object] = field(default_factory=list)

    @property
    def company(self) -> str:
        """The legal name of the company."""
        return text_in(self.issuer, "legal_name")

    def names(self) -> tuple[tuple[str, str], ...]:
        """Every stakeholder: id and name, by name."""
        found = [(key, legal_name(one)) for key, one in self.stakeholders.items()]
        return tuple(sorted(found, key=lambda one: (one[1].lower(), one[0])))


def read_package(path: Path) -> CapPackage:
    """The package in a folder or a ZIP file. Raises WalletError (`ocf.garbage`, `file.*`)."""
    if path.is_dir():
        return _parse(sorted(_listed(path)), lambda name, most: read_limited(path / name, most))
    return parse_zip(read_limited(path, MOST_BYTES))


def parse_zip(data: bytes) -> CapPackage:
    """The package in a ZIP file. Raises WalletError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if len(packed.infolist()) > MOST_FILES:
                raise garbage("It has too many files.")
            names = [one.filename for one in packed.infolist() if not one.is_dir()]

            def read(name: str, most: int) -> bytes:
                if packed.getinfo(name).compress_type not in _PACKINGS:
                    raise garbage("It is packed in a way that is not read here.")
                with packed.open(name) as file:
                    found = file.read(most + 1)
                if len(found) > most:
                    raise garbage("It is too large.")
                return found

            return _parse(names, read)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError,
        RuntimeError, ValueError, OverflowError, struct.error,
    ) as error:  # fmt: skip
        # The library says by many errors that a file is damaged, locked or of a kind it lacks.
        raise garbage("It is no ZIP file that can be opened.") from error


def _parse(names: list[str], read: Callable[[str, int], bytes]) -> CapPackage:
    tops = [name for name in names if name.rsplit("/", 1)[-1] == "Manifest.ocf.json"]
    if len(tops) != 1 or _NAME.fullmatch(tops[0]) is None:
        raise garbage("It has no manifest, or several.")
    folder = tops[0].removesuffix("Manifest.ocf.json")
    there, left = set(names), MOST_BYTES
    data = read(tops[0], left)
    left -= len(data)
    manifest = _object(parse_json(data, "The manifest"), "OCF_MANIFEST_FILE", "file_type")
    found = CapPackage(_checked(manifest.get("issuer"), "ISSUER"), text_in(manifest, "as_of"))
    text_in(found.issuer, "legal_name")
    for key, take in (
        ("stakeholders_files", _stakeholder),
        ("stock_classes_files", _class),
        ("transactions_files", _transaction),
    ):
        for name, md5 in _named(manifest, key):
            if folder + name not in there:
                raise garbage(f"It lacks {name}.")
            data = read(folder + name, left)
            left -= len(data)
            if hashlib.md5(data, usedforsecurity=False).hexdigest() != md5:
                raise garbage(f"{name} is not what its manifest says.")
            for one in _items(parse_json(data, f"The file {name}")):
                take(found, one)
    return found


def _stakeholder(found: CapPackage, one: Object) -> None:
    one = _checked(one, "STAKEHOLDER")
    legal_name(one)
    found.stakeholders[text_in(one, "id")] = one


def _class(found: CapPackage, one: Object) -> None:
    one = _checked(one, "STOCK_CLASS")
    found.classes[text_in(one, "id")] = one


def _transaction(found: CapPackage, one: Object) -> None:
    became = one.get("resulting_security_ids", [])
    ids = [one[key] for key in _IDS if key in one]
    ids += became if isinstance(became, list) else [None]
    if not all(isinstance(each, str) for each in ids):
        raise garbage("One of its ids is no text.")
    found.transactions.append(one)
    if len(found.transactions) > MOST_ITEMS:
        raise garbage("It has too many transactions.")


def _listed(folder: Path) -> list[str]:
    """The names of the files of a package: those in its folder, and no deeper."""
    names: list[str] = []
    try:
        for one in folder.iterdir():
            if one.name.endswith(".json") and one.is_file() and not one.is_symlink():
                names.append(one.name)
            if len(names) > MOST_FILES:
                raise garbage("It has too many files.")
    except OSError as error:
        raise garbage("Its folder cannot be read.") from error
    return names


def _named(manifest: Object, key: str) -> list[tuple[str, str]]:
    """The files that a manifest names under a key, each within the package."""
    listed = manifest.get(key)
    if not isinstance(listed, list) or len(listed) > MOST_FILES:
        raise garbage("Its manifest is not complete.")
    made = []
    for one in listed:
        entry = one if isinstance(one, dict) else {}
        name, md5 = text_in(entry, "filepath").removeprefix("./"), text_in(entry, "md5").lower()
        if _NAME.fullmatch(name) is None or ".." in name.split("/"):
            raise garbage("Its manifest names a file outside it.")
        made.append((name, md5))
    return made


def _items(value: object) -> list[Object]:
    listed = value.get("items") if isinstance(value, dict) else None
    if not isinstance(listed, list) or len(listed) > MOST_ITEMS:
        raise garbage("One of its files is no list of the format.")
    if not all(isinstance(one, dict) for one in listed):
        raise garbage("One of its files is no list of the format.")
    return listed


def _object(value: object, kind: str, key: str) -> Object:
    if not isinstance(value, dict) or value.get(key) != kind:
        raise garbage(f"It has no {kind.lower().replace('_', ' ')}.")
    return value


def _checked(value: object, kind: str) -> Object:
    return _object(value, kind, "object_type")


def kind_of(one: Object) -> str:
    """What an object says that it is."""
    kind = one.get("object_type")
    return kind if isinstance(kind, str) else ""


def legal_name(one: Object) -> str:
    """The name of a stakeholder. Raises WalletError."""
    name = one.get("name")
    return text_in(name if isinstance(name, dict) else {}, "legal_name")


def text_in(found: Object, key: str) -> str:
    """A text that is not empty. Raises WalletError."""
    text = found.get(key)
    if not isinstance(text, str) or not text.strip() or len(text) > MOST_TEXT:
        raise garbage(f"One of its entries lacks its {key.replace('_', ' ')}.")
    return text


def garbage(why: str) -> WalletError:
    """What is said of a package that cannot be read."""
    return WalletError(
        f"This is not a package of the Open Cap Format that can be read here. {why}",
        "Ask whoever gave it to you to export it again.",
        "ocf.garbage",
        "package",
    )
