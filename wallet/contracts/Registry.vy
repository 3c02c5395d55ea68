# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Registry: who is a person, with which wallet, in what standing
@license AGPL-3.0-only
@notice A person is an id (1, 2, 3, ...), never an address. A person joins with an attestation
        (EIP-712) by an accredited verifier, once per human: the tag of a person belongs to
        them for ever, and so does every further tag. What a verifier saw never comes here:
        a salted hash of it does.
"""

from snekmate.utils import eip712_domain_separator as domain

from interfaces import IAuctionNews
from interfaces import IRegistry
import signatures
import standing as stand

implements: IRegistry

initializes: domain

# What a verifier signs. Times are in seconds; country is ISO 3166-1 numeric.
struct Attestation:
    account: address
    personTag: bytes32
    level: uint8
    country: uint16
    investorClass: uint8
    issuedAt: uint64
    expiresAt: uint64
    credentialHash: bytes32
    nonce: uint256


event Joined:
    person: indexed(uint256)
    account: indexed(address)
    tag: indexed(bytes32)
    level: uint8
    country: uint16
    investor_class: uint8
    expires: uint256
    credential_hash: bytes32
    verifier: address
    nonce: uint256


event Renewed:
    person: indexed(uint256)
    account: indexed(address)
    tag: indexed(bytes32)
    level: uint8
    country: uint16
    investor_class: uint8
    expires: uint256
    credential_hash: bytes32
    verifier: address
    nonce: uint256


event TagAdded:
    person: indexed(uint256)
    tag: indexed(bytes32)


event Frozen:
    person: indexed(uint256)
    until: uint256


event Banned:
    person: indexed(uint256)


event Unbanned:
    person: indexed(uint256)


event VerifierSet:
    account: indexed(address)
    serves: bool


event AttestorSet:
    person: indexed(uint256)
    serves: bool


event AuthoritySet:
    authority: indexed(address)


ATTESTATION_TYPE: constant(bytes32) = keccak256(
    "Attestation(address account,bytes32 personTag,uint8 level,uint16 country,uint8 investorClass,uint64 issuedAt,uint64 expiresAt,bytes32 credentialHash,uint256 nonce)"
)
NAME_TYPE: constant(bytes32) = keccak256("Name(uint256 person,string name)")

ATTESTATION_LIFE: constant(uint256) = 30 * 86400  # from its signature until it must be used
LONGEST_STANDING: constant(uint256) = 10 * 365 * 86400
LONGEST_FREEZE: constant(uint256) = 14 * 86400

TIME_MASK: constant(uint256) = 2**32 - 1
ID_MASK: constant(uint256) = 2**64 - 1

DEPLOYER: immutable(address)

# Who may appoint, freeze and ban: the deployer of a local network until the authority's contract.
authority: public(address)
auction: public(address)

# Ids are given in order; this is the last one given.
people: public(uint256)

# person id 64 | joined 64 | issue time of the last attestation 64.
pointer: public(HashMap[address, uint256])
# See `standing`.
word: public(HashMap[uint256, uint256])
tag_owner: public(HashMap[bytes32, uint256])
is_verifier: public(HashMap[address, bool])
is_attestor: public(HashMap[uint256, bool])


@deploy
def __init__():
    """
    @notice The deployer is the first authority.
    """
    domain.__init__("Symbolon Registry", "1")
    DEPLOYER = msg.sender
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def wire(auction: address):
    """
    @notice Names the contract that hears of frozen and banned issuers; once, by the deployer.
    @param auction The auctions of this network.
    """
    assert msg.sender == DEPLOYER, "NOT_DEPLOYER"
    assert self.auction == empty(address) and auction != empty(address), "ALREADY_WIRED"
    self.auction = auction


# --- joining ---


@external
def join(a: Attestation, signature: Bytes[65]) -> uint256:
    """
    @notice Makes the caller a person.
    @param a What a verifier attested of the caller.
    @param signature The verifier's signature of it.
    @return The new person id.
    """
    verifier: address = self._verifier_of(a, signature)
    assert a.level >= 2, "LEVEL_NOT_OPEN"
    assert self.pointer[msg.sender] == 0, "ALREADY_JOINED"
    owner: uint256 = self.tag_owner[a.personTag]
    if owner != 0:
        assert not stand.is_banned(self.word[owner]), "TAG_BURNT"
        raise "TAG_TAKEN"

    pid: uint256 = self.people + 1
    self.people = pid
    self.tag_owner[a.personTag] = pid
    self.pointer[msg.sender] = (
        pid | (block.timestamp << 64) | (convert(a.issuedAt, uint256) << 128)
    )
    self.word[pid] = stand.pack(
        msg.sender,
        convert(a.expiresAt, uint256),
        0,
        convert(a.country, uint256),
        convert(a.level, uint256),
        convert(a.investorClass, uint256),
        0,
    )
    log Joined(
        person=pid,
        account=msg.sender,
        tag=a.personTag,
        level=a.level,
        country=a.country,
        investor_class=a.investorClass,
        expires=convert(a.expiresAt, uint256),
        credential_hash=a.credentialHash,
        verifier=verifier,
        nonce=a.nonce,
    )
    return pid


@external
def renew(a: Attestation, signature: Bytes[65]):
    """
    @notice Extends the caller's standing, and adds the tag of a further document.
    @dev An attestation is used once: it must be newer than the last one, or bring a new tag.
    @param a What a verifier attested of the caller.
    @param signature The verifier's signature of it.
    """
    verifier: address = self._verifier_of(a, signature)
    place: uint256 = self.pointer[msg.sender]
    assert place != 0, "NOT_A_PERSON"
    pid: uint256 = place & ID_MASK
    old: uint256 = self.word[pid]
    assert not stand.is_banned(old), "BANNED"
    issued: uint256 = convert(a.issuedAt, uint256)

    owner: uint256 = self.tag_owner[a.personTag]
    if owner == 0:
        assert issued >= (place >> 128) & ID_MASK, "ATTESTATION_USED"
        self.tag_owner[a.personTag] = pid
        log TagAdded(person=pid, tag=a.personTag)
    else:
        if owner != pid:
            assert not stand.is_banned(self.word[owner]), "TAG_BURNT"
            raise "TAG_TAKEN"
        assert issued > (place >> 128) & ID_MASK, "ATTESTATION_USED"

    # A document that was once checked stays checked.
    level: uint256 = max(stand.level(old), convert(a.level, uint256))
    self.pointer[msg.sender] = (place & (2**128 - 1)) | (issued << 128)
    self.word[pid] = stand.pack(
        msg.sender,
        convert(a.expiresAt, uint256),
        stand.frozen_until(old),
        convert(a.country, uint256),
        level,
        convert(a.investorClass, uint256),
        old >> 248,
    )
    log Renewed(
        person=pid,
        account=msg.sender,
        tag=a.personTag,
        level=convert(level, uint8),
        country=a.country,
        investor_class=a.investorClass,
        expires=convert(a.expiresAt, uint256),
        credential_hash=a.credentialHash,
        verifier=verifier,
        nonce=a.nonce,
    )


@view
@internal
def _verifier_of(a: Attestation, signature: Bytes[65]) -> address:
    """
    @notice Checks everything of an attestation but its tag; returns who signed it.
    """
    assert a.account == msg.sender, "NOT_YOUR_ATTESTATION"
    assert a.personTag != empty(bytes32), "TAG_EMPTY"
    assert a.level == 1 or a.level == 2, "LEVEL_UNKNOWN"
    assert a.country != 0 and a.country < 1000, "COUNTRY_UNKNOWN"
    assert a.investorClass <= 2, "CLASS_UNKNOWN"
    issued: uint256 = convert(a.issuedAt, uint256)
    assert issued <= block.timestamp, "ATTESTATION_EARLY"
    assert block.timestamp <= issued + ATTESTATION_LIFE, "ATTESTATION_OLD"
    expires: uint256 = convert(a.expiresAt, uint256)
    assert expires > block.timestamp, "ATTESTATION_EXPIRED"
    assert expires <= block.timestamp + LONGEST_STANDING, "ATTESTATION_TOO_LONG"
    signer: address = signatures.signer(
        domain._hash_typed_data_v4(keccak256(abi_encode(ATTESTATION_TYPE, a))), signature
    )
    assert signer != empty(address) and self.is_verifier[signer], "NOT_A_VERIFIER"
    return signer


# --- the authority ---


@internal
def _only_authority():
    """
    @notice Refuses everybody else.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"


@external
def set_authority(authority: address):
    """
    @notice Hands the role on.
    @param authority Who holds it from now on.
    """
    self._only_authority()
    assert authority != empty(address), "EMPTY_ADDRESS"
    self.authority = authority
    log AuthoritySet(authority=authority)


@external
def set_verifier(account: address, serves: bool):
    """
    @notice Accredits a verifier, or ends that.
    """
    self._only_authority()
    assert account != empty(address), "EMPTY_ADDRESS"
    self.is_verifier[account] = serves
    log VerifierSet(account=account, serves=serves)


@external
def set_attestor(pid: uint256, serves: bool):
    """
    @notice Appoints a person as attestor of company facts, or ends that.
    """
    self._only_authority()
    assert self.word[pid] != 0, "PERSON_UNKNOWN"
    self.is_attestor[pid] = serves
    log AttestorSet(person=pid, serves=serves)


@external
def freeze(pid: uint256, until: uint256):
    """
    @notice Freezes a person for at most 14 days; 0 ends a freeze.
    @param pid The person.
    @param until When it ends by itself, in seconds.
    """
    self._only_authority()
    old: uint256 = self.word[pid]
    assert old != 0, "PERSON_UNKNOWN"
    if until != 0:
        assert until > block.timestamp, "FREEZE_IN_THE_PAST"
        assert until <= block.timestamp + LONGEST_FREEZE, "FREEZE_TOO_LONG"
    self.word[pid] = (old & ~(TIME_MASK << 192)) | (until << 192)
    log Frozen(person=pid, until=until)
    if until != 0:
        self._news(pid)


@external
def ban(pid: uint256):
    """
    @notice Bans a person for ever; their tags are burnt.
    """
    self._only_authority()
    old: uint256 = self.word[pid]
    assert old != 0, "PERSON_UNKNOWN"
    assert not stand.is_banned(old), "BANNED"
    self.word[pid] = old | (1 << 248)
    log Banned(person=pid)
    self._news(pid)


@external
def unban(pid: uint256):
    """
    @notice Ends a ban after an appeal.
    """
    self._only_authority()
    old: uint256 = self.word[pid]
    assert stand.is_banned(old), "NOT_BANNED"
    self.word[pid] = old & ~(1 << 248)
    log Unbanned(person=pid)


@internal
def _news(pid: uint256):
    """
    @notice Tells the auctions: trading this person's token goes on with the news known.
    """
    if self.auction != empty(address):
        extcall IAuctionNews(self.auction).standing_news(pid)


# --- answers ---


@view
@external
@reentrant
def person_of(wallet: address) -> uint256:
    """
    @notice Whose wallet this is; 0 for a stranger's.
    """
    return self.pointer[wallet] & ID_MASK


@view
@external
@reentrant
def who(wallet: address) -> (uint256, uint256):
    """
    @notice Person id and person word of a wallet; zeros for a stranger's.
    """
    pid: uint256 = self.pointer[wallet] & ID_MASK
    return pid, self.word[pid]


@view
@external
@reentrant
def wallet_of(pid: uint256) -> address:
    """
    @notice The active wallet of a person; empty for nobody.
    """
    return stand.wallet(self.word[pid])


@view
@external
@reentrant
def standing(pid: uint256) -> uint8:
    """
    @notice 0 unknown, 1 active, 2 expired, 3 frozen, 4 banned.
    """
    return stand.of(self.word[pid])


@view
@external
@reentrant
def person(pid: uint256) -> IRegistry.Person:
    """
    @notice All that is known here of a person; zeros for nobody.
    """
    w: uint256 = self.word[pid]
    return IRegistry.Person(
        wallet=stand.wallet(w),
        expires=stand.expires(w),
        frozen_until=stand.frozen_until(w),
        country=stand.country(w),
        level=stand.level(w),
        investor_class=stand.investor_class(w),
        banned=stand.is_banned(w),
        joined=(self.pointer[stand.wallet(w)] >> 64) & ID_MASK,
    )


@view
@external
@reentrant
def verify_name(pid: uint256, name: String[64], signature: Bytes[65]) -> bool:
    """
    @notice Whether a verifier attested this display name of this person (EIP-712 `Name`).
    """
    signer: address = signatures.signer(
        domain._hash_typed_data_v4(keccak256(abi_encode(NAME_TYPE, pid, keccak256(name)))),
        signature,
    )
    return signer != empty(address) and self.is_verifier[signer]


@view
@external
@reentrant
def domain_separator() -> bytes32:
    """
    @notice EIP-712 domain of attestations and names.
    """
    return domain._domain_separator_v4()
