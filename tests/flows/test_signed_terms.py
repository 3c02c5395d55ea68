"""Signed terms as they travel: what is theirs is kept, and every way to fool somebody is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flows.test_airgap import ME, answered, carried, place, vault
from tests.signing.cases import CHAIN, NETWORK, SECRET
from tests.signing.said import Names
from tests.story.conftest import PlayedStory, story
from wallet.base.errors import WalletError
from wallet.books.documents import Documents
from wallet.books.purchases import INVESTOR, ISSUER, Purchase, purchase_of, purchases
from wallet.flows.airgap import Asking, claims_of_statements
from wallet.flows.signed_terms import (
    ToSign,
    keep_signed,
    link_of,
    package_of,
    read_package,
    signed_terms_of,
    take_signed,
)
from wallet.session import Session
from wallet.signing.signature import signer_of
from wallet.signing.unlocked import Unlocked
from wallet.signing.ur.requests import Place
from wallet.signing.vault import Vault

__all__ = ["place", "story", "vault"]
OFFERING = 1


@pytest.fixture
def session(story: PlayedStory) -> Iterator[Session]:
    story.session.enter_as("alice")
    yield story.session
    story.session.leave()


@pytest.fixture
def documents(tmp_path: Path) -> Iterator[Documents]:
    made = Documents(tmp_path / "documents.sqlite")
    yield made
    made.close()


def first(session: Session) -> Purchase:
    """What Eve agreed to with Alice: 500,000 shares for 50,000 dollars."""
    found = purchases(session.documents, OFFERING)
    return next(one for one in found if one.investor == 5)


def take(session: Session, documents: Documents, data: bytes | str) -> str:
    """What came of it: the sentence, or the code it was refused with."""
    try:
        taken = take_signed(data, session.answers, session.known, documents)
    except WalletError as refused:
        assert refused.sentence.endswith(".") and not purchases(documents)
        return refused.code
    return f"{taken.new} new, {taken.known} known"


def test_a_package_is_taken_once_and_known_after(session: Session, documents: Documents) -> None:
    data = signed_terms_of(session.documents, OFFERING)
    assert data is not None
    said = json.loads(data)
    assert said["kind"] == "signed-terms" and len(said["purchases"]) == 7
    one = said["purchases"][0]
    assert one["typed"]["primaryType"] == "Purchase"
    assert one["typed"]["domain"]["name"] == "Symbolon Offering"
    assert take(session, documents, data) == "7 new, 0 known"
    assert take(session, documents, data) == "0 new, 7 known"
    alone = signed_terms_of(documents, OFFERING, 5)
    assert alone is not None and len(json.loads(alone)["purchases"]) == 1
    assert signed_terms_of(documents, 99) is None


def test_one_purchase_fits_into_one_picture(session: Session, documents: Documents) -> None:
    link = link_of(session.documents, [first(session)])
    assert link is not None and link.startswith("symbolon:signed?d=") and len(link) < 1_200
    assert take(session, documents, link) == "1 new, 0 known"
    assert link_of(session.documents, purchases(session.documents, OFFERING)) is None


ALTERED: list[tuple[str, Callable[[Purchase], Purchase], str]] = [
    ("units", lambda one: replace(one, units=one.units + 1), "terms.other-signature"),
    ("paid", lambda one: replace(one, paid=1), "terms.other-signature"),
    ("time", lambda one: replace(one, at=one.at + 1), "terms.other-signature"),
    ("person", lambda one: replace(one, investor=6), "terms.other-signature"),
    ("offering", lambda one: replace(one, offering=2), "terms.other-terms"),
    ("no offering", lambda one: replace(one, offering=99), "terms.no-offering"),
    ("chain", lambda one: replace(one, chain=1), "terms.other-network"),
    ("contract", lambda one: replace(one, contract="0x" + "00" * 19 + "01"), "terms.other-network"),
    ("terms", lambda one: replace(one, terms_hash=b"\1" * 32), "terms.other-terms"),
    ("issuer", lambda one: replace(one, issuer=2), "terms.other-issuer"),
    ("unsigned", lambda one: replace(one, signatures={}), "terms.unsigned"),
]


@pytest.mark.parametrize(
    ("change", "code"), [row[1:] for row in ALTERED], ids=[row[0] for row in ALTERED]
)
def test_what_was_altered_or_is_for_elsewhere_is_said_and_not_kept(
    session: Session, documents: Documents, change: Callable[[Purchase], Purchase], code: str
) -> None:
    bad = change(first(session))
    assert take(session, documents, package_of(session.documents, [bad])) == code


def test_a_signature_of_another_chain_or_of_a_stranger_is_none(
    session: Session, documents: Documents
) -> None:
    """Replayed: signed for the same offering on another chain, then relabelled for this one."""
    keys = Unlocked(SECRET, (replace(NETWORK, chain_id=1, contracts=session.known.contracts),))
    elsewhere = replace(first(session), chain=1, signatures={})
    signature = keys.sign_typed(elsewhere.request(ME), 0)
    assert signer_of(elsewhere.request(ME).digest, signature) == ME
    here = replace(elsewhere, chain=session.known.chain_id).signed(INVESTOR, ME, signature)
    assert take(session, documents, package_of(documents, [here])) == "terms.other-signature"

    known = replace(NETWORK, contracts=session.known.contracts)
    mine = replace(first(session), signatures={})
    stranger = mine.signed(INVESTOR, ME, Unlocked(SECRET, (known,)).sign_typed(mine.request(ME), 0))
    assert take(session, documents, package_of(documents, [stranger])) == "terms.stranger"
    # An investor cannot sign for the issuer either.
    account, own = first(session).signatures[INVESTOR]
    both = first(session).signed(ISSUER, account, own)
    assert take(session, documents, package_of(documents, [both])) == "terms.stranger"


def test_terms_that_came_along_altered_are_refused_as_a_whole(
    session: Session, documents: Documents
) -> None:
    found = json.loads(package_of(session.documents, [first(session)]))
    found["terms"] = "Whoever buys gets nothing."
    assert take(session, documents, json.dumps(found)) == "terms.altered"


def test_a_purchase_of_which_the_chain_knows_nothing_is_refused(
    session: Session, documents: Documents
) -> None:
    session.enter_as("eve")
    one = replace(first(session), units=7, signatures={})
    request = one.request(session.account)
    _, (signature,) = session.signer.sign_together(None, (request,))
    mine = one.signed(INVESTOR, session.account, signature)
    assert take(session, documents, package_of(documents, [mine])) == "terms.no-commitment"


@given(st.text(max_size=300) | st.binary(max_size=300))
def test_anything_at_all_is_read_or_refused(data: str | bytes) -> None:
    with pytest.raises(WalletError):
        read_package(data)


@given(st.dictionaries(st.sampled_from(
    "chain contract offering termsHash issuer investor units paid at signatures".split()),
    st.text() | st.integers() | st.none() | st.dictionaries(st.text(), st.text())))  # fmt: skip
def test_any_purchase_is_read_or_refused(body: dict[str, object]) -> None:
    with pytest.raises(WalletError) as refused:
        purchase_of(body)
    assert refused.value.code == "terms.signed-garbage"


def test_another_machine_signs_terms_as_it_signs_the_rest(
    vault: Vault, place: Place, documents: Documents
) -> None:
    """The issuer's key is behind an air gap: two purchases go there and come back in one round."""
    there = NETWORK.contracts["Offering"]
    made = tuple(
        Purchase(CHAIN, there, 7, b"\2" * 32, 1, investor, 10**21, 10**8, 1_790_000_000, {})
        for investor in (5, 6)
    )
    requests = tuple(one.request(ME) for one in made)
    wanted = ToSign(ISSUER, requests, made, (), "")
    claims = claims_of_statements(requests, NETWORK, Names(), 1_790_000_000)
    asking = Asking(requests, place, claims)
    assert asking.take(carried(answered(asking, vault).sender()))
    _, signatures = asking.signer().sign_together(None, requests)
    kept = keep_signed(wanted, signatures, documents)
    for one, request in zip(kept, requests, strict=True):
        assert signer_of(request.digest, one.signatures[ISSUER][1]) == ME
    assert len(purchases(documents, 7)) == 2
