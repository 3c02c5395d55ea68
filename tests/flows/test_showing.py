"""One claim shown and checked: by whom it counts, to whom, and when it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.acts.playing import ALICE, BOB, CAROL, do, few_join, opened
from wallet.base.clock import DAY, HOUR, YEAR
from wallet.base.errors import WalletError
from wallet.books.documents import VERIFIER
from wallet.flows.cast import CAST
from wallet.flows.checking_shown import Seen, keep_key
from wallet.flows.proving import Opened
from wallet.identity.credential.asking import (
    ClaimsAsked,
    ask_for_claims,
    read_claims_asked,
)
from wallet.identity.tags.letters import new_key
from wallet.session import Session

BANK = "Harbour Bank, opening an account"


@pytest.fixture(scope="module")
def session(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with opened(tmp_path_factory.mktemp("showing")) as one:
        few_join(one, "alice", "bob", "carol")
        yield one


@pytest.fixture(autouse=True)
def strangers(session: Session) -> None:
    """Nobody knows a verifier's key yet."""
    for account in session.documents.every(VERIFIER):
        session.documents.forget(VERIFIER, account)


def asks(session: Session, *claims: str) -> ClaimsAsked:
    made = ask_for_claims(session.network.chain_id, BANK, claims)
    return read_claims_asked(made.to_json(), session.network.chain_id)


def credential(session: Session, who: int) -> Opened:
    session.use_account(who)
    kept = session.proving.overview().current
    assert kept is not None
    return session.proving.open(kept)


def shows(session: Session, who: int, asked: ClaimsAsked, *claims: str) -> str:
    return session.proving.show(credential(session, who), claims, asked).text


def checks(session: Session, text: str, asked: ClaimsAsked) -> Seen:
    session.use_account(CAROL)
    return session.proving.check(text, asked)


def code_of(session: Session, text: str, asked: ClaimsAsked) -> str:
    with pytest.raises(WalletError) as refused:
        checks(session, text, asked)
    assert refused.value.sentence.endswith(".") and refused.value.next_step
    return refused.value.code


def test_one_claim_counts_by_the_chain_and_then_by_the_verifier(session: Session) -> None:
    asked = asks(session, "age_over_18")
    opened_ = credential(session, BOB)
    seen_before = session.proving.preview(opened_, ("age_over_18",), asked)
    assert seen_before.rows == (("Over 18", "yes"),) and seen_before.audience == BANK
    assert "Family name" in seen_before.hidden and len(seen_before.warnings) == 1
    alone = shows(session, BOB, asked, "age_over_18")
    # Carol knows no verifier's key: nothing vouches for it.
    assert code_of(session, alone, asked) == "credential.issuer"

    linking = session.proving.preview(opened_, ("age_over_18", "chain_salt"), asked)
    assert any("what you own" in one for one in linking.warnings)
    linked = asks(session, "age_over_18", "chain_salt", "nationality")
    seen = checks(session, shows(session, BOB, linked, "age_over_18", "chain_salt"), linked)
    assert seen.person is not None and seen.person.id == BOB + 1
    assert dict(seen.rows)["Over 18"] == "yes" and "Okafor" not in str(seen.rows)
    assert seen.missing == ("Nationality",) and seen.verifier.serves
    # Under another key than the one that is kept, what is linked still counts by the chain.
    keep_key(session.documents, seen.verifier.account, new_key(), session.network.chain_id)
    assert code_of(session, alone, asked) == "credential.issuer"
    assert checks(session, shows(session, BOB, linked, "age_over_18", "chain_salt"), linked).person
    # From now on that verifier's key is known, and one claim alone counts.
    seen = checks(session, alone, asked)
    assert seen.person is None and seen.rows == (("Over 18", "yes"),)
    assert "Okafor" not in repr(seen) and any("good standing" in one for one in seen.notes)


def test_a_replay_and_a_changed_presentation_are_refused(session: Session) -> None:
    asked = asks(session, "country", "chain_salt")
    text = shows(session, BOB, asked, "country", "chain_salt")
    assert code_of(session, text, asks(session, "country", "chain_salt")) == "credential.replay"
    other = replace(asked, audience="Another bank, another account")
    assert code_of(session, text, other) == "credential.replay"
    without_binding = text[: text.rindex("~") + 1]
    assert code_of(session, without_binding, asked) == "credential.binding"
    whole = credential(session, BOB).text
    assert code_of(session, whole, asked) in ("credential.binding", "credential.stale")
    more = text.split("~")
    claims = whole.split("~")
    smuggled = "~".join((*more[:-1], claims[1], more[-1]))
    assert code_of(session, smuggled, asked).startswith("credential.")
    assert code_of(session, text[: len(text) // 2], asked) == "credential.garbage"
    assert checks(session, text, asked).rows


def test_what_is_not_shown_just_now_is_refused(session: Session) -> None:
    asked = asks(session, "country", "chain_salt")
    text = shows(session, BOB, asked, "country", "chain_salt")
    session.skip_time(HOUR)
    assert code_of(session, text, asked) == "credential.stale"


def test_a_claim_that_is_not_there_and_an_older_credential(session: Session) -> None:
    asked = asks(session, "age_over_18", "chain_salt")
    old = credential(session, ALICE)
    nameless = replace(old, text=old.text)
    with pytest.raises(WalletError, match="not in this credential"):
        session.proving.show(nameless, ("family_name", "no such claim"), asked)
    # Alice renews: what her former credential says is confirmed for nobody any more.
    session.skip_time(DAY)
    session.use_account(ALICE)
    proving = session.proving
    request = proving.sign(proving.begin(session.verifier_desk.address), "renew")
    found = session.verifier_desk.answer(request.request, CAST[ALICE].paper)
    do(session, ALICE, proving.act_of(proving.take(found.to_json())))
    asked = asks(session, "age_over_18", "chain_salt")
    text = session.proving.show(old, ("age_over_18", "chain_salt"), asked).text
    assert code_of(session, text, asked) == "credential.other"
    text = shows(session, ALICE, asked, "age_over_18", "chain_salt")
    assert checks(session, text, asked).person is not None


def test_it_counts_no_more_when_it_has_run_out_or_its_owner_is_banned(session: Session) -> None:
    asked = asks(session, "country", "chain_salt")
    text = shows(session, BOB, asked, "country", "chain_salt")
    session.roles.freeze(BOB + 1, session.chain.now() + DAY)
    session.refresh()
    assert any("frozen" in one for one in checks(session, text, asked).notes)
    session.skip_time(2 * YEAR + DAY)
    with pytest.raises(WalletError) as refused:
        shows(session, BOB, asked, "country")
    assert refused.value.code == "credential.expired"
    assert code_of(session, text, asked) in ("credential.expired", "credential.stale")


GOOD: dict[str, Any] = json.loads(
    ask_for_claims(31_337, BANK, ("country", "age_over_18")).to_json()
)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"chain": 1}, "claims.elsewhere"),
        ({"chain": "31337"}, "claims.garbage"),
        ({"audience": "short"}, "claims.garbage"),
        ({"audience": "A bank\nwith another line"}, "claims.garbage"),
        ({"audience": "  two  spaces are not tidy "}, "claims.garbage"),
        ({"audience": "x" * 121}, "claims.garbage"),
        ({"nonce": "short"}, "claims.garbage"),
        ({"nonce": "with spaces in it and so on"}, "claims.garbage"),
        ({"claims": []}, "claims.garbage"),
        ({"claims": ["password"]}, "claims.garbage"),
        ({"claims": ["country", "country"]}, "claims.garbage"),
        ({"claims": [["country"]]}, "claims.garbage"),
        ({"more": 1}, "claims.garbage"),
        ({"version": 2}, "claims.garbage"),
    ],
)
def test_a_strange_question_is_a_sentence(changed: Any, code: str) -> None:
    with pytest.raises(WalletError) as refused:
        read_claims_asked(json.dumps({**GOOD, **changed}), 31_337)
    assert refused.value.code == code


def test_who_asks_says_who_they_are() -> None:
    for name in ("Bank", "", "Häfen & Söhne, ein Konto", "x" * 200):
        with pytest.raises(WalletError) as refused:
            ask_for_claims(1, name, ("country",))
        assert refused.value.field == "name"
    with pytest.raises(WalletError) as refused:
        ask_for_claims(1, BANK, ())
    assert refused.value.field == "claims"


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    with pytest.raises(WalletError):
        read_claims_asked(text, 31_337)
