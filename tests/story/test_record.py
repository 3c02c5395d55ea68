"""The story as its record tells it: what happened, and that an outsider can check all of it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.story.checker import Wrong, check, siphon
from tests.story.conftest import PlayedStory
from wallet.flows.cast import CAST

ALICE, BOB, CAROL, DAN, EVE, GRACE = 1, 2, 3, 4, 5, 7
DOLLAR = 10**6


def test_an_outsider_can_recompute_every_sale_and_claim(story: PlayedStory) -> None:
    counted = check(story.record)
    assert counted["movements"] > 100
    assert counted["sales"] >= 8
    assert counted["claims"] >= 12
    assert counted["debts"] == 2


def changes(record: dict[str, Any]) -> list[tuple[str, Any, str]]:
    """Where one base unit could be moved: a name, the object, and the key."""
    found: list[tuple[str, Any, str]] = []
    for kind, keys in (
        ("movements", ("money", "shares")),
        ("sales", ("shares", "proceeds", "cost", "gain", "siphon")),
        ("claims", ("amount", "passed_on")),
    ):
        for one in (record[kind][-1], record[kind][len(record[kind]) // 2]):
            found += [(f"{kind} {key}", one, key) for key in keys if key in one]
    found += [("lots", record["sales"][3]["lots"][0], key) for key in ("cost", "gain")]
    found += [("people", record["people"][4], "money")]
    found += [("totals", record["totals"], key) for key in record["totals"] if key != "shares"]
    found += [("debt", record["debts"][0]["payments"][0], "gain_settled")]
    return found


def test_the_checker_sees_every_single_unit(story: PlayedStory) -> None:
    count = len(changes(story.record))
    assert count > 20
    for at in range(count):
        bent = copy.deepcopy(story.record)
        name, one, key = changes(bent)[at]
        one[key] = str(int(one[key]) + 1)
        with pytest.raises(Wrong):
            check(bent)
            pytest.fail(f"one unit more in {name} was not seen")


def test_a_movement_left_out_is_seen(story: PlayedStory) -> None:
    for at in (0, 40, -1):
        bent = copy.deepcopy(story.record)
        del bent["movements"][at]
        with pytest.raises(Wrong):
            check(bent)


def test_the_checker_knows_the_rule_of_the_siphon() -> None:
    part = 2_000_000 * 10**18
    assert siphon(4_200 * DOLLAR, part) == 840 * DOLLAR
    assert siphon(1, 1) == 1
    assert siphon(0, part) == siphon(5, 0) == 0


def test_every_movement_says_what_it_was(story: PlayedStory) -> None:
    movements = story.record["movements"]
    places = [(one["block"], one["log"]) for one in movements]
    assert places == sorted(places)
    for one in movements:
        assert {"act", "block", "tx", "gas", "from", "to"} <= one.keys()
        assert ("money" in one) != ("token" in one and "shares" in one)
        assert one["gas"] > 21_000
        for side in (one["from"], one["to"]):
            assert side in ("ledger", "offering", "outside") or 1 <= side <= 12


def test_twelve_people_joined_and_issued(story: PlayedStory) -> None:
    people = story.record["people"]
    assert [one["id"] for one in people] == list(range(1, 13))
    assert people[0]["name"] == "Alice Moreau"
    issued = [one for one in story.record["movements"] if one["act"] == "token.Issue"]
    assert len(issued) == 12


def test_alice_raised_200_000_from_five_investors(story: PlayedStory) -> None:
    placed = [
        one
        for one in story.record["movements"]
        if one.get("token") == ALICE and one["from"] == ALICE
    ]
    assert len({one["to"] for one in placed}) == 5
    (proceeds,) = [
        int(one["money"])
        for one in story.record["movements"]
        if one["act"] == "raising.WithdrawProceeds" and one["to"] == ALICE
    ]
    assert proceeds == 200_000 * DOLLAR


def test_alice_sold_at_a_gain_and_her_holders_got_their_part(story: PlayedStory) -> None:
    sales = [one for one in story.record["sales"] if (one["seller"], one["token"]) == (ALICE, BOB)]
    assert len({one["buyer"] for one in sales}) == 3
    assert sum(int(one["gain"]) for one in sales) == 6_720 * DOLLAR
    assert sum(int(one["siphon"]) for one in sales) == 1_344 * DOLLAR


def test_grace_passed_a_part_on_to_her_own_holders(story: PlayedStory) -> None:
    claims = story.record["claims"]
    passed = [int(one["passed_on"]) for one in claims if one["holder"] == GRACE]
    assert all(amount > 0 for amount in passed)
    assert len([one for one in claims if one["token"] == GRACE]) == 3


def test_a_loss_was_shared_with_nobody(story: PlayedStory) -> None:
    sales = [one for one in story.record["sales"] if one["token"] == CAROL]
    assert all(int(one["proceeds"]) < int(one["cost"]) for one in sales)
    assert {one["siphon"] for one in sales} == {"0"}


def test_the_debt_was_paid_in_two_parts_and_claimed(story: PlayedStory) -> None:
    debt = story.record["debts"][0]
    assert debt["issuer"] == ALICE
    assert [int(one["amount"]) for one in debt["payments"]] == [6_000 * DOLLAR, 3_600 * DOLLAR]
    assert debt["ended"] is True
    assert story.record["debts"][1]["ended"] is False


def test_dan_was_refused_with_a_reason_each_time(story: PlayedStory) -> None:
    refusals = story.record["refusals"]
    assert [one["code"] for one in refusals] == ["TAG_TAKEN", "PLAIN_TRANSFER", "NOT_ACTIVE"]
    assert {one["who"] for one in refusals} == {"Dan Petrov"}
    for one in refusals:
        assert len(one["sentence"]) > 30
        assert one["code"] not in one["sentence"]
    assert "banned" in refusals[2]["sentence"]


def test_nobody_was_given_more_than_the_cast_says(story: PlayedStory) -> None:
    given = sum(member.dollars for member in CAST) * DOLLAR
    assert story.record["totals"]["money_from_outside"] == str(given)


def test_the_story_ends_about_now(story: PlayedStory) -> None:
    import time

    assert abs(story.session.chain.now() - time.time()) < 600
