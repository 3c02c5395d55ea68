"""The same human has the same tag whoever asks; who cheats is named; who guesses is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jwcrypto import jws

from tests.identity.circles import DESKS, five, five_keys
from tests.identity.documents import NOW, td3
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.identity.mrz import Zone, read_zone
from wallet.identity.tags.answering import MOST_A_DAY, MOST_FOR_ACCOUNT, REMEMBERED, Ledger
from wallet.identity.tags.asking import ANSWER, REQUEST, Asking, Evidence, ask, read_request, resume
from wallet.identity.tags.dealing import Gathering, write_dealing
from wallet.identity.tags.group import times
from wallet.identity.tags.judging import Finding, judge
from wallet.identity.tags.letters import new_key, read_circle, read_letter, write_letter
from wallet.identity.tags.sharing import Dealing, Share, deal
from wallet.identity.tags.subjects import Kind, subjects_of

ACCOUNT = "0x" + "ab" * 20
SEEN = Evidence(ACCOUNT, frozenset(("person", "document")), b"\x11" * 32)


def zone(text: str = "") -> Zone:
    whole = text or td3()
    return read_zone(f"{whole[:44]}\n{whole[44:]}", date(2026, 11, 28))


def asking(asker: int = 1, evidence: Evidence = SEEN, now: int = NOW, **extra: Any) -> Asking:
    subjects = subjects_of(zone(), national="999999990", place="Amersfoort")
    return ask(subjects, evidence, asker, five().circle, five().keys[asker], now, **extra)


def test_any_three_desks_give_anybody_the_same_tags(tmp_path: Path) -> None:
    desks = {desk: five().answering(desk, tmp_path) for desk in DESKS}
    found = set()
    for asker, chosen in zip((1, 2, 3, 4), combinations(DESKS, 3), strict=False):
        evidence = Evidence(f"0x{asker:040x}", SEEN.checks, SEEN.record)
        one = asking(asker, evidence)
        with pytest.raises(WalletError, match="0 of the 3"):
            one.tags()
        for desk in chosen:
            assert one.receive(desks[desk].answer(one.letter, NOW), five().circle, five().public)
        tags = one.tags()
        assert set(tags) == set(Kind) - {Kind.OTHER}
        assert all(len(tag) == 32 for tag in tags.values())
        found.add(tuple(sorted((kind.value, tag) for kind, tag in tags.items())))
    assert len(found) == 1


def test_an_asking_outlives_the_program(tmp_path: Path) -> None:
    one = asking()
    again = resume(one.to_secret(), five().circle)
    for desk in (2, 4, 5):
        answer = five().answering(desk, tmp_path).answer(one.letter, NOW)
        one.receive(answer, five().circle, five().public)
        again.receive(answer, five().circle, five().public)
    assert one.tags() == again.tags()
    for bad in (b"", b"{}", b"[]", b'{"letter":1,"blinded":[]}', b'{"blinded":[[1,2,3]]}'):
        with pytest.raises(WalletError):
            resume(bad, five().circle)


def test_a_desk_that_does_not_use_its_share_is_named(tmp_path: Path) -> None:
    one = asking()
    liar = five()
    wrong = Share(3, liar.shares[3].secret + 1)
    answer = type(liar.answering(3, tmp_path))(
        wrong, liar.circle, liar.keys[3], Ledger(tmp_path / "liar.json")
    ).answer(one.letter, NOW)
    with pytest.raises(WalletError, match=r"Desk 3 \(Verifier 3\) did not use its share"):
        one.receive(answer, liar.circle, liar.public)
    # Another's honest answer, signed as one's own, is named too.
    honest = read_letter(five().answering(2, tmp_path).answer(one.letter, NOW), ANSWER, liar.circle)
    stolen = write_letter(ANSWER, 4, honest.body, liar.circle, liar.keys[4])
    with pytest.raises(WalletError, match="Desk 4"):
        one.receive(stolen, liar.circle, liar.public)
    assert not one.answers


def test_an_answer_to_another_request_is_not_taken(tmp_path: Path) -> None:
    desk = five().answering(2, tmp_path)
    one, other = asking(), asking()
    with pytest.raises(WalletError, match="another request"):
        one.receive(desk.answer(other.letter, NOW), five().circle, five().public)


@pytest.mark.parametrize(
    ("evidence", "at", "code"),
    [
        (Evidence(ACCOUNT, frozenset(("document",)), SEEN.record), NOW, "tags.evidence"),
        (Evidence(ACCOUNT, frozenset(("person", "chip")), SEEN.record), NOW, "tags.evidence"),
        (Evidence(ACCOUNT, SEEN.checks, bytes(32)), NOW, "tags.evidence"),
        (SEEN, NOW - 15 * DAY, "tags.stale"),
        (SEEN, NOW + DAY, "tags.stale"),
    ],
)
def test_without_evidence_of_these_days_nothing_is_answered(
    evidence: Evidence, at: int, code: str, tmp_path: Path
) -> None:
    with pytest.raises(WalletError) as caught:
        five().answering(2, tmp_path).answer(asking(1, evidence, at).letter, NOW)
    assert caught.value.code == code
    assert not list(tmp_path.iterdir()), "what is refused leaves nothing"


def test_a_stranger_is_refused(tmp_path: Path) -> None:
    circle, _ = five_keys()
    subjects = subjects_of(zone())
    desk = five().answering(2, tmp_path)
    # A key that no desk has, and the letter of another circle.
    forged = ask(subjects, SEEN, 1, five().circle, five().keys[1], NOW).letter
    body = read_letter(forged, REQUEST, five().circle).body
    for letter, code in (
        (write_letter(REQUEST, 1, body, five().circle, new_key()), "letter.signature"),
        (write_letter(REQUEST, 1, body, circle, five().keys[1]), "letter.foreign"),
        (write_letter(ANSWER, 1, body, five().circle, five().keys[1]), "letter.foreign"),
        (write_letter(REQUEST, 6, body, five().circle, five().keys[1]), "letter.garbage"),
    ):
        with pytest.raises(WalletError) as caught:
            desk.answer(letter, NOW)
        assert caught.value.code == code


def test_guessing_is_bounded_and_a_lost_answer_is_given_again(tmp_path: Path) -> None:
    desk = five().answering(2, tmp_path)
    first = asking()
    desk.answer(first.letter, NOW)
    for _ in range(MOST_FOR_ACCOUNT - 1):
        desk.answer(asking().letter, NOW)
    with pytest.raises(WalletError, match="asked too often"):
        desk.answer(asking().letter, NOW)
    desk.answer(first.letter, NOW + DAY)
    restarted = five().answering(2, tmp_path)
    with pytest.raises(WalletError, match="asked too often"):
        restarted.answer(asking().letter, NOW)
    later = NOW + REMEMBERED + 2 * DAY
    restarted.answer(
        asking(1, Evidence("0x" + "cd" * 20, SEEN.checks, SEEN.record), later).letter, later
    )
    restarted.answer(asking(1, SEEN, later).letter, later)


def test_a_desk_asks_so_often_in_a_day(tmp_path: Path) -> None:
    path = tmp_path / "desk-2.json"
    rows = {f"{n:032x}": [1, f"0x{n:040x}", NOW - 5, "00"] for n in range(MOST_A_DAY)}
    path.write_text(json.dumps({"version": 1, "rows": rows}), encoding="utf-8")
    desk = five().answering(2, tmp_path)
    with pytest.raises(WalletError, match="50 times today"):
        desk.answer(asking(1).letter, NOW)
    desk.answer(asking(3).letter, NOW)
    for damaged in ('{"version":2,"rows":{}}', "[]", '{"version":1,"rows":{"a":[1]}}'):
        path.write_text(damaged, encoding="utf-8")
        with pytest.raises(WalletError, match="damaged"):
            five().answering(2, tmp_path)


def test_a_desk_that_asks_two_things_under_one_number_is_refused(tmp_path: Path) -> None:
    one, other = asking(), asking()
    body = dict(read_letter(other.letter, REQUEST, five().circle).body)
    body["id"] = read_letter(one.letter, REQUEST, five().circle).body["id"]
    desk = five().answering(2, tmp_path)
    desk.answer(one.letter, NOW)
    with pytest.raises(WalletError, match="two different things"):
        desk.answer(write_letter(REQUEST, 1, body, five().circle, five().keys[1]), NOW)


def test_a_desk_that_deals_falsely_or_twice_is_named() -> None:
    circle, keys = five_keys()
    honest = deal(3, circle.fingerprint)
    false = Dealing(
        3, honest.commitments, honest.proof, {d: v + 1 for d, v in honest.values.items()}
    )
    gathering = Gathering(1, circle, keys[1])
    with pytest.raises(WalletError, match="What desk 3 dealt does not fit"):
        gathering.receive(write_dealing(false, circle, keys[3]))
    with pytest.raises(WalletError, match="Not every desk"):
        gathering.share()
    letter = write_dealing(honest, circle, keys[3])
    assert gathering.receive(letter) == 3
    assert gathering.receive(letter) == 3
    with pytest.raises(WalletError, match="dealt twice"):
        gathering.receive(write_dealing(deal(3, circle.fingerprint), circle, keys[3]))
    with pytest.raises(WalletError, match="cannot be read"):
        Gathering(1, circle, keys[2]).receive(letter)  # sealed to the first desk alone
    assert gathering.dealt == (3,)


def test_no_letter_shows_what_it_is_about() -> None:
    one = asking()
    payload = jws.JWS.from_jose_token(one.letter).objects["payload"]
    for secret in (b"SPECI2014", b"BRUIJN", b"1965", b"999999990", b"AMERSFOORT"):
        assert secret not in payload
    assert "BRUIJN" not in repr(one) and "SPECI" not in repr(subjects_of(zone()))
    # Nor do two letters about one person have anything in common.
    two = read_request(asking().letter, five().circle)
    first = read_request(one.letter, five().circle)
    assert not {int(e.x) for _, e in first.elements} & {int(e.x) for _, e in two.elements}


def test_a_circle_survives_its_file_and_a_changed_one_is_refused() -> None:
    circle = five().circle
    assert read_circle(circle.to_json()).fingerprint == circle.fingerprint
    found = json.loads(circle.to_json())
    changes: tuple[Callable[[Any], object], ...] = (
        lambda c: c.update(version=2),
        lambda c: c["desks"].pop("5"),
        lambda c: c["desks"].update({"5": c["desks"]["4"]}),
        lambda c: c["desks"]["1"].update(address="0x12"),
        lambda c: c["desks"]["1"].update(name="a\u202eb"),
        lambda c: c["desks"]["1"]["key"].update(crv="secp256k1"),
        lambda c: c["desks"]["1"]["key"].update(x=c["desks"]["1"]["key"]["y"]),
        lambda c: c["desks"]["1"]["key"].update(d="AAAA"),
        lambda c: c.update(chain="1"),
    )
    for change in changes:
        other = json.loads(json.dumps(found))
        change(other)
        with pytest.raises(WalletError):
            read_circle(json.dumps(other))


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=300), st.binary(max_size=200).map(lambda b: b.decode("latin-1")),
                 st.text("eyJ.abc-_=", max_size=200)))  # fmt: skip
def test_any_text_is_answered(text: str) -> None:
    for read in (read_circle, lambda one: read_request(one, five().circle)):
        with pytest.raises(WalletError):
            read(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=70) | st.floats(allow_nan=False),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one, max_size=3),
    max_leaves=6,
)
BODY = read_letter(asking().letter, REQUEST, five().circle).body


@settings(max_examples=150)
@given(st.sampled_from(("id", "at", "account", "checks", "record", "elements")), VALUES)
def test_a_desk_that_signs_nonsense_is_answered_in_a_sentence(name: str, value: Any) -> None:
    body = {**BODY, name: value}
    letter = write_letter(REQUEST, 1, body, five().circle, five().keys[1])
    try:
        read_request(letter, five().circle)
    except WalletError as refused:
        assert refused.code == "tags.request"


def test_what_a_tag_is_made_of() -> None:
    whole = {
        one.kind: one.message for one in subjects_of(zone(), "12.345-678 9", "\u2019s-Gravenhage")
    }
    assert whole[Kind.DOCUMENT] == b"symbolon tag 1|document|528|P|SPECI2014"
    assert whole[Kind.NATIONAL] == b"symbolon tag 1|national|528|123456789"
    assert whole[Kind.PLACE].endswith(b"|DEBRUIJN|WILLEKE|1965-03-10|SGRAVENHAGE")
    assert whole[Kind.BIRTH] == b"symbolon tag 1|name and birth|DEBRUIJN|WILLEKE|1965-03-10"
    assert len({one.kind for one in subjects_of(zone())}) == 2
    german = subjects_of(zone(td3("D", "C01X00T47", "MUELLER<<JUERGEN<PETER")), place="K\u00f6ln")
    assert german[0].message == b"symbolon tag 1|document|276|P|C01X00T47"
    assert german[1].message.endswith(b"|MUELLER|JUERGEN|1965-03-10|KOELN")
    # A renewed document of another number has another tag, and the same weak one.
    renewed = subjects_of(zone(td3(number="NEW012345")))
    assert renewed[0] != subjects_of(zone())[0]
    assert renewed[1] == subjects_of(zone())[1]
    for extra, name in (({"national": "12"}, "national"), ({"place": "\u6771\u4eac"}, "place")):
        with pytest.raises(WalletError) as caught:
            subjects_of(zone(), **extra)
        assert caught.value.field == name


STRONG, WEAK = {Kind.DOCUMENT: b"d", Kind.NATIONAL: b"n"}, {Kind.BIRTH: b"b"}


@pytest.mark.parametrize(
    ("owners", "alike", "claimed", "finding", "persons"),
    [
        ({}, {}, 0, Finding.NEW, ()),
        ({b"d": 7}, {}, 0, Finding.SAME, (7,)),
        ({b"d": 7, b"n": 7}, {b"b": [7]}, 7, Finding.SAME, (7,)),
        ({b"d": 7, b"n": 8}, {}, 0, Finding.REFUSED, (7, 8)),
        ({b"d": 8}, {}, 7, Finding.REFUSED, (8,)),
        ({}, {b"b": [7]}, 0, Finding.LOOK, (7,)),
        ({}, {b"b": [7, 9]}, 7, Finding.LOOK, (9,)),
        ({}, {b"b": [7]}, 7, Finding.SAME, (7,)),
        ({}, {}, 7, Finding.LOOK, (7,)),
        ({b"d": 7}, {b"b": [9]}, 7, Finding.SAME, (7,)),
    ],
)
def test_what_tags_say(
    owners: Any, alike: Any, claimed: int, finding: Finding, persons: Any
) -> None:
    found = judge(STRONG | WEAK, lambda t: owners.get(t, 0), lambda t: alike.get(t, ()), claimed)
    assert (found.finding, found.persons) == (finding, persons)


def test_the_evaluation_is_the_shares_own() -> None:
    element = asking().blinded[0][1].element
    assert times(element, five().shares[1].secret) != times(element, five().shares[2].secret)


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "ES256"},
        {"alg": "ES256", "typ": "dc+sd-jwt"},
        {"alg": "ES256", "typ": "symbolon-letter", "kid": "another"},
        {"alg": "ES256", "typ": "symbolon-letter", "b64": False, "crit": ["b64"]},
    ],
)
def test_a_signature_made_for_something_else_is_no_letter(header: dict[str, Any]) -> None:
    """What a desk signs with the same key, a credential for one, must never pass for a letter."""
    payload = jws.JWS.from_jose_token(asking().letter).objects["payload"]
    token = jws.JWS(payload)
    token.add_signature(five().keys[1], alg="ES256", protected=json.dumps(header))
    try:
        text = token.serialize(compact=True)
    except ValueError:
        return
    with pytest.raises(WalletError):
        read_request(text, five().circle)
