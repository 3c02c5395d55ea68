"""Events about who people are: joining, renewing, freezes and bans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from wallet.base.addresses import keccak
from wallet.simulate.replay.kind import AUTHORITY, Event, Kind, Statement, Step, part_of
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.parts_auction import Clock
from wallet.simulate.replay.parts_people import DOCUMENT, WORLD, Counts, Person
from wallet.simulate.replay.records import HASH
from wallet.simulate.replay.storage import Ground, Laid, Spot, spot
from wallet.simulate.replay.words import TAG

RANKS: Final = 8
"""Members whose times share a word."""


def _attested(event: Event, person: int, ground: Ground) -> tuple[tuple[str, object], ...]:
    """What a verifier says of somebody: expires, document, country, accredited."""
    return (
        ("account", ground.wallet(person)),
        ("personTag", _tag(event, person)),
        ("level", DOCUMENT if event["document"] else WORLD),
        ("country", event["country"]),
        ("investorClass", int(event["accredited"])),
        ("issuedAt", event.at),
        ("expiresAt", event["expires"]),
        ("credentialHash", HASH),
        ("nonce", 1),
    )


def _tag(event: Event, person: int) -> bytes:
    """A tag that nobody else has, but for the one whose it is already."""
    return keccak(f"{event.kind} of person {person} at {event.at}".encode())


def _owner(event: Event) -> Iterator[Key]:
    """Whose the tag is already, if it is anybody's."""
    if event.args.get("owner"):
        yield key(Person, event["owner"])


def _owned(event: Event) -> Iterator[Laid]:
    """The tag of somebody who has shown it before."""
    if event.args.get("owner"):
        word = TAG.pack(person=event["owner"], level=event["shown"])
        yield spot("Registry", "book.tags", _tag(event, event.actor)), word


def _attest(event: Event, person: int, ground: Ground) -> Iterator[Step]:
    """Bring an attestation, as the person that it is about."""
    said = _attested(event, person, ground)
    signed = Statement("Attestation", said, ground.verifier)
    values = tuple(value for _name, value in said)
    yield Step("Registry", event.kind, (values, signed), person)


def _shown(parts: Mapping[Key, Part], event: Event) -> Iterator[Spot]:
    """Where the tag is kept, and when somebody became a member: everybody counts as one before."""
    yield spot("Registry", "book.tags", _tag(event, event.actor))
    yield spot("Registry", "membership.times", part_of(parts, Counts).people // RANKS)


class Join(Kind):
    """Somebody joins: expires, document, country, accredited. The actor is their new number.

    Of a tag that was seen before also: whose it is (owner), and at which level it was shown.
    """

    name: ClassVar[str] = "join"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Person, event.actor)
        yield key(Counts)
        yield from _owner(event)

    def lays(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Laid]:
        """What has to be there besides."""
        yield from _owned(event)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield from _attest(event, event.actor, ground)

    def besides(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Spot]:
        """Words that it writes and of which the model knows nothing."""
        yield from _shown(parts, event)


class Renew(Kind):
    """Somebody is confirmed anew: as who joins."""

    name: ClassVar[str] = "renew"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Person, event.actor)
        yield key(Counts)
        yield from _owner(event)

    def lays(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Laid]:
        """What has to be there besides."""
        yield from _owned(event)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield from _attest(event, event.actor, ground)

    def besides(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Spot]:
        """Words that it writes and of which the model knows nothing."""
        yield from _shown(parts, event)


class Freeze(Kind):
    """The authority freezes somebody: person, until."""

    name: ClassVar[str] = "freeze"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Person, event["person"])
        yield key(Clock, event["person"])

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Registry", "freeze", (event["person"], event["until"]), AUTHORITY)


class Unfreeze(Freeze):
    """A freeze ends before its time: person."""

    name: ClassVar[str] = "unfreeze"

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Registry", "unfreeze", (event["person"],), AUTHORITY)


class Ban(Freeze):
    """The authority bans somebody: person."""

    name: ClassVar[str] = "ban"

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Registry", "ban", (event["person"],), AUTHORITY)


class Unban(Freeze):
    """A ban is lifted after an appeal: person."""

    name: ClassVar[str] = "unban"

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Registry", "unban", (event["person"],), AUTHORITY)


KINDS = (Join(), Renew(), Freeze(), Unfreeze(), Ban(), Unban())
