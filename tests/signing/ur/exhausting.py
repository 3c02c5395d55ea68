"""What is known to exhaust careless readers, in a process that may take 200 MB more.

Prints the longest time that any of it took, in seconds of this process.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from wallet.base.errors import WalletError
from wallet.signing.ur import bytewords, cbor, registry
from wallet.signing.ur.codes import Receiver, Resource
from wallet.signing.ur.fountain import MOST_FRAGMENTS, Basin, Fountain, Part

ROOM = 200 * 2**20
MOST = bytewords.MOST


def hostile_cbor() -> Iterator[bytes]:
    """Heads that promise too much, nesting, and as many items as fit."""
    for head in b"\x5b\x7b\x9b\xbb\xdb":
        yield bytes([head]) + b"\xff" * 8
    yield b"\x81" * MOST
    yield b"\xa1\x01" * (MOST // 2)
    yield b"\xd9\x01\x2f" * (MOST // 3)
    yield b"\x9a" + (MOST - 5).to_bytes(4, "big") + b"\xa0" * (MOST - 5)
    yield b"\x99\xff\xfe" + b"\x80" * 65_534
    yield b"\x99\x75\x30" + b"\x81\x00" * 30_000
    yield b"\x5a" + (MOST - 5).to_bytes(4, "big") + bytes(MOST - 5)
    yield bytes(MOST + 1)


def longest(attempts: Iterator[Callable[[], object]]) -> float:
    """The longest that one of the attempts takes; each answers or is refused."""
    worst = 0.0
    for attempt in attempts:
        begun = time.process_time()
        try:
            attempt()
        except WalletError:
            pass  # that is the answer to be had
        worst = max(worst, time.process_time() - begun)
    return worst


def attempts() -> Iterator[Callable[[], object]]:
    """All of it."""
    for data in hostile_cbor():
        yield partial(cbor.check, data, cbor.ANY_TAG)
        for name in ("eth-batch-sign-request", "crypto-output", "bytes"):
            yield partial(registry.read, Resource(name, data))
    yield partial(bytewords.decode, "ae" * (MOST + 4))
    for line in (
        "ur:bytes/" + "ae" * (MOST + 4),
        "ur:bytes/" + "ae" * (4 * MOST),
        "ur:" + "a-" * 10**5,
        "ur:bytes/" + "1" * 10**5 + "-2/aeaeaeae",
        " " * 10**5,
    ):
        yield partial(Receiver().take, line)
    for number in (1, 2**32 - 1):
        part = Part(number, 2**32 - 1, 2**32 - 1, 0, b"a")
        yield partial(Basin().add, part)
    yield from floods()


def floods() -> Iterator[Callable[[], object]]:
    """Mixtures of the longest message there is, then mixtures that add up to nothing."""
    size = 64 * MOST_FRAGMENTS
    fountain = Fountain(bytes(range(256)) * (size // 256), 64)
    basin, empty = Basin(), Basin()
    for number in range(MOST_FRAGMENTS + 1, MOST_FRAGMENTS + 501):
        yield partial(basin.add, fountain.part(number))
    for number in range(MOST_FRAGMENTS + 1, MOST_FRAGMENTS + 201):
        part = Part(number, MOST_FRAGMENTS, size, 7, bytes(64))
        yield partial(empty.add, part)


def main() -> None:
    """Take no more than there is room for, and say how long the worst took."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + ROOM, used + ROOM))
    sys.stdout.write(f"{longest(attempts())}\n")


if __name__ == "__main__":
    main()
