"""From a request to a person: what a verifier hands back is held against everything it must fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.acts.playing import ANOTHER, NEW_WALLET, do, opened, verifier
from wallet.acts.identity import Attestation, Join, Renew
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.books.documents import Documents
from wallet.flows.asked import Asked
from wallet.flows.join_answer import JoinAnswer, read_join_answer
from wallet.flows.kept_credential import CredentialBox
from wallet.flows.papers import IdentityPaper
from wallet.identity.asking_to_join import ask_to_join
from wallet.identity.credential.claims import claims_of
from wallet.identity.credential.issuing import holder_key, issue
from wallet.identity.mrz import read_zone
from wallet.identity.tags.letters import new_key
from wallet.session import Session

PAPER = IdentityPaper("Ada Nimo", "GB55102938", 826, born="1990-12-31", lives_in=276)
STRANGER = 7
"""An account of the local network's own phrase that verifies nothing."""


@pytest.fixture(scope="module")
def session(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with opened(tmp_path_factory.mktemp("joining")) as one:
        one.roles.fund(one.vault.address(NEW_WALLET))
        one.refresh()
        yield one


@pytest.fixture(autouse=True)
def new_wallet(session: Session) -> Iterator[None]:
    """Each test sits down at the new wallet, and leaves no request behind."""
    session.use_account(NEW_WALLET)
    yield
    for one in session.proving.asked():
        session.proving.forget(one)


def ask(session: Session) -> Asked:
    """A request to the first verifier, kept."""
    return session.proving.sign(session.proving.begin(session.verifier_desk.address), "join")


def answer(session: Session, asked: Asked) -> JoinAnswer:
    return session.verifier_desk.answer(asked.request, PAPER)


def signed_by(session: Session, account: int, said: Attestation) -> bytes:
    names = "account personTag level country investorClass issuedAt expiresAt credentialHash nonce"
    message: dict[str, Any] = dict(zip(names.split(), said.fields(), strict=True))
    return verifier(session, account).sign("Attestation", message, "Registry")


def again(session: Session, found: JoinAnswer, **said: Any) -> JoinAnswer:
    """The verifier signs an answer in which something else is attested."""
    changed = replace(found.attestation, **said)
    return replace(found, attestation=changed, signature=signed_by(session, 1, changed))


def code_of(session: Session, text: str) -> str:
    with pytest.raises(WalletError) as refused:
        session.proving.take(text)
    assert refused.value.sentence.endswith(".") and refused.value.next_step
    return refused.value.code


def test_every_bad_answer_is_refused_with_its_own_sentence(session: Session) -> None:
    asked = ask(session)
    good = answer(session, asked)
    now, other = session.now(), session.vault.address(ANOTHER)
    foreign = holder_key(b"f" * 32, session.account)
    theirs = ask_to_join(session.account, good.chain_id, good.verifier, foreign, now)
    signature = session.sign_message(theirs.text)
    for_their_key = session.verifier_desk.answer(theirs.signed(signature, foreign), PAPER)
    unserved = replace(good.attestation)
    stranger = verifier(session, STRANGER)
    with session.secret_for("credential") as secret:
        holder = holder_key(bytes(secret), session.account)
    by_another = issue(
        claims_of(read_zone(PAPER.zone(date(2026, 1, 1)), date(2026, 1, 1)), 826, now),
        session.verifier_desks[1].address, good.chain_id, new_key(), holder, now, now + DAY,
    )  # fmt: skip
    cases = {
        "answer.issuer": replace(
            again(session, good, credential_hash=by_another.credential_hash),
            credential=by_another.text,
        ),
        "answer.other_network": replace(good, chain_id=good.chain_id + 1),
        "answer.other_wallet": again(session, good, account=other),
        "answer.other_request": replace(good, number="00" * 16),
        "answer.other_verifier": replace(good, verifier=session.verifier_desks[1].address),
        "answer.signature": replace(good, attestation=replace(good.attestation, country=250)),
        "answer.expired": again(session, good, expires_at=now),
        "answer.old": again(session, good, issued_at=now - 31 * DAY),
        "answer.early": again(session, good, issued_at=now + DAY),
        "credential.attestation": again(session, good, credential_hash=b"\1" * 32),
        "credential.holder": replace(for_their_key, number=good.number),
        "credential.garbage": replace(good, credential=good.credential[:-40] + "~"),
        "credential.signature": replace(good, credential=_other_signature(good.credential)),
        "credential.partial": replace(good, credential=_without_a_claim(good.credential)),
    }
    for code, bad in cases.items():
        assert code_of(session, bad.to_json()) == code
    # Whole and well signed, but by somebody who was never accredited.
    theirs_too = session.proving.sign(session.proving.begin(stranger.address))
    by_stranger = replace(
        good, verifier=stranger.address, number=theirs_too.number,
        signature=signed_by(session, STRANGER, unserved),
    )  # fmt: skip
    assert code_of(session, by_stranger.to_json()) == "answer.not_accredited"
    # A file that was cut off on its way.
    assert code_of(session, good.to_json()[:500]) in ("join.answer", "file.garbage")
    assert not session.proving.overview().brought
    session.proving.take(good.to_json())


def _other_signature(credential: str) -> str:
    token, rest = credential.split("~", 1)
    head, payload, signature = token.split(".")
    turned = ("B" if signature[0] != "B" else "C") + signature[1:]
    return f"{head}.{payload}.{turned}~{rest}"


def _without_a_claim(credential: str) -> str:
    token, *claims, binding = credential.split("~")
    return "~".join((token, *claims[1:], binding))


def test_what_is_asked_outlives_a_restart_and_can_be_thrown_away(session: Session) -> None:
    asked = ask(session)
    assert session.proving.asked() == (asked,) and asked.why == "join"
    session.use_account(ANOTHER)
    assert session.proving.asked() == (), "another account did not ask"
    session.use_account(NEW_WALLET)
    assert asked.goes_stale == asked.made_at + 14 * DAY
    session.proving.forget(asked)
    assert session.proving.asked() == ()
    assert code_of(session, answer(session, asked).to_json()) == "answer.other_request"


def test_joining_keeps_a_credential_that_only_this_wallet_opens(session: Session) -> None:
    asked = ask(session)
    found = session.proving.take(answer(session, asked).to_json())
    overview = session.proving.overview()
    (brought,) = overview.brought
    assert overview.current is None
    act = session.proving.act_of(brought)
    assert isinstance(act, Join) and act == session.proving.act_of(found)
    do(session, NEW_WALLET, act)
    overview = session.proving.overview()
    assert overview.current is not None and not overview.brought
    assert overview.answered == {asked.number}
    opened = session.proving.open(overview.current)
    said = {name: value for name, _, value in opened.rows}
    assert (said["given_name"], said["family_name"], said["birthdate"]) == (
        "Ada", "Nimo", "31 December 1990",
    )  # fmt: skip
    assert (said["age_over_18"], said["country"]) == ("yes", "Germany")
    # Nothing of it lies about in the clear, in the file or in a backup.
    exported = session.documents.export().decode()
    for secret in ("Nimo", "GB55102938", "31 December", "1990-12-31", opened.text[:60]):
        assert secret not in exported and secret not in repr(opened)
    session.use_account(ANOTHER)
    with pytest.raises(WalletError) as refused:
        session.proving.open(overview.current)
    assert refused.value.code == "credential.sealed"


def test_a_backup_brings_the_credential_to_another_computer(
    session: Session, tmp_path: Path
) -> None:
    kept = session.proving.overview().current
    assert kept is not None
    other = Documents(tmp_path / "documents.sqlite")
    assert other.take_in(session.documents.export())
    box = CredentialBox(other, session.network.chain_id, session.account)
    assert kept in box.every()
    with session.secret_for("credential") as secret:
        assert box.open(kept, secret).credential == session.proving.open(kept).text
        body = other.find("credential", kept.reference) or {}
        other.keep("credential", kept.reference, {**body, "sealed": body["sealed"][:-8]})
        with pytest.raises(WalletError) as refused:
            box.open(kept, secret)
    assert refused.value.code == "credential.sealed"
    other.close()


def test_a_renewal_with_another_document_adds_its_tag(session: Session) -> None:
    session.skip_time(DAY)
    asked = ask(session)
    passport = replace(PAPER, document="533401372", investor_class=1)
    found = session.verifier_desk.answer(asked.request, passport)
    act = session.proving.act_of(session.proving.take(found.to_json()))
    assert isinstance(act, Renew)
    do(session, NEW_WALLET, act)
    owner = session.chain.read("Registry", "tag_owner", session.verifier_desk.tag(passport))
    assert owner == session.person_id
    overview = session.proving.overview()
    assert overview.identity.investor_class == "accredited"
    assert overview.current is not None and overview.current.number == asked.number


def test_a_tag_is_the_same_at_every_desk_and_on_another_day(session: Session) -> None:
    tags = {desk.tag(PAPER) for desk in session.verifier_desks}
    assert len(tags) == 1
    from wallet.flows.local_desks import verifier_desks

    assert {one.tag(PAPER) for one in verifier_desks(session.chain, session.known)} == tags
    assert session.verifier_desk.tag(replace(PAPER, document="GB55102939")) not in tags


def test_an_answer_without_a_credential_joins_too(session: Session) -> None:
    session.skip_time(DAY)
    asked = ask(session)
    bare = replace(answer(session, asked), credential="")
    found = session.proving.take(bare.to_json())
    assert read_join_answer(bare.to_json()) == found
    (kept,) = session.proving.overview().brought
    assert kept.further
    with pytest.raises(WalletError) as refused:
        session.proving.open(kept)
    assert refused.value.code == "credential.none"
    session.proving.forget(kept)


def test_broken_documents_of_a_backup_hide_nothing_else(session: Session) -> None:
    asked = ask(session)
    for reference, body in (("x", {}), ("y", {"kind": 7}), ("z", {"verifiers": ["0x"]})):
        session.documents.keep("asked", reference, body)
    session.documents.keep("credential", f"{session.network.chain_id}:{session.account.lower()}:1",
                           {"hash": 5})  # fmt: skip
    session.documents.keep("verifier", session.verifier_desk.address.lower(), {"key:31337": "no"})
    assert session.proving.asked() == (asked,)
    assert session.proving.overview().verifiers[0].serves


def test_who_confirmed_whom_is_counted_as_it_changes(session: Session) -> None:
    def counts() -> dict[str, int]:
        return {one.account: one.confirmed for one in session.answers.verifiers()}

    first, second = (one.address for one in session.verifier_desks[:2])
    assert counts()[first] == 1 and counts()[second] == 0
    session.skip_time(DAY)
    proving = session.proving
    asked = proving.sign(proving.begin(second), "renew")
    found = session.verifier_desks[1].answer(asked.request, PAPER)
    do(session, NEW_WALLET, proving.act_of(proving.take(found.to_json())))
    assert counts()[first] == 0 and counts()[second] == 1
    # Appointed once more, a verifier keeps their place and their people.
    before = [one.account for one in session.answers.verifiers()]
    session.roles.appoint_verifier(second)
    session.refresh()
    assert [one.account for one in session.answers.verifiers()] == before
    assert counts()[second] == 1
