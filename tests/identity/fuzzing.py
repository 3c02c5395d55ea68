"""Readers of what strangers bring, for atheris: `python -m tests.identity.fuzzing TARGET ...`.

As `tests.signing.fuzzing`: a reader answers, or says in a sentence why it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

import atheris

with atheris.instrument_imports(include=["wallet", "asn1crypto"]):
    from wallet.base.errors import WalletError
    from wallet.flows.join_answer import read_join_answer
    from wallet.flows.name_answer import read_name_answer
    from wallet.flows.recovery_answer import read_recovery_answer
    from wallet.identity.asking_for_name import read_name_request
    from wallet.identity.asking_to_join import read_join_request
    from wallet.identity.asking_to_recover import read_recovery_request
    from wallet.identity.credential.asking import read_claims_asked
    from wallet.identity.credential.checking import Question, check
    from wallet.identity.glance import glance
    from wallet.identity.mrz import problems_of
    from wallet.identity.passport.chip import unpack_chip
    from wallet.identity.passport.folder import Kept, read_trust
    from wallet.identity.passport.outcome import Outcome, Stopped
    from wallet.identity.passport.passive import authenticate
    from wallet.identity.tags.asking import read_request
    from wallet.identity.tags.cards import read_card
    from wallet.identity.tags.handing_letters import read_succession
    from wallet.identity.tags.letters import read_circle

from tests.fuzz_target import fuzz
from tests.identity.circles import five_keys
from tests.identity.documents import NOW, Country, dg1

COUNTRY = Country()
CHIP = COUNTRY.chip()
KEPT = Kept(read_trust(COUNTRY.authority().dump())[0])
CIRCLE, _ = five_keys()


def zones(data: bytes) -> None:
    """Machine-readable zones."""
    problems_of(data.decode("latin-1"), date(2026, 11, 28))


def chips(data: bytes) -> None:
    """Signed files of chips, and the groups that they sign: never genuine for being odd."""
    found = authenticate(replace(CHIP, sod=data), KEPT, NOW)
    if found.outcome is Outcome.GENUINE and found.zone is None:
        raise ValueError("genuine, and nobody's")
    if authenticate(replace(CHIP, groups={1: data}), KEPT, NOW).genuine and data != dg1():
        raise ValueError("a group that nobody signed")
    authenticate(replace(CHIP, com=data), KEPT, NOW)


def trust(data: bytes) -> None:
    """Certificates, lists of them and of those withdrawn."""
    certificates, lists = read_trust(data)
    authenticate(CHIP, Kept(certificates, lists), NOW)


def archives(data: bytes) -> None:
    """ZIP files of chips."""
    unpack_chip(data)


def letters(data: bytes) -> None:
    """Letters between desks, and the list of the desks."""
    text = data.decode("utf-8", "replace")
    if text.startswith("{"):
        read_circle(text)
    else:
        read_request(text, CIRCLE)


def cards(data: bytes) -> None:
    """Cards of desks, from whom shares are handed on, and a glance at a request."""
    text = data.decode("utf-8", "replace")
    for read in (lambda: read_card(text, 1), lambda: read_succession(text, 1)):
        try:
            read()
        except WalletError:
            continue  # the next reader has to stand it too
    glance(text)


def credentials(data: bytes) -> None:
    """What somebody shows."""
    check(data.decode("utf-8", "replace"), Question("an audience", "a nonce"), NOW)


def papers(data: bytes) -> None:
    """What people and verifiers hand each other: each reader takes its own kind or refuses."""
    text, nobody = data.decode("utf-8", "replace"), "0x" + "11" * 20
    readers: tuple[Callable[[str], object], ...] = (
        read_join_answer,
        read_recovery_answer,
        read_name_answer,
        lambda one: read_claims_asked(one, 31_337),
        lambda one: read_join_request(one, 31_337, nobody, NOW),
        lambda one: read_recovery_request(one, 31_337, nobody, NOW),
        lambda one: read_name_request(one, 31_337, nobody, NOW),
    )
    for reader in readers:
        with suppress(WalletError):
            reader(text)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "zones": zones,
    "chips": chips,
    "trust": trust,
    "archives": archives,
    "letters": letters,
    "cards": cards,
    "credentials": credentials,
    "papers": papers,
}


if __name__ == "__main__":
    fuzz(TARGETS, WalletError, Stopped)
