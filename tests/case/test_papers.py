"""Papers in a case file: signed terms and credentials, tied to the network or said to be not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.case.conftest import Told
from tests.identity.documents import NOW
from tests.identity.test_credential import HOLDER, ISSUED, VERIFIER
from wallet.case import package
from wallet.case.package import Case, Paper, open_file
from wallet.case.papers import says_of
from wallet.case.telling import People
from wallet.case.verifying import VERIFIED
from wallet.chain.logs import Event
from wallet.identity.credential.showing import show

PURCHASE = [
    {"name": "offering", "type": "uint256"},
    {"name": "termsHash", "type": "bytes32"},
    {"name": "issuer", "type": "uint256"},
    {"name": "investor", "type": "uint256"},
    {"name": "units", "type": "uint256"},
    {"name": "paid", "type": "uint256"},
    {"name": "at", "type": "uint64"},
]


def signed_terms(told: Told, *, units: int | None = None, by: str = "carol") -> bytes:
    """What Carol and Alice signed of Carol's purchase in Alice's raise."""
    with told.store.reading() as tables:
        (row,) = tables.rows(
            "SELECT e.fields FROM event e WHERE name = 'Committed'"
            " AND json_extract(fields, '$.person') = ?"
            " AND json_extract(fields, '$.offering') = 2",
            told.number("carol"),
        )
        (opened,) = tables.rows("SELECT terms_hash FROM offering WHERE id = 2")
    said = json.loads(row["fields"])
    value = {
        "offering": 2, "termsHash": bytes.fromhex(opened["terms_hash"][2:]),
        "issuer": told.number("alice"), "investor": told.number("carol"),
        "units": said["units"] if units is None else units, "paid": said["paid"], "at": 7,
    }  # fmt: skip
    world = told.world
    marks = {
        side: {
            "account": world.address(who),
            "signature": "0x" + world.sign(
                world.keys[who], "Offering", "Purchase", PURCHASE, value
            ).hex(),
        }
        for side, who in (("investor", by), ("issuer", "alice"))
    }  # fmt: skip
    shown: dict[str, Any] = {key: str(one) for key, one in value.items()}
    shown |= {"termsHash": opened["terms_hash"], "signatures": marks}
    return json.dumps({"kind": "signed-terms", "v": 1, "purchases": [shown]}).encode()


def test_signed_terms_say_who_signed_what_and_whether_it_was_bought(told: Told) -> None:
    wanted = replace(
        told.position,
        papers=(
            Paper(package.SIGNED, "signed", signed_terms(told)),
            Paper(package.SIGNED, "more", signed_terms(told, units=10**18)),
            Paper(package.SIGNED, "forged", signed_terms(told, by="dan")),
        ),
    )
    made = told.make(wanted)
    assert made.verdict.outcome == VERIFIED
    text = json.dumps(open_file(made.data).lines, ensure_ascii=False)
    signed = "Signed by person 3, as investor and Alice Moreau (person 1), as issuer: the terms"
    assert text.count(signed) == 2
    assert text.count("which is proven here.") == 1 and "not proven here." in text
    assert "A signature in it is not of person 3." in text


def test_signed_terms_that_are_kept_are_put_in(told: Told) -> None:
    from wallet.flows.case_making import make_case

    asked: list[tuple[int, int]] = []

    def kept(documents: object, offering: int, person: int) -> bytes:
        asked.append((offering, person))
        return signed_terms(told)

    made = make_case(told.world.chain, told.store, told.documents, told.position, signed_terms=kept)
    assert asked == [(2, told.number("carol"))]
    kinds = [one.kind for one in open_file(made.data).package.papers]
    assert kinds == [package.SIGNED]


def joined(credential_hash: bytes, verifier: str = VERIFIER) -> Event:
    said = {
        "person": 5, "account": "0x" + "aa" * 20, "verifier": verifier.lower(),
        "credential_hash": "0x" + credential_hash.hex(),
    }  # fmt: skip
    return Event(1, "0x", "0x", 0, NOW, "Registry", "Joined", said)


CASE = Case("debt", 1, 5, 1, "x", 31_337, {}, 1, "0x")


def told_of(text: str, *events: Event) -> str:
    paper = Paper(package.CREDENTIAL, "credential", text.encode())
    return " ".join(says_of(paper, CASE, People(events), events, {}))


def test_a_credential_is_tied_by_the_hash_in_the_attestation() -> None:
    shown = show(
        ISSUED.text, ["country", "chain_salt"], "the court", "a nonce of theirs", HOLDER, NOW
    ).text
    said = told_of(shown, joined(b"\1" * 32), joined(ISSUED.credential_hash))
    assert "shown to “the court”" in said and "“country: Netherlands”" in said
    assert "the very credential with which person 5 was attested" in said
    assert "1965" not in said and "chain salt" not in said
    other = told_of(shown, joined(b"\1" * 32))
    assert "Nothing here ties it" in other
    assert "Nothing here ties it" in told_of(shown, joined(ISSUED.credential_hash, "0x" + "1" * 40))


@pytest.mark.parametrize("how", ["unlinked", "altered", "unbound", "junk", "not ascii"])
def test_a_credential_that_is_not_tied_is_said_to_be_so(how: str) -> None:
    names = ["country"] if how == "unlinked" else ["country", "chain_salt"]
    text = show(ISSUED.text, names, "the court", "a nonce of theirs", HOLDER, NOW).text
    if how == "altered":
        text = text[:-8] + ("A" if text[-8] != "A" else "B") + text[-7:]
    elif how == "unbound":
        text = text[: text.rindex("~") + 1]
    elif how == "junk":
        text = "a.b.c~~"
    elif how == "not ascii":
        text = "é" * 10
    said = told_of(text, joined(ISSUED.credential_hash))
    assert "Nothing here ties it to the network." in said
    assert "the very credential" not in said
