# pragma version ~=0.4.3
"""
@title Recovery: how a person comes to a new wallet when the old one is lost
@license AGPL-3.0-only
@notice Two verifiers attest the same tag for a new address. Then there is a wait in which nothing
        leaves the person or is sold, and in which the old wallet can cancel, once. For three days
        more nothing leaves the person: a thief who cancels is not free before its owner can prove it. After that it
        takes three verifiers and proof in person, and cannot be cancelled. Balances, claims,
        debts and votes belong to the person: only the wallet changes. A freeze or a ban stays.
@dev A recovery is new wallet 160 | end of the wait 32 | issue time of the last one 32 |
     in person 1 | cancelled 1, from the lowest bit up. The issue time stays when the rest is
     over, and must grow: so no signature works twice. The old wallet's cancelling stays until
     the wallet changes; with no new wallet beside it, the end is that of the days that follow it.
"""

from snekmate.utils import eip712_domain_separator as domain

import people
import signatures as signing
import standing as stand

uses: people
uses: domain


# What the verifiers sign, all the same.
struct Recovery:
    account: address
    personTag: bytes32
    inPerson: bool
    issuedAt: uint64
    nonce: uint256


event RecoveryStarted:
    person: indexed(uint256)
    account: indexed(address)
    tag: bytes32
    in_person: bool
    ends: uint256
    verifiers: DynArray[address, 3]


event RecoveryCancelled:
    person: indexed(uint256)
    account: indexed(address)
    free: uint256  # nothing leaves the person before


# The days after a cancelling are over.
event RecoveryClosed:
    person: indexed(uint256)


event Recovered:
    person: indexed(uint256)
    old: indexed(address)
    account: indexed(address)


RECOVERY_TYPE: constant(bytes32) = keccak256(
    "Recovery(address account,bytes32 personTag,bool inPerson,uint64 issuedAt,uint256 nonce)"
)

LIFE: constant(uint256) = 30 * 86400  # from its signatures until it must be used
FIRST: constant(uint256) = 2  # verifiers for a first recovery
IN_PERSON: constant(uint256) = 3  # verifiers for one after proof in person
# Whoever has the key can cancel: in these days its owner can begin again, with proof in person.
AFTER_CANCEL: constant(uint256) = 3 * 86400

ENDS_AT: constant(uint256) = 160
ISSUED_AT: constant(uint256) = 192
IN_PERSON_BIT: constant(uint256) = 1 << 224
CANCELLED_BIT: constant(uint256) = 1 << 225
TIME_MASK: constant(uint256) = 2**32 - 1
ADDRESS_MASK: constant(uint256) = 2**160 - 1

recoveries: HashMap[uint256, uint256]
# All changes of wallets so far, of whomever.
changes: uint256
# How often a person's wallet changed, and for each change the wallet before 160 | its number 64.
wallets_before: HashMap[uint256, uint256]
before: HashMap[uint256, HashMap[uint256, uint256]]


@view
@internal
def _waiting(kept: uint256) -> address:
    """
    @notice The new wallet of a recovery that waits; empty when none does.
    """
    return convert(kept & ADDRESS_MASK, address)


@internal
def start(r: Recovery, signatures: DynArray[Bytes[65], 3], wait: uint256):
    """
    @notice Starts the recovery of a person to the caller's wallet.
    @param wait Seconds until it can be finished.
    """
    assert r.account == msg.sender, "NOT_YOUR_ATTESTATION"
    issued: uint256 = convert(r.issuedAt, uint256)
    assert issued <= block.timestamp, "ATTESTATION_EARLY"
    assert block.timestamp <= issued + LIFE, "ATTESTATION_OLD"
    tag: uint256 = people.tags[r.personTag]
    person: uint256 = tag & people.ID_MASK
    assert person != 0, "TAG_UNKNOWN"
    word: uint256 = people.words[person]
    # A World ID can be added by whoever has the key: it brings back only who has nothing else.
    assert tag >> 64 >= stand.level(word), "DOCUMENT_NEEDED"

    kept: uint256 = self.recoveries[person]
    waiting: address = self._waiting(kept)
    if r.inPerson:
        assert kept & IN_PERSON_BIT == 0, "RECOVERY_WAITS"
        assert waiting != empty(address) or kept & CANCELLED_BIT != 0, "FIRST_RECOVERY_MISSING"
    else:
        assert waiting == empty(address), "RECOVERY_WAITS"
        assert kept & CANCELLED_BIT == 0, "PROOF_IN_PERSON_NEEDED"
    assert issued > (kept >> ISSUED_AT) & TIME_MASK, "ATTESTATION_USED"
    # A second recovery takes the place of a first one, whose wallet is free again.
    if waiting != empty(address):
        people.pointers[waiting] = 0
    people.check_free(msg.sender)

    verifiers: DynArray[address, 3] = self._signers(r, signatures)
    ends: uint256 = block.timestamp + wait
    self.recoveries[person] = (
        convert(msg.sender, uint256)
        | (ends << ENDS_AT)
        | (issued << ISSUED_AT)
        | (kept & CANCELLED_BIT)
        | (IN_PERSON_BIT if r.inPerson else 0)
    )
    people.pointers[msg.sender] = people.spoken_for(person)
    people.words[person] = word | people.HELD
    log RecoveryStarted(
        person=person,
        account=msg.sender,
        tag=r.personTag,
        in_person=r.inPerson,
        ends=ends,
        verifiers=verifiers,
    )


@view
@internal
def _signers(r: Recovery, signatures: DynArray[Bytes[65], 3]) -> DynArray[address, 3]:
    """
    @notice Who signed a recovery: as many different serving verifiers as it needs, no more.
    """
    assert len(signatures) == (IN_PERSON if r.inPerson else FIRST), "VERIFIERS_MISSING"
    digest: bytes32 = domain._hash_typed_data_v4(keccak256(abi_encode(RECOVERY_TYPE, r)))
    found: DynArray[address, 3] = []
    for signature: Bytes[65] in signatures:
        signer: address = signing.signer(digest, signature)
        assert signer != empty(address) and people.verifiers[signer], "NOT_A_VERIFIER"
        assert signer not in found, "VERIFIERS_MISSING"
        found.append(signer)
    return found


@internal
def cancel():
    """
    @notice The old wallet cancels a first recovery, once, while it waits.
    """
    person: uint256 = people.pointed(people.pointers[msg.sender])
    assert person != 0, "NOT_A_PERSON"
    kept: uint256 = self.recoveries[person]
    waiting: address = self._waiting(kept)
    assert waiting != empty(address), "NO_RECOVERY"
    assert kept & IN_PERSON_BIT == 0, "RECOVERY_FINAL"
    assert block.timestamp < (kept >> ENDS_AT) & TIME_MASK, "RECOVERY_OVER"
    people.pointers[waiting] = 0
    free: uint256 = block.timestamp + AFTER_CANCEL
    self.recoveries[person] = (
        (kept & (TIME_MASK << ISSUED_AT)) | (free << ENDS_AT) | CANCELLED_BIT
    )
    log RecoveryCancelled(person=person, account=waiting, free=free)


@internal
def finish(person: uint256):
    """
    @notice Makes the new wallet the person's, after the wait; or, after a cancelling and the days
            that follow it, lets the person go on with the present one. Anyone may.
    """
    kept: uint256 = self.recoveries[person]
    account: address = self._waiting(kept)
    word: uint256 = people.words[person]
    assert stand.is_held(word), "NO_RECOVERY"
    assert block.timestamp >= (kept >> ENDS_AT) & TIME_MASK, "RECOVERY_RUNS"
    if account == empty(address):
        people.words[person] = word & ~people.HELD
        log RecoveryClosed(person=person)
        return
    old: address = stand.wallet(word)
    people.pointers[account] = people.pointers[old]
    people.pointers[old] = people.spoken_for(person)
    people.words[person] = (
        (word & ~(ADDRESS_MASK | people.HELD)) | convert(account, uint256) | people.CHANGED
    )
    self.recoveries[person] = kept & (TIME_MASK << ISSUED_AT)
    self.changes += 1
    count: uint256 = self.wallets_before[person]
    self.before[person][count] = convert(old, uint256) | (self.changes << 160)
    self.wallets_before[person] = count + 1
    log Recovered(person=person, old=old, account=account)


@view
@internal
def former(wallet: address) -> uint256:
    """
    @notice Whose wallet this was before a recovery; 0 for nobody's.
    """
    person: uint256 = people.speaker(people.pointers[wallet])
    if person == 0 or self._waiting(self.recoveries[person]) == wallet:
        return 0
    return person


@view
@internal
def wallet_when(person: uint256, changes: uint256) -> address:
    """
    @notice Which wallet a person had when that many changes of wallets had been made.
    """
    low: uint256 = 0
    high: uint256 = self.wallets_before[person]
    count: uint256 = high
    for _: uint256 in range(64):
        if low == high:
            break
        middle: uint256 = (low + high) // 2
        if self.before[person][middle] >> 160 > changes:
            high = middle
        else:
            low = middle + 1
    if low == count:
        return stand.wallet(people.words[person])
    return convert(self.before[person][low] & ADDRESS_MASK, address)


@view
@internal
def waiting(person: uint256) -> (address, uint256, bool, bool):
    """
    @notice New wallet of a recovery that waits (none: it was cancelled), when the person is
            free again (0: they are), whether it is after proof in person, and whether the present wallet cancelled.
    """
    kept: uint256 = self.recoveries[person]
    held: bool = stand.is_held(people.words[person])
    return (
        self._waiting(kept),
        (kept >> ENDS_AT) & TIME_MASK if held else 0,
        kept & IN_PERSON_BIT != 0,
        kept & CANCELLED_BIT != 0,
    )
