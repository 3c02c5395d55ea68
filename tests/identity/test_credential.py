"""A person shows one claim and not the others; what was altered, copied or run out is refused."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jwcrypto import jwk, jws

from tests.identity.documents import NOW, td3
from wallet.base.clock import DAY, MINUTE, YEAR
from wallet.base.errors import WalletError
from wallet.identity.credential.checking import Question, check, question
from wallet.identity.credential.claims import WORDS, Claims, claims_of, said
from wallet.identity.credential.issuing import Issued, hash_of, holder_key, issue
from wallet.identity.credential.reading import digest_of, read_credential
from wallet.identity.credential.showing import preview, received, show
from wallet.identity.mrz import read_zone
from wallet.identity.tags.letters import new_key

VERIFIER = "0x" + "Be" * 20
ISSUER = f"eip155:31337:{VERIFIER.lower()}"
KEY, HOLDER = new_key(), holder_key(b"s" * 32, "0x" + "aa" * 20)
ZONE = read_zone(f"{td3()[:44]}\n{td3()[44:]}", date(2026, 11, 28))
ASKED = Question("https://shop.example", "a nonce of theirs")


def made(expires: int = NOW + YEAR, key: jwk.JWK = KEY, holder: jwk.JWK = HOLDER) -> Issued:
    return issue(claims_of(ZONE, 528, NOW), VERIFIER, 31_337, key, holder, NOW, expires)


ISSUED = made()
SHOWN = show(ISSUED.text, ["age_over_18"], ASKED.audience, ASKED.nonce, HOLDER, NOW).text
KEPT = {ISSUER: KEY}


def refused(text: str, code: str, asked: Question = ASKED, now: int = NOW, **known: Any) -> None:
    with pytest.raises(WalletError) as caught:
        check(text, asked, now, **(known or {"issuer_keys": KEPT}))
    assert caught.value.code == f"credential.{code}", caught.value
    assert caught.value.sentence.endswith(".") and caught.value.next_step


def test_one_claim_is_shown_and_no_other() -> None:
    found = check(SHOWN, ASKED, NOW, issuer_keys=KEPT)
    assert dict(found.claims) == {"age_over_18": True}
    assert found.issuer == ISSUER and not found.anchored
    plain = "".join(
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("latin-1")
        for part in SHOWN.replace("~", ".").split(".")
    )
    for secret in ("BRUIJN", "1965", "SPECI2014", "WILLEKE", "NLD"):
        assert secret not in plain


def test_nothing_of_a_person_is_seen_in_what_is_signed_or_logged() -> None:
    token = ISSUED.text.split("~")[0]
    body = jws.JWS.from_jose_token(token).objects["payload"].decode()
    assert set(json.loads(body)) == {"iss", "vct", "iat", "exp", "cnf", "_sd", "_sd_alg"}
    for one in (ISSUED, read_credential(ISSUED.text), claims_of(ZONE, 528, NOW)):
        assert "BRUIJN" not in repr(one)


def test_the_chain_confirms_it_without_a_key_of_the_verifier() -> None:
    shown = show(ISSUED.text, ["country", "chain_salt"], ASKED.audience, ASKED.nonce, HOLDER, NOW)
    found = check(shown.text, ASKED, NOW, on_chain=ISSUED.credential_hash)
    assert found.anchored and found.claims["country"] == 528
    refused(shown.text, "other", on_chain=made().credential_hash)
    refused(SHOWN, "unlinked", on_chain=ISSUED.credential_hash)
    refused(SHOWN, "issuer", on_chain=b"")
    refused(SHOWN, "issuer", issuer_keys={ISSUER: new_key()})
    # Who issues to themselves in a verifier's name is believed by nobody.
    own = made(key=new_key())
    forged = show(own.text, ["country", "chain_salt"], ASKED.audience, ASKED.nonce, HOLDER, NOW)
    refused(forged.text, "other", on_chain=ISSUED.credential_hash)
    refused(forged.text, "issuer")


def test_the_hash_of_the_attestation_is_salted_and_of_this_credential_alone() -> None:
    credential = read_credential(ISSUED.text)
    salt = bytes.fromhex(str(credential.shown["chain_salt"]))
    assert hash_of(credential, salt) == ISSUED.credential_hash
    assert hash_of(credential, bytes(32)) != ISSUED.credential_hash
    assert made().credential_hash != ISSUED.credential_hash
    assert received(ISSUED.text, HOLDER, NOW, ISSUED.credential_hash).hidden == 0
    with pytest.raises(WalletError, match="attestation that came with"):
        received(ISSUED.text, HOLDER, NOW, made().credential_hash)


def test_what_will_be_shown_is_seen_before() -> None:
    chosen = ("country", "birthdate")
    before = preview(ISSUED.text, chosen, "A shop")
    assert before.rows == (
        ("Country of residence", "Netherlands"),
        ("Day of birth", "10 March 1965"),
    )
    assert set(before.hidden) == set(WORDS.values()) - {"Country of residence", "Day of birth"}
    assert len(before.warnings) == 1
    after = show(ISSUED.text, chosen, "A shop of mine", "a nonce of theirs", HOLDER, NOW)
    assert after.preview.rows == before.rows and after.preview.hidden == before.hidden
    assert "what you own" in preview(ISSUED.text, ["chain_salt"], "A shop").warnings[1]
    with pytest.raises(WalletError, match="One of these claims is not in"):
        preview(ISSUED.text, ["shoe_size"], "A shop")
    empty = show(ISSUED.text, [], ASKED.audience, ASKED.nonce, HOLDER, NOW)
    assert not check(empty.text, ASKED, NOW, issuer_keys=KEPT).claims


def test_another_occasion_another_person_and_another_time_are_refused() -> None:
    refused(SHOWN, "replay", Question("https://other.example", ASKED.nonce))
    refused(SHOWN, "replay", question(ASKED.audience))
    refused(SHOWN, "stale", now=NOW + 20 * MINUTE)
    later = show(ISSUED.text, ["country"], ASKED.audience, ASKED.nonce, HOLDER, NOW + 9 * MINUTE)
    refused(later.text, "stale", now=NOW + 5 * MINUTE)
    refused(SHOWN, "early", now=NOW - DAY)
    refused(SHOWN, "expired", now=NOW + YEAR)
    # What is shown to a shop does not serve the shop to pass for that person elsewhere.
    stolen = SHOWN[: SHOWN.rindex("~") + 1]
    refused(stolen, "binding")
    with pytest.raises(WalletError, match="Not everything"):
        show(stolen, ["age_over_18"], ASKED.audience, ASKED.nonce, HOLDER, NOW)
    with pytest.raises(WalletError, match="another wallet"):
        show(ISSUED.text, ["country"], ASKED.audience, ASKED.nonce, new_key(), NOW)


def test_a_claim_left_out_or_put_in_afterwards_is_noticed() -> None:
    both = show(ISSUED.text, ["age_over_18", "country"], ASKED.audience, ASKED.nonce, HOLDER, NOW)
    token, first, second, binding = both.text.split("~")
    for parts in ((token, first, binding), (token, second, first, binding), (token, binding)):
        refused("~".join(parts), "binding")
    own = base64.urlsafe_b64encode(json.dumps(["0" * 22, "given_name", "Eve"]).encode()).decode()
    refused("~".join((token, first, second, own.rstrip("="), binding)), "garbage")
    refused("~".join((token, first, first, binding)), "garbage")


def test_every_altered_letter_is_refused() -> None:
    for place in range(0, len(SHOWN), 7):
        other = "A" if SHOWN[place] != "A" else "B"
        altered = SHOWN[:place] + other + SHOWN[place + 1 :]
        # The last letter of a part may carry bits that mean nothing; they must not pass either.
        with pytest.raises(WalletError):
            check(altered, ASKED, NOW, issuer_keys=KEPT)


def test_a_credential_altered_on_its_way_to_the_holder_is_not_kept() -> None:
    token, *rest = ISSUED.text.split("~")
    signature = token.rindex(".") + 5
    other = "A" if token[signature] != "A" else "B"
    with pytest.raises(WalletError, match="changed after it was issued"):
        received("~".join((token[:signature] + other + token[signature + 1 :], *rest)), HOLDER, NOW)


def test_a_signature_of_the_holder_for_something_else_binds_nothing() -> None:
    start = SHOWN[: SHOWN.rindex("~") + 1]
    whole = {"nonce": ASKED.nonce, "aud": ASKED.audience, "iat": NOW, "sd_hash": digest_of(start)}
    good = {"alg": "ES256", "typ": "kb+jwt"}
    for header, said_too, code in (
        (good, whole, ""),
        ({**good, "kid": "x"}, whole, "binding"),
        (good, {**whole, "scope": "all"}, "binding"),
        (good, {**whole, "sd_hash": digest_of(ISSUED.text)}, "binding"),
        (good, {**whole, "iat": str(NOW)}, "binding"),
    ):
        token = jws.JWS(json.dumps(said_too))
        token.add_signature(HOLDER, alg="ES256", protected=json.dumps(header))
        text = start + token.serialize(compact=True)
        if code:
            refused(text, code)
        else:
            assert check(text, ASKED, NOW, issuer_keys=KEPT).issuer == ISSUER


def resigned(header: Any, change: Any = None) -> str:
    """The issued credential with another header or body, signed anew by the verifier."""
    body = json.loads(jws.JWS.from_jose_token(ISSUED.text.split("~")[0]).objects["payload"])
    body.update(change or {})
    token = jws.JWS(json.dumps(body))
    token.add_signature(KEY, alg="ES256", protected=json.dumps(header))
    return str(token.serialize(compact=True)) + "~"


HEADER = {"alg": "ES256", "typ": "dc+sd-jwt", "jwk": KEY.export_public(as_dict=True)}


@pytest.mark.parametrize(
    ("header", "change"),
    [
        ({**HEADER, "typ": "kb+jwt"}, {}),
        ({**HEADER, "kid": "x"}, {}),
        ({**HEADER, "jwk": {**HEADER["jwk"], "crv": "P-384"}}, {}),
        (HEADER, {"iss": "https://somebody.example"}),
        (HEADER, {"vct": "another"}),
        (HEADER, {"exp": "never"}),
        (HEADER, {"exp": 2**60}),
        (HEADER, {"_sd": []}),
        (HEADER, {"_sd": ["short"]}),
        (HEADER, {"_sd_alg": "sha-1"}),
        (HEADER, {"cnf": {"jwk": {"kty": "oct", "k": "AAAA"}}}),
        (HEADER, {"age_over_18": True}),
    ],
)
def test_what_is_signed_as_something_else_is_no_credential(header: Any, change: Any) -> None:
    assert read_credential(resigned(HEADER)).issuer == ISSUER
    with pytest.raises(WalletError) as caught:
        read_credential(resigned(header, change))
    assert caught.value.code == "credential.garbage"


def test_a_holders_key_comes_back_from_the_same_secret() -> None:
    account = "0x" + "aa" * 20
    assert holder_key(b"s" * 32, account.upper()).thumbprint() == HOLDER.thumbprint()
    assert holder_key(b"t" * 32, account).thumbprint() != HOLDER.thumbprint()
    assert holder_key(b"s" * 32, "0x" + "ab" * 20).thumbprint() != HOLDER.thumbprint()
    public = json.loads(jws.JWS.from_jose_token(ISSUED.text.split("~")[0]).objects["payload"])
    assert "d" not in public["cnf"]["jwk"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("shoe_size", 44), ("age_over_18", "yes"), ("country", True), ("country", 1000),
     ("birthdate", "10.3.1965"), ("given_name", ""), ("given_name", "a\u202eb"),
     ("family_name", "x" * 129), ("chain_salt", "ab")],
)  # fmt: skip
def test_a_claim_of_another_form_is_none(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match="claim"):
        Claims({name: value})


def test_claims_are_read_as_people_read_them() -> None:
    found = claims_of(ZONE, 276, NOW, "Willeke", "de Bruijn").values
    assert found["family_name"] == "de Bruijn"
    rows = [said(name, value) for name, value in found.items()]
    assert rows[3:7] == ["yes", "Germany", "Netherlands", "Netherlands"]
    with pytest.raises(WalletError) as caught:
        claims_of(ZONE, 528, NOW, given="x" * 200)
    assert caught.value.field == "given_name"
    with pytest.raises(ValueError, match="never count"):
        made(expires=NOW)


PIECES = st.lists(st.sampled_from([*SHOWN.replace("~", ".").split("."), "~", ".", "e30", ""]))


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=400), PIECES.map("".join), st.text("eyJ.~-_", max_size=200)))
@example("~" * 16_000)
@example(("W1tb" * 4_000) + "." + "e30" + ".e30~")
@example("e30.e30.e30~")
def test_any_text_is_answered_in_a_sentence(text: str) -> None:
    with pytest.raises(WalletError) as caught:
        check(text, ASKED, NOW, issuer_keys=KEPT)
    assert caught.value.sentence.endswith(".")
    assert digest_of(text) != ""
