"""Readers of what a stranger shows, for atheris: `python -m tests.signing.fuzzing TARGET ...`.

A reader answers or raises WalletError; anything else ends the run with the bytes that did it.
Further options are libFuzzer's, as `-max_total_time=60 -timeout=1 -rss_limit_mb=350`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import atheris

with atheris.instrument_imports(include=["wallet"]):
    from wallet.base.errors import WalletError
    from wallet.flows.airgap_offline import Answering
    from wallet.flows.scanning import Scan
    from wallet.signing.asked import Asked, DataType
    from wallet.signing.standard import parse_standard
    from wallet.signing.ur import bytewords, cbor, registry
    from wallet.signing.ur.codes import Resource
    from wallet.signing.ur.fountain import Basin, parse_part

from tests.fuzz_target import fuzz
from tests.signing.cases import NETWORK
from tests.signing.said import ME

KINDS = tuple(kind.name for kind in registry.KINDS)


def lines(data: bytes) -> None:
    """Text from a camera or the clipboard, as it is and as words of codes."""
    Scan(KINDS, "anything").take(data.decode("utf-8", "replace"))


def parts(data: bytes) -> None:
    """Parts of messages, each after a byte of its length."""
    basin = Basin()
    while data:
        size = data[0]
        basin.add(parse_part(data[1 : size + 1]))
        data = data[size + 1 :]


def kinds(data: bytes) -> None:
    """CBOR of every kind of code; what is read must come back the same."""
    kind = KINDS[data[0] % len(KINDS)] if data else KINDS[0]
    item = registry.read(Resource(kind, data[1:]))
    if item is not None:
        item.fields()
        if registry.read(Resource(kind, cbor.write(item.to_cbor()))) != item:
            raise ValueError("it does not come back")


def requests(data: bytes) -> None:
    """Whole requests, up to their explanation."""
    kind = ("symbolon-request", "eth-sign-request")[data[0] % 2 if data else 0]
    Answering([NETWORK]).take(f"ur:{kind}/{bytewords.encode(data[1:])}")


def asked(data: bytes) -> None:
    """Bytes to be signed, of each kind."""
    kind = DataType(data[0] % 4 + 1) if data else DataType.MESSAGE
    Asked(kind, data[1:], ME).meaning.digest  # noqa: B018 - computing it is the trial


def typed(data: bytes) -> None:
    """The JSON of typed data."""
    parse_standard(data, ME)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "lines": lines,
    "parts": parts,
    "kinds": kinds,
    "requests": requests,
    "asked": asked,
    "typed": typed,
}


if __name__ == "__main__":
    fuzz(TARGETS, WalletError)
