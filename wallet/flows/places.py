"""Links that name a network and an offering or a person, and open the wallet on it.

    symbolon:offering?chain=8453&registry=0x...&number=7&terms=<packed text>
    symbolon:person?chain=8453&registry=0x...&number=12
    symbolon:signed?d=<packed signed terms>

A network is named by its chain and its registry, which no two have in common. Terms travel along
where they are short: compressed, in the alphabet of base64 that URLs have. A link is read as if it
came from a stranger: nothing of it is believed before the chain says the same.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final

from wallet.base.addresses import checksum, is_address_shape, same_address
from wallet.base.errors import WalletError
from wallet.base.texts import pack_text, text_hash, unpack_text
from wallet.signing.known import KnownNetwork

SCHEME: Final = "symbolon:"
OFFERING: Final = "offering"
PERSON: Final = "person"
SIGNED: Final = "signed"
MOST_LINK: Final = 16_384
"""Most characters of a link that is read."""
MOST_CARRIED: Final = 6_000
"""Most characters of packed terms that travel within a link; longer ones are a file."""
MOST_CODE: Final = 1_200
"""Most characters of a link that a camera reads with ease from one picture."""
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_PACKED: Final = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """What a link names: `kind` is offering or person, `terms` a text that came along."""

    kind: str
    chain: int
    registry: str
    number: int
    terms: str = ""

    @property
    def link(self) -> str:
        """The link, with the terms where they are short enough."""
        bare = (
            f"{SCHEME}{self.kind}?chain={self.chain}&registry={self.registry}&number={self.number}"
        )
        packed = pack(self.terms) if self.terms else ""
        return f"{bare}&terms={packed}" if packed and len(packed) <= MOST_CARRIED else bare

    @property
    def code(self) -> str:
        """The link for a picture: with the terms only where a camera still reads it."""
        whole = self.link
        return (
            whole
            if len(whole) <= MOST_CODE
            else Place(self.kind, self.chain, self.registry, self.number).link
        )

    @property
    def carries(self) -> bool:
        """Whether the link has the terms with it."""
        return bool(self.terms) and "&terms=" in self.link


def is_link(text: str) -> bool:
    """Whether a text means to be one of these links."""
    return text.lstrip()[: len(SCHEME)].lower() == SCHEME


def parse_place(text: str) -> Place:
    """Read a link to an offering or a person. Raises WalletError (`link.*`)."""
    kind, given = split(text)
    if kind not in (OFFERING, PERSON):
        raise _bad()
    chain, number, registry = given.get("chain", ""), given.get("number", ""), given.get("registry")
    if not _NUMBER.fullmatch(chain) or not _NUMBER.fullmatch(number):
        raise _bad()
    if registry is None or not is_address_shape(registry) or int(chain) >= 2**53:
        raise _bad()
    packed = given.get("terms", "") if kind == OFFERING else ""
    terms = unpack(packed) if packed else ""
    return Place(kind, int(chain), checksum(registry), int(number), terms)


def check_place(place: Place, known: KnownNetwork) -> Place:
    """The place itself when it is on this network. Raises WalletError (`link.network`)."""
    if place.chain != known.chain_id or not same_address(
        place.registry, known.contracts["Registry"]
    ):
        raise WalletError(
            f"This link is for another network than {known.name}, on which this wallet is open.",
            "Open the wallet on that network first; whoever gave you the link can give you its "
            "file.",
            "link.network",
        )
    return place


def terms_of(place: Place, terms_hash: str) -> str:
    """The terms that came along, once they are those an offering names; else empty.

    Raises WalletError (`link.terms`) where they are others.
    """
    if not place.terms:
        return ""
    if "0x" + text_hash(place.terms).hex() != terms_hash:
        raise other_terms()
    return place.terms


def other_terms() -> WalletError:
    """What is said of terms that are not those an offering names."""
    return WalletError(
        "These are other terms than those that this offering names.",
        "Trust what the offering itself says, and ask the issuer for its terms.",
        "link.terms",
    )


def split(text: str) -> tuple[str, dict[str, str]]:
    """What kind of link it is, and its values by name. Raises WalletError (`link.garbage`)."""
    tidy = text.strip()
    if len(tidy) > MOST_LINK or not is_link(tidy) or not tidy.isascii():
        raise _bad()
    rest = tidy[len(SCHEME) :].removeprefix("//")  # some systems write it in
    kind, mark, query = rest.partition("?")
    parts = [part.partition("=") for part in query.split("&")] if mark else []
    given = {name: value for name, _, value in parts}
    if len(given) != len(parts) or len(parts) > 8:
        raise _bad()
    return kind.strip("/").lower(), given


def pack(text: str) -> str:
    """A text for a link. Raises WalletError where it is too long for any."""
    return base64.urlsafe_b64encode(pack_text(text)).decode("ascii").rstrip("=")


def unpack(packed: str) -> str:
    """The text that `pack` packed. Raises WalletError (`link.garbage`)."""
    if not _PACKED.fullmatch(packed):
        raise _bad()
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        return unpack_text(data)
    except (binascii.Error, WalletError):
        raise _bad() from None


def _bad() -> WalletError:
    return WalletError(
        "This is no link to an offering or a person.",
        "Copy the whole link, from symbolon: to its end, or open the picture that you were sent.",
        "link.garbage",
    )
