"""People joining, losing wallets and being judged, in the registry and in the model at once."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import boa
from eth_abi.abi import encode

from tests.contracts.network import Actor, Network, account_of, deploy_bare, now
from tests.contracts.recovering import attested, signed
from wallet.rules.registry import DAY, Lost, Paper, People, Person

WALLETS: Final = tuple(f"wallet {n}" for n in range(14))
KEYS: Final = tuple(f"verifier {n}" for n in range(5))
"""Who may verify; the first three do at first."""
DOCUMENTS: Final = tuple(bytes([0xD0, n]) + bytes(30) for n in range(9))
NULLIFIERS: Final = tuple(n.to_bytes(32, "big") for n in range(1, 6))
NOBODY: Final = "0x" + "00" * 20

# An adapter that believes whatever was made for the account that brings it.
BELIEVER = """
@view
@external
def verified(account: address, proof: Bytes[512]) -> bytes32:
    owner: address = empty(address)
    nullifier: bytes32 = empty(bytes32)
    owner, nullifier = abi_decode(proof, (address, bytes32))
    assert owner == account, "WORLD_ID_REFUSED"
    return nullifier
"""


class PeoplePlays:
    """A registry, its model, and what was ever handed in, to be handed in again."""

    def __init__(self) -> None:
        self.chain: Network = deploy_bare()
        self.registry: Any = self.chain.registry
        self.address = {name: account_of(name).address for name in (*WALLETS, *KEYS)}
        self.name = {address: name for name, address in self.address.items()}
        with boa.env.prank(self.chain.authority.address):
            self.registry.set_world_id(boa.loads(BELIEVER))
            for key in KEYS[:3]:
                self.registry.appoint_verifier(self.address[key])
        self.model = People(now(), set(KEYS[:3]))
        self.papers: list[tuple[str, Paper]] = []
        self.lost: list[Lost] = []
        self.refusals: list[str] = []

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """Play within, then put both back to how they were."""
        kept, start = self.model, self.model.now
        self.model = copy.deepcopy(kept)
        self.papers, self.lost, self.refusals = [], [], []
        try:
            with boa.env.anchor():
                boa.env.timestamp = start
                yield
        finally:
            self.model = kept
            boa.env.timestamp = start

    def both(
        self, sender: str, call: Callable[[], Any], against: set[str], then: Callable[[], None]
    ) -> bool:
        """Do it in the contract and, if nothing speaks against it, in the model; is it done?"""
        self.model.now = now()
        try:
            with boa.env.prank(sender):
                call()
        except boa.BoaError as error:
            reason = str(error.stack_trace.last_frame.pretty_vm_reason)
            assert reason in against, f"refused for {reason}, should be for {against or 'nothing'}"
            self.refusals.append(reason)
            return False
        assert not against, f"allowed in spite of {against}"
        then()
        return True

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        boa.env.time_travel(seconds=seconds)
        self.model.now = now()

    # Joining

    def paper(self, act: str, paper: Paper) -> bool:
        """Join or renew with a paper."""
        wallet = self.address[paper.account]
        said = self.chain.attestation(
            wallet,
            personTag=paper.tag,
            level=paper.level,
            country=paper.country,
            investorClass=paper.investor,
            issuedAt=paper.issued,
            expiresAt=paper.expires,
        )
        signature = self.chain.attest(said, account_of(paper.signer))
        self.papers.append((act, paper))
        self.model.now = now()
        joins = act == "join"
        return self.both(
            wallet,
            lambda: getattr(self.registry, act)(tuple(said.values()), signature),
            (self.model.against_paper if joins else self.model.against_renewing)(paper),
            lambda: (self.model.join if joins else self.model.renew)(paper),
        )

    def world(self, act: str, account: str, tag: bytes) -> bool:
        """Join, renew or add by World ID."""
        model = self.model
        model.now = now()
        proof = encode(["address", "bytes32"], [self.address[account], tag])
        against, then = {
            "join_world": (model.against_joining, model.join_world),
            "renew_world": (model.against_renewing_world, model.renew_world),
            "add_world": (model.against_adding, model.add),
        }[act]
        return self.both(
            self.address[account],
            lambda: getattr(self.registry, act)(proof),
            against(account, tag),
            lambda: then(account, tag),
        )

    # Recovery

    def recover(self, lost: Lost) -> bool:
        """Start a recovery."""
        wallet = self.address[lost.account]
        said = attested(wallet, lost.tag, inPerson=lost.in_person, issuedAt=lost.issued)
        signatures = signed(self.chain, said, *lost.signers)
        self.lost.append(lost)
        self.model.now = now()
        return self.both(
            wallet,
            lambda: self.registry.recover(tuple(said.values()), signatures),
            self.model.against_recovering(lost),
            lambda: self.model.recover(lost),
        )

    def cancel(self, account: str) -> bool:
        """Cancel a recovery."""
        self.model.now = now()
        return self.both(
            self.address[account],
            self.registry.cancel_recovery,
            self.model.against_cancelling(account),
            lambda: self.model.cancel(account),
        )

    def finish(self, number: int) -> bool:
        """Finish a recovery; anybody does."""
        self.model.now = now()
        return self.both(
            account_of("anybody").address,
            lambda: self.registry.finish_recovery(number),
            self.model.against_finishing(number),
            lambda: self.model.finish(number),
        )

    def mark(self, number: int) -> bool:
        """Mark who ran out; anybody does."""
        self.model.now = now()
        return self.both(
            account_of("anybody").address,
            lambda: self.registry.mark_expired(number),
            self.model.against_marking(number),
            lambda: setattr(self.model.people[number - 1], "marked", True),
        )

    # The authority

    def decide(self, act: str, *args: Any, against: set[str], then: Callable[[], None]) -> bool:
        """The authority does something."""
        return self.both(
            self.chain.authority.address,
            lambda: getattr(self.registry, act)(*args),
            against,
            then,
        )

    def verifier(self, key: str, serves: bool) -> bool:
        """Accredit a verifier, or end that."""
        act = "appoint_verifier" if serves else "remove_verifier"
        change = self.model.verifiers.add if serves else self.model.verifiers.discard
        return self.decide(act, self.address[key], against=set(), then=lambda: change(key))

    # Both say the same

    def compare_pool(self) -> None:
        """Assert that both say the same of everybody's word."""
        self.model.now = now()
        for number, person in enumerate(self.model.people, 1):
            said = self.registry.person(number)
            assert self.name[said.wallet] == person.wallet, f"wallet of {number}"
            assert (said.expires, said.frozen_until, said.banned, said.joined) == (
                person.expires, person.frozen_until, person.banned, person.joined,
            ), f"times of {number}"  # fmt: skip
            assert (said.level, said.country, said.investor_class) == (
                person.level, person.country, person.investor,
            ), f"facts of {number}"  # fmt: skip
            assert self.registry.standing(number) == self.model.standing(person)

    def compare(self) -> None:
        """Assert that both say the same of everything."""
        self.compare_pool()
        model, registry = self.model, self.registry
        assert registry.people() == len(model.people)
        assert (registry.members(), registry.changes()) == (len(model.since), model.changes)
        for account in WALLETS:
            address = self.address[account]
            number = model.of_wallet(account)
            assert registry.person_of(address) == number, account
            assert registry.former(address) == model.formerly(account), account
            assert registry.isVerified(address) == bool(
                number and model.standing(model.people[number - 1]) == 1
            )
        for tag in (*DOCUMENTS, *NULLIFIERS):
            assert registry.tag_owner(tag) == model.tags.get(tag, (0, 0))[0]
        for number, person in enumerate(model.people, 1):
            self._compare_person(number, person)
        for rank in range(len(model.since) + 2):
            assert registry.marked_up_to(rank) == model.counted(rank), f"marked up to {rank}"
        for time in {model.now - 30 * DAY, model.now - 1, model.now, *model.since[-2:]}:
            assert registry.members_at(time) == model.members_at(time)

    def _compare_person(self, number: int, person: Person) -> None:
        """The same of what is not in the person's word."""
        registry, model = self.registry, self.model
        assert registry.rank_of(number) == person.rank
        assert registry.marked(number) == person.marked
        assert registry.is_attestor(number) == person.attestor
        serves = person.attestor and model.standing(person) == 1
        wallet = self.address[person.wallet] if serves else NOBODY
        assert registry.attestor_of(number) == wallet
        waiting = person.waiting
        assert registry.recovery(number) == (
            self.address[waiting.account] if waiting else NOBODY,
            person.held_until,
            bool(waiting and waiting.in_person),
            person.cancelled,
        ), f"recovery of {number}"
        for changes in {0, model.changes // 2, model.changes}:
            known = self.address[model.wallet_when(person, changes)]
            assert registry.wallet_when(number, changes) == known

    def actor(self, number: int) -> Actor:
        """A person as the shorthand of other tests knows them."""
        name = self.model.people[number - 1].wallet
        return Actor(name, account_of(name), number)
