"""From a document in hand to a claim shown to a stranger, with the real registry in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acts.playing import ANOTHER, NEW_WALLET, do, opened, refused, verifier
from tests.identity.circles import five
from tests.identity.documents import Country, dg1, td3
from wallet.acts.identity import LEVEL_DOCUMENT, Attestation, Join, Renew
from wallet.base.clock import YEAR
from wallet.base.errors import WalletError
from wallet.chain.receipts import Receipt
from wallet.identity.credential.checking import check, question
from wallet.identity.credential.claims import claims_of
from wallet.identity.credential.issuing import holder_key, issue
from wallet.identity.credential.showing import show
from wallet.identity.evidence import EvidenceStore, KeyringPlace
from wallet.identity.mrz import Zone
from wallet.identity.passport.folder import Kept, read_trust
from wallet.identity.passport.passive import authenticate
from wallet.identity.tags.asking import Evidence, ask
from wallet.identity.tags.judging import Finding, judge
from wallet.identity.tags.subjects import Kind, subjects_of
from wallet.keys.backends import system_backend
from wallet.session import Session

COUNTRY = Country()


@pytest.fixture(scope="module")
def session(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with opened(tmp_path_factory.mktemp("identity")) as one:
        yield one


def brought(session: Session) -> Zone:
    """What the chip of a document says, which was signed in the year of this network."""
    now = session.chain.now()
    country = Country(
        root=COUNTRY.root, signs=COUNTRY.signs,
        root_options={"begins": now - YEAR, "ends": now + YEAR},
        signer_options={"begins": now - YEAR, "ends": now + YEAR},
    )  # fmt: skip
    kept = Kept(read_trust(country.authority().dump())[0])
    verdict = authenticate(country.chip(groups={1: dg1(td3())}), kept, now)
    assert verdict.genuine and verdict.zone is not None
    return verdict.zone


def tags(
    session: Session, zone: Zone, account: str, record: str, desks: tuple[int, ...], folder: Path
) -> dict[Kind, bytes]:
    """The tags, asked by the first of three desks."""
    seen = frozenset(("person", "document", "chip"))
    evidence = Evidence(account, seen, bytes.fromhex(record))
    now, ours = session.chain.now(), five()
    asking = ask(subjects_of(zone, "999999990"), evidence, desks[0], ours.circle,
                 ours.keys[desks[0]], now)  # fmt: skip
    for desk in desks:
        asking.receive(ours.answering(desk, folder).answer(asking.letter, now), ours.circle,
                       ours.public)  # fmt: skip
    return asking.tags()


def attest(session: Session, account: str, tag: bytes, hashed: bytes) -> tuple[Attestation, bytes]:
    """The verifier of this network signs."""
    now = session.chain.now()
    paper = Attestation(account, tag, LEVEL_DOCUMENT, 528, 0, now, now + YEAR, hashed, 7)
    names = "account personTag level country investorClass issuedAt expiresAt credentialHash nonce"
    message = dict(zip(names.split(), paper.fields(), strict=True))
    return paper, verifier(session, 1).sign("Attestation", message, "Registry")  # type: ignore[arg-type]
    # the fields of an attestation are numbers, texts and bytes, each where it belongs


def event(receipt: Receipt, name: str, field: str) -> bytes:
    (found,) = [one.fields[field] for one in receipt.events if one.name == name]
    return found if isinstance(found, bytes) else bytes.fromhex(str(found).removeprefix("0x"))


def test_a_person_joins_shows_a_claim_and_joins_only_once(
    session: Session, keyring_ready: None, tmp_path: Path
) -> None:
    place = KeyringPlace(system_backend(), name=f"evidence-{tmp_path.name}")
    store, now = EvidenceStore(tmp_path / "evidence", place), session.chain.now()
    zone, account = brought(session), session.vault.address(NEW_WALLET)
    record = store.add(b"pictures, and what was checked", now, now + YEAR)
    found = tags(session, zone, account, record.digest, (1, 3, 4), tmp_path)

    def owner(tag: bytes) -> int:
        return int(session.chain.read("Registry", "tag_owner", tag))

    assert judge(found, owner, lambda _: ()).finding is Finding.NEW
    session.roles.fund(account)
    ours, holder = five(), holder_key(b"s" * 32, account)
    issued = issue(claims_of(zone, 528, now), account, session.chain.network.chain_id,
                   ours.keys[1], holder, now, now + YEAR)  # fmt: skip
    signed = attest(session, account, found[Kind.DOCUMENT], issued.credential_hash)
    receipt = do(session, NEW_WALLET, Join(*signed))
    assert event(receipt, "Joined", "tag") == found[Kind.DOCUMENT]

    # Somebody who knows the network alone checks what they are shown.
    asked = question("https://shop.example")
    shown = show(
        issued.text, ["age_over_18", "chain_salt"], asked.audience, asked.nonce, holder, now
    )
    on_chain = event(receipt, "Joined", "credential_hash")
    checked = check(shown.text, asked, now, on_chain=on_chain)
    assert checked.anchored and checked.claims["age_over_18"] is True

    # The same human, at other desks, with another wallet.
    again = tags(session, zone, session.vault.address(ANOTHER), record.digest, (2, 5, 3), tmp_path)
    assert again == found
    judged = judge(again, owner, lambda _: ())
    assert judged.finding is Finding.SAME
    session.roles.fund(session.vault.address(ANOTHER))
    twice = attest(session, session.vault.address(ANOTHER), again[Kind.DOCUMENT], bytes(32))
    assert refused(session, ANOTHER, Join(*twice)).sentence

    # A further strong tag of the same person, by a renewal.
    more = attest(session, account, found[Kind.NATIONAL], issued.credential_hash)
    receipt = do(session, NEW_WALLET, Renew(*more))
    assert event(receipt, "TagAdded", "tag") == found[Kind.NATIONAL]
    assert owner(found[Kind.NATIONAL]) == judged.persons[0]
    store.delete(record.identifier)
    with pytest.raises(WalletError, match="deleted"):
        store.open(record.identifier)


def test_nothing_that_names_the_person_is_on_the_chain(session: Session) -> None:
    """Every byte of every block of this network."""
    client = session.chain.client
    last = int(str(client.call("eth_blockNumber")), 16)
    whole = ""
    for number in range(last + 1):
        whole += str(client.call("eth_getBlockByNumber", (hex(number), True)))
    zone = brought(session)
    for secret in (zone.number, "BRUIJN", "Bruijn", str(zone.birth), "999999990"):
        assert secret not in whole and secret.encode().hex() not in whole
