"""A verifier's desk on a local network, people who ask, and documents of a country of theirs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.identity.documents import Country, dg1, td3
from wallet.acts.act import Act
from wallet.acts.identity import Join
from wallet.base.clock import YEAR
from wallet.flows.cast import PASSPHRASE
from wallet.flows.demo import cast_envelope
from wallet.flows.desk.case import BOXES, Seen
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.work import Work
from wallet.flows.join_answer import read_join_answer
from wallet.flows.local_network import LocalNetwork
from wallet.identity.asking_to_join import JoinAsking, ask_to_join
from wallet.identity.credential.issuing import holder_key
from wallet.identity.passport.chip import Chip
from wallet.keys.envelope import Secret
from wallet.keys.words import entropy_from_words
from wallet.session import Session
from wallet.signing.asked import asked_of
from wallet.signing.unlocked import Unlocked

ZONE: Final = td3()
NAMES: Final = ("BRUIJN", "Bruijn", "WILLEKE", "Willeke", "SPECI2014", "650310", "1965-03-10")
"""What must not lie open anywhere."""
_PHRASE = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"
PEOPLE: Final = Unlocked(Secret(entropy_from_words(_PHRASE)), ())


def lines(zone: str = ZONE) -> str:
    """A passport's zone as its two lines."""
    return f"{zone[:44]}\n{zone[44:]}"


def seen(zone: str = ZONE, **changes: object) -> Seen:
    """What a careful verifier writes down of the specimen's holder."""
    said = {
        "zone": lines(zone), "national": "", "place": "", "given": "Willeke",
        "surname": "De Bruijn", "country": 528, "boxes": tuple(BOXES), **changes,
    }  # fmt: skip
    return Seen(**said)  # type: ignore[arg-type] # named fields
    # each of its fields by its name


def request(session: Session, account: int = 12, verifier: str = "", chain: int = 0) -> str:
    """What the wallet of an account of the cast's phrase hands the verifier."""
    who = PEOPLE.address(account)
    holder = holder_key(b"s" * 32, who)
    asked: JoinAsking = ask_to_join(
        who,
        chain or session.chain.network.chain_id,
        verifier or session.account,
        holder,
        session.chain.now(),
    )
    return asked.signed(PEOPLE.sign_asked(asked_of(asked.message), account), holder)


@contextmanager
def verifier_session(folder: Path, **options: object) -> Iterator[Session]:
    """A new local network, entered as its verifier."""
    with LocalNetwork(None, days=0.01) as local:
        assert local.network is not None
        session = Session(local.network, folder=folder)
        session.enter_as("verifier")
        yield session
        session.close()


def do(session: Session, account: int, *acts: Act) -> None:
    """An account of the cast's phrase does something, at a wallet of its own."""
    session.roles.fund(PEOPLE.address(account))
    with TemporaryDirectory() as folder:
        theirs = Session(session.network, folder=Path(folder))
        theirs.unlock_envelope(cast_envelope(), PASSPHRASE, account)
        try:
            for act in acts:
                assert theirs.perform(theirs.prepare(act)).ok
        finally:
            theirs.close()


def circle_of(session: Session) -> Desk:
    """The verifier's desk, its circle made with the local ones."""
    desk = session.desk()
    if not desk.circle.own_card:
        card = desk.circle.new_card("The first desk", "", "", session.chain.now())
        desk.circle.keep_card(card, session.say(card.message))
    assert desk.near is not None
    desk.near.meet(desk)
    desk.circle.compared()
    return desk


def opened(desk: Desk, text: str) -> Work:
    """A request brought and opened."""
    (entry,) = desk.queue.entries([desk.bring(text)], desk.views.now())
    return Work(desk, entry)


def country_at(now: int, **signer: int) -> Country:
    """A country that signs documents at an instant."""
    days = {"begins": now - YEAR, "ends": now + YEAR}
    return Country(root_options=days, signer_options={**days, **signer})


def chip_file(chip: Chip, path: Path) -> Path:
    """A chip's files as a reading program saves them."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("EF_SOD.bin", chip.sod)
        archive.writestr("EF_COM.bin", chip.com)
        for number, data in chip.groups.items():
            archive.writestr(f"DG{number}.bin", data)
    return path


def passport(country: Country, zone: str = ZONE) -> Chip:
    """A genuine chip of the specimen."""
    return country.chip(groups={1: dg1(zone), 2: b"\x75\x06a face"})


def sign(session: Session, work: Work) -> tuple[str, ...]:
    """The verifier's key signs what the desk composed."""
    return work.signed(tuple(session.say(one) for one in work.statements()))


def tagged(work: Work) -> Work:
    work.ask_lines()
    assert not work.waits_for, work.case.refusals
    work.judge()
    return work


def joined(session: Session, desk: Desk, account: int, zone: str) -> Work:
    """Somebody is confirmed with a document, and joins."""
    work = opened(desk, request(session, account))
    work.see(seen(zone))
    tagged(work)
    (letter,) = sign(session, work)
    answer = read_join_answer(letter)
    do(session, account, Join(answer.attestation, answer.signature))
    return work
