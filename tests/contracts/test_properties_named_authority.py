"""Properties 33 to 36 of the authority, each by its number, asked of the contracts alone."""

from __future__ import annotations

from typing import Any

import boa
from eth_abi.abi import encode
from eth_utils.crypto import keccak
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.governing import (
    EXECUTED,
    EXPIRED,
    FALLEN,
    HEAVY,
    LIGHT,
    MEMBERS,
    OPEN,
    REJECTED,
    RULES,
    YEAR,
    Governed,
    govern,
    skip,
)
from tests.contracts.network import DAY, Actor, account_of, now
from tests.contracts.recovering import recovered
from tests.contracts.scenes import made_once

SOME = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
SALT = keccak(text="salt")
ADVISER = account_of("adviser").address
TIMES = {LIGHT: 3 * DAY, HEAVY: 21 * DAY, RULES: 30 * DAY}


@made_once
def scene() -> Governed:
    """Forty members, made once."""
    return govern()


class Fresh:
    """A governed network to do anything with, put back afterwards."""

    def __enter__(self) -> Governed:
        self.start, self.people = now(), list(scene().people)
        self.anchor = boa.env.anchor()
        self.anchor.__enter__()
        return scene()

    def __exit__(self, *error: Any) -> None:
        self.anchor.__exit__(None, None, None)
        boa.env.timestamp = self.start
        scene().people = self.people
        scene().published.clear()


def publish(gov: Governed, kind: int, place: int) -> int:
    """A decision of a class."""
    person = gov.people[place]
    if kind == LIGHT:
        return gov.strike(person)
    return gov.ban(person) if kind == HEAVY else gov.number(1, 4, 20 * DAY + place)


def put_to_the_vote(gov: Governed, decision: int) -> None:
    """Enough votes, if it is one that needs them."""
    kept = gov.authority.decision(decision)
    if kept.quorum:
        skip(max(0, kept.ready - 14 * DAY - now()))
        gov.vote(decision, gov.people[20:26])


# --- 33 ---


@SOME
@given(
    kind=st.sampled_from([LIGHT, HEAVY, RULES]),
    month=st.sampled_from([0, 1, 20, 25, 40, 49, 55]),
    tries=st.lists(st.integers(0, 50 * DAY), min_size=1, max_size=6),
    edge=st.sampled_from([-1, 0, 14 * DAY - 1, 14 * DAY]),
)
def test_p33_nothing_before_its_delay_after_its_expiry_or_twice(
    kind: int, month: int, tries: list[int], edge: int
) -> None:
    """(33) Nothing before its delay, after its expiry, without a reason, or twice."""
    with Fresh() as gov:
        if month:
            gov.until(month + 1.5)
        published = now()
        decision = publish(gov, kind, 3)
        ready = published + TIMES[kind]
        done = False
        put_to_the_vote(gov, decision)
        for at in sorted({*(published + one for one in tries), ready + edge}):
            if at < now():
                continue
            skip(at - now())
            may = ready <= at < ready + 14 * DAY and not done
            try:
                gov.execute(decision)
                assert may
                done = True
            except boa.BoaError:
                assert not may
        assert gov.status(decision) in ((EXECUTED,) if done else (OPEN, EXPIRED))


@SOME
@given(
    kind=st.integers(1, 7),
    data=st.sampled_from(
        ["ban(uint256)", "freeze(uint256,uint256)", "stop_market(uint256)", "renew(uint256)"]
    ),
)
def test_p33_nothing_is_published_or_proposed_without_a_reason(kind: int, data: str) -> None:
    """(33) A zero reason is refused, whoever asks, for whatever."""
    none = b"\0" * 32
    with Fresh() as gov:
        word = gov.people[3].pid
        target: Any = {"s": gov.rules, "r": gov.authority}.get(data[0], gov.registry)
        until = now() + DAY
        call = getattr(target, data.partition("(")[0]).prepare_calldata(
            *{"b": (word,), "f": (word, until), "s": (until,), "r": (until,)}[data[0]]
        )
        subject = word if data[0] in "bf" else 0
        before = gov.authority.decisions()
        for who, act in ((gov.operator, "publish"), (gov.people[0], "propose")):
            with boa.reverts(), boa.env.prank(who.address):
                getattr(gov.authority, act)(kind, subject, target.address, call, none, "")
        gov.until(59)
        with boa.reverts("REASON_MISSING"), boa.env.prank(gov.operator.address):
            gov.authority.ask_renewal(now() + YEAR, none, "")
        assert gov.authority.decisions() == before


# --- 34 ---


@SOME
@given(
    seconds=st.integers(1, 14 * DAY),
    steps=st.lists(
        st.tuples(
            st.sampled_from(["freeze", "halt", "veto", "lift", "ban", "wait"]),
            st.integers(0, 5 * DAY),
        ),
        max_size=12,
    ),
)
def test_p34_a_freeze_ends_by_itself(seconds: int, steps: list[tuple[str, int]]) -> None:
    """(34) Whatever else is tried meanwhile, it is over at its time and not back for 90 days."""
    with Fresh() as gov:
        someone = gov.people[3]
        decision = gov.freeze(someone, seconds)
        end = now() + seconds
        for act, wait in steps:
            try:
                if act in ("freeze", "halt"):
                    getattr(gov, act)(someone, max(1, wait))
                elif act == "veto":
                    gov.veto(decision, gov.people[10:11])
                elif act == "lift":
                    gov.authority.lift(decision, gov.published[decision][1])
            except boa.BoaError:
                pass
            if now() + wait < end:
                skip(wait)
        assert gov.registry.person(someone.pid).frozen_until <= end
        skip(end - now())
        assert gov.registry.standing(someone.pid) == 1
        assert max(gov.authority.frozen_until(someone.pid)) <= end
        for _ in range(6):
            skip(15 * DAY - 1)
            for again in (gov.freeze, gov.halt):
                with boa.reverts("FROZEN_LATELY"):
                    again(someone, DAY)
        assert gov.registry.standing(someone.pid) == 1


# --- 35 ---


@SOME
@given(
    verdicts=st.lists(
        st.tuples(st.booleans(), st.booleans(), st.integers(0, 3)), min_size=18, max_size=34
    ),
    pause=st.sampled_from([0, 30 * DAY, 200 * DAY]),
)
def test_p35_theta_never_rises(verdicts: list[tuple[bool, bool, int]], pause: int) -> None:
    """(35) Whatever the adviser says, opens or forgets, and whoever is the adviser."""
    with Fresh() as gov:
        appoint(gov, ADVISER)
        seen = [gov.members.theta()]

        def look() -> None:
            seen.append(gov.members.theta())
            assert seen[-1] <= seen[-2]
            assert gov.members.counted()[2] == max(5, -(-seen[-1] * 40 // 1_000_000))

        for start in range(0, len(verdicts), 12):
            batch = verdicts[start : start + 12]
            cases = []
            for place, (_, uphold, _) in enumerate(batch):
                person = gov.people[place]
                data = gov.registry.appoint_attestor.prepare_calldata(person.pid)
                cases.append(gov.publish(HEAVY, person.pid, gov.registry, data))
                said = encode(["uint256", "bool", "bytes32"], [cases[-1], uphold, SALT])
                with boa.env.prank(ADVISER):
                    gov.members.file_opinion(cases[-1], keccak(said))
            skip(21 * DAY)
            for decision, (_, uphold, forgotten) in zip(cases, batch, strict=True):
                gov.execute(decision)
                if forgotten:
                    gov.members.open_opinion(decision, uphold, SALT)
                look()
            skip(14 * DAY + 1 + pause)
            gov.members.settle_scores(40)
            look()
        if verdicts[0][0]:
            appoint(gov, account_of("another adviser").address)
            look()
        agreed, scored = gov.members.score()
        assert scored in (0, len(verdicts))
        assert agreed <= scored


def appoint(gov: Governed, adviser: str) -> None:
    """Have the members appoint an adviser."""
    data = gov.members.set_adviser.prepare_calldata(adviser)
    decision = gov.propose(MEMBERS, 0, gov.members, data)
    gov.put_to_all(decision)
    gov.vote(decision, gov.people[:4])
    skip(14 * DAY)
    gov.execute(decision)


@SOME
@given(
    after=st.integers(0, 3 * YEAR),
    ready_before=st.integers(0, 35 * DAY),
    voters=st.sampled_from([0, 3, 4, 30]),
)
def test_p35_after_month_60_nothing_works_unrenewed(
    after: int, ready_before: int, voters: int
) -> None:
    """(35) What is published then is refused, and what was published before is not done."""
    with Fresh() as gov:
        end = gov.authority.powers_until()
        skip(end - 35 * DAY - now())
        heavy = gov.ban(gov.people[3])
        put_to_the_vote(gov, heavy)
        skip(end - ready_before % (20 * DAY) - 1 - now())
        light = gov.strike(gov.people[4])
        data = gov.authority.renew.prepare_calldata(end + YEAR)
        renewal = gov.propose(MEMBERS, 0, gov.authority, data)
        gov.put_to_all(renewal)
        gov.vote(renewal, gov.people[:voters])
        skip(14 * DAY)
        renewed = voters >= 4  # a tenth of forty
        if renewed:
            gov.execute(renewal)
        else:
            assert gov.status(renewal) == REJECTED
        skip(max(end + after, now()) - now())
        works = renewed and now() < end + YEAR
        assert (now() < gov.authority.powers_until()) == (now() < end or works)
        someone = gov.people[5]
        for act in (gov.strike, gov.ban, gov.freeze, gov.halt):
            try:
                act(someone)
                assert works or now() < end
            except boa.BoaError:
                assert not works and now() >= end
        if not works and now() >= end:
            for decision in (heavy, light):
                with boa.reverts():
                    gov.execute(decision)


# --- 36 ---


@SOME
@given(
    votes=st.lists(
        st.tuples(st.integers(0, 11), st.sampled_from(["veto", "vote", "recover", "ban"])),
        min_size=5,
        max_size=40,
    )
)
def test_p36_one_vote_a_person_and_the_accused_does_not_vote(
    votes: list[tuple[int, str]],
) -> None:
    """(36) With any wallet of theirs; what is counted is how many people voted."""
    with Fresh() as gov:
        gov.until(49)  # a ban needs a majority, and can be vetoed
        accused = gov.people[3]
        others = [gov.ban(person) for person in gov.people[20:24]]
        skip(14 * DAY)
        decision = gov.ban(accused)
        skip(7 * DAY)
        wallets: dict[int, list[Actor]] = {n: [gov.people[n]] for n in range(12)}
        vetoed: set[int] = set()
        voted: set[int] = set()
        for place, act in votes:
            if act == "recover" and now() < gov.authority.decision(decision).ready - 7 * DAY:
                old = wallets[place][-1]
                new = recovered(gov.net, gov.people[place], f"wallet {len(wallets[place])} {place}",
                                nonce=now()) if len(wallets[place]) == 1 else old  # fmt: skip
                wallets[place].append(new)
            for wallet in wallets[place]:
                try:
                    with boa.env.prank(wallet.address):
                        if act == "veto":
                            gov.authority.veto(decision)
                            assert place not in vetoed and place != 3
                            vetoed.add(place)
                        elif act == "vote":
                            gov.authority.vote(decision, place % 2 == 0)
                            assert place not in voted and place != 3
                            voted.add(place)
                except boa.BoaError:
                    pass
        kept = gov.authority.decision(decision)
        assert kept.vetoes == len(vetoed) and kept.yes + kept.no == len(voted)
        assert (kept.status == FALLEN) == (len(vetoed) >= kept.needed)
        assert all(gov.authority.decision(other).vetoes == 0 for other in others)


@SOME
@given(place=st.integers(0, 39), kind=st.sampled_from(["ban", "freeze", "halt", "strike"]))
def test_p36_whose_case_it_is_has_no_vote_on_it(place: int, kind: str) -> None:
    """(36) Of any class; everybody else has."""
    with Fresh() as gov:
        decision = getattr(gov, kind)(gov.people[place])
        with boa.reverts("OWN_CASE"):
            gov.veto(decision, [gov.people[place]])
        gov.veto(decision, [gov.people[(place + 1) % 40]])
        assert gov.authority.decision(decision).vetoes == 1
