# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Registry: who is a person, with which wallet, in what standing
@license AGPL-3.0-only
@notice A person is an id (1, 2, 3, ...), never an address. A person joins with an attestation
        (EIP-712) by an accredited verifier, once per human: the tag of a person belongs to
        them for ever, and so does every further tag. What a verifier saw never comes here:
        a salted hash of it does. A wallet that is lost is replaced by a recovery.
"""

from snekmate.utils import eip712_domain_separator as domain

from interfaces import IAuctionNews
from interfaces import IRegistry
from interfaces import IRules
from interfaces import IWorldId
import bold
import membership
import people as book
import recovery as recoveries
import signatures as signing
import standing as stand

implements: IRegistry

initializes: domain
initializes: book
initializes: membership
initializes: recoveries[people := book, domain := domain]

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


event WorldIdSet:
    adapter: indexed(address)


event AuthoritySet:
    authority: indexed(address)


ATTESTATION_TYPE: constant(bytes32) = keccak256(
    "Attestation(address account,bytes32 personTag,uint8 level,uint16 country,uint8 investorClass,uint64 issuedAt,uint64 expiresAt,bytes32 credentialHash,uint256 nonce)"
)
NAME_TYPE: constant(bytes32) = keccak256("Name(uint256 person,string name)")

DAY: constant(uint256) = 86400
ATTESTATION_LIFE: constant(uint256) = 30 * DAY  # from its signature until it must be used
LONGEST_STANDING: constant(uint256) = 10 * 365 * DAY
WORLD_STANDING: constant(uint256) = 365 * DAY  # of who joined by World ID alone
FREEZE_REST: constant(uint256) = 90 * DAY  # from the end of a freeze until the next one

DEPLOYER: immutable(address)
RULES: immutable(address)

# Who may appoint, freeze and ban: the deployer until the network is handed over.
authority: public(address)
auction: public(address)
world_id: public(address)


@deploy
def __init__(rules: address):
    """
    @notice The deployer is the first authority.
    @param rules The numbers of this network.
    """
    assert rules.is_contract, "EMPTY_ADDRESS"
    domain.__init__("Symbolon Registry", "1")
    DEPLOYER = msg.sender
    RULES = rules
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
    book.check_free(msg.sender)
    pid: uint256 = self._enter(
        a.personTag,
        convert(a.level, uint256),
        convert(a.issuedAt, uint256),
        convert(a.expiresAt, uint256),
        convert(a.country, uint256),
        convert(a.investorClass, uint256),
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
    if convert(a.level, uint256) == stand.DOCUMENT:
        log membership.MemberAdded(person=pid, rank=book.counted >> 128)
    return pid


@external
def join_world(proof: Bytes[512]) -> uint256:
    """
    @notice Makes the caller a person by a World ID alone, for a year: they hold up to a limit,
            and neither issue nor vote until a document is added. Nobody attested a country of
            theirs: it is 0.
    @param proof As the adapter of this network wants it.
    @return The new person id.
    """
    tag: bytes32 = self._world_tag(proof)
    book.check_free(msg.sender)
    expires: uint256 = block.timestamp + WORLD_STANDING
    pid: uint256 = self._enter(tag, stand.WORLD, 0, expires, 0, 0)
    log Joined(
        person=pid,
        account=msg.sender,
        tag=tag,
        level=convert(stand.WORLD, uint8),
        country=0,
        investor_class=0,
        expires=expires,
        credential_hash=empty(bytes32),
        verifier=self.world_id,
        nonce=0,
    )
    return pid


@internal
def _enter(
    tag: bytes32,
    level: uint256,
    issued: uint256,
    expires: uint256,
    country: uint256,
    investor_class: uint256,
) -> uint256:
    """
    @notice Gives the caller the next person id.
    """
    pid: uint256 = (book.counted & (2**128 - 1)) + 1
    book.counted += 1
    assert book.show_tag(tag, pid, level), "TAG_TAKEN"
    book.words[pid] = stand.pack(msg.sender, expires, 0, country, level, investor_class, 0)
    rank: uint256 = 0
    if level == stand.DOCUMENT:
        rank = self._admit()
    book.pointers[msg.sender] = book.pointer(pid, block.timestamp, issued, rank)
    return pid


@internal
def _admit() -> uint256:
    """
    @notice Gives the next rank among members; the caller logs whose it is.
    """
    counted: uint256 = book.counted + (1 << 128)
    book.counted = counted
    membership.note(counted >> 128)
    return counted >> 128


@external
def renew(a: Attestation, signature: Bytes[65]):
    """
    @notice Extends the caller's standing, and adds the tag of a further document.
    @dev An attestation is used once: it must be newer than the last one, or bring a new tag.
    @param a What a verifier attested of the caller.
    @param signature The verifier's signature of it.
    """
    verifier: address = self._verifier_of(a, signature)
    place: uint256 = 0
    pid: uint256 = 0
    old: uint256 = 0
    place, pid, old = self._caller()
    issued: uint256 = convert(a.issuedAt, uint256)
    last: uint256 = book.issued(place)
    if book.show_tag(a.personTag, pid, convert(a.level, uint256)):
        assert issued >= last, "ATTESTATION_USED"
        log TagAdded(person=pid, tag=a.personTag)
    else:
        assert issued > last, "ATTESTATION_USED"

    # A document that was once checked stays checked.
    level: uint256 = max(stand.level(old), convert(a.level, uint256))
    rank: uint256 = book.rank(place)
    if rank == 0 and level == stand.DOCUMENT:
        rank = self._admit()
    book.pointers[msg.sender] = book.pointer(pid, book.joined(place), issued, rank)
    book.words[pid] = self._unmarked(
        stand.pack(
            msg.sender,
            convert(a.expiresAt, uint256),
            stand.frozen_until(old),
            convert(a.country, uint256),
            level,
            convert(a.investorClass, uint256),
            old >> 248,
        ),
        pid,
        rank,
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
    if rank != book.rank(place):
        log membership.MemberAdded(person=pid, rank=rank)


@external
def renew_world(proof: Bytes[512]):
    """
    @notice Extends the standing of a person who has a World ID alone, by a year from now.
    @param proof As the adapter of this network wants it.
    """
    place: uint256 = 0
    pid: uint256 = 0
    old: uint256 = 0
    place, pid, old = self._caller()
    assert stand.level(old) == stand.WORLD, "HAS_DOCUMENT"
    tag: bytes32 = self._world_tag(proof)
    if book.show_tag(tag, pid, stand.WORLD):
        log TagAdded(person=pid, tag=tag)
    # What a verifier attested for longer stays.
    expires: uint256 = max(stand.expires(old), block.timestamp + WORLD_STANDING)
    book.words[pid] = stand.pack(
        msg.sender,
        expires,
        stand.frozen_until(old),
        stand.country(old),
        stand.WORLD,
        stand.investor_class(old),
        old >> 248,
    )
    log Renewed(
        person=pid,
        account=msg.sender,
        tag=tag,
        level=convert(stand.WORLD, uint8),
        country=convert(stand.country(old), uint16),
        investor_class=convert(stand.investor_class(old), uint8),
        expires=expires,
        credential_hash=empty(bytes32),
        verifier=self.world_id,
        nonce=0,
    )


@external
def add_world(proof: Bytes[512]):
    """
    @notice Adds the caller's World ID as a further tag: nobody else can join with it.
    @param proof As the adapter of this network wants it.
    """
    place: uint256 = 0
    pid: uint256 = 0
    old: uint256 = 0
    place, pid, old = self._caller()
    tag: bytes32 = self._world_tag(proof)
    assert book.show_tag(tag, pid, stand.WORLD), "TAG_TAKEN"
    log TagAdded(person=pid, tag=tag)


@view
@internal
def _caller() -> (uint256, uint256, uint256):
    """
    @notice Pointer, person id and person word of the caller; refuses strangers and banned people.
    """
    place: uint256 = book.pointers[msg.sender]
    pid: uint256 = book.pointed(place)
    assert pid != 0, "NOT_A_PERSON"
    word: uint256 = book.words[pid]
    assert not stand.is_banned(word), "BANNED"
    return place, pid, word


@view
@internal
def _world_tag(proof: Bytes[512]) -> bytes32:
    """
    @notice The tag that the caller's World ID has here.
    """
    assert self.world_id != empty(address), "WORLD_ID_CLOSED"
    return staticcall IWorldId(self.world_id).verified(msg.sender, proof)


@internal
def _unmarked(word: uint256, pid: uint256, rank: uint256) -> uint256:
    """
    @notice The person word without the mark of who ran out.
    """
    if word & book.MARKED == 0:
        return word
    membership.mark(pid, rank, False)
    return word & ~book.MARKED


@external
def mark_expired(pid: uint256):
    """
    @notice Marks a member who ran out or is banned, so that they are not counted. Anyone may.
    """
    word: uint256 = book.words[pid]
    assert word != 0, "PERSON_UNKNOWN"
    rank: uint256 = book.rank(book.pointer_of(pid))
    assert rank != 0, "NOT_A_MEMBER"
    assert stand.is_banned(word) or stand.expires(word) <= block.timestamp, "NOT_EXPIRED"
    assert word & book.MARKED == 0, "ALREADY_MARKED"
    book.words[pid] = word | book.MARKED
    membership.mark(pid, rank, True)


@view
@internal
def _verifier_of(a: Attestation, signature: Bytes[65]) -> address:
    """
    @notice Checks everything of an attestation but its tag; returns who signed it.
    """
    assert a.account == msg.sender, "NOT_YOUR_ATTESTATION"
    assert a.level == 1 or a.level == 2, "LEVEL_UNKNOWN"
    assert a.country != 0 and a.country < 1000, "COUNTRY_UNKNOWN"
    assert a.investorClass <= 2, "CLASS_UNKNOWN"
    issued: uint256 = convert(a.issuedAt, uint256)
    assert issued <= block.timestamp, "ATTESTATION_EARLY"
    assert block.timestamp <= issued + ATTESTATION_LIFE, "ATTESTATION_OLD"
    expires: uint256 = convert(a.expiresAt, uint256)
    assert expires > block.timestamp, "ATTESTATION_EXPIRED"
    assert expires <= block.timestamp + LONGEST_STANDING, "ATTESTATION_TOO_LONG"
    signer: address = signing.signer(
        domain._hash_typed_data_v4(keccak256(abi_encode(ATTESTATION_TYPE, a))), signature
    )
    assert signer != empty(address) and book.verifiers[signer], "NOT_A_VERIFIER"
    return signer


# --- recovery ---


@external
def recover(r: recoveries.Recovery, signatures: DynArray[Bytes[65], 3]):
    """
    @notice Starts the recovery of a person to the caller's wallet. Nothing leaves the person or
            is sold until it is finished or cancelled.
    @param r What verifiers attested: which tag the human with this new wallet has.
    @param signatures Of two verifiers, or of three after proof in person.
    """
    wait: uint256 = bold.at(
        staticcall IRules(RULES).numbers(bold.PEOPLE), bold.RECOVERY_WAIT
    )
    recoveries.start(r, signatures, wait)


@external
def cancel_recovery():
    """
    @notice The present wallet cancels a first recovery while it waits, once. For three days more
            nothing leaves the person or is sold; then `finish_recovery` ends that.
    """
    recoveries.cancel()


@external
def finish_recovery(pid: uint256):
    """
    @notice Makes the new wallet the person's once the wait is over; after a cancelling, lets the
            person go on with the present one. Anyone may.
    """
    recoveries.finish(pid)


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
def set_world_id(adapter: address):
    """
    @notice Names what checks World IDs here; once, before the network is handed over.
    """
    self._only_authority()
    assert self.world_id == empty(address), "ALREADY_WIRED"
    assert adapter.is_contract, "EMPTY_ADDRESS"
    self.world_id = adapter
    log WorldIdSet(adapter=adapter)


@external
def appoint_verifier(account: address):
    """
    @notice Accredits a verifier of people.
    """
    self._only_authority()
    assert account != empty(address), "EMPTY_ADDRESS"
    self._set_verifier(account, True)


@external
def remove_verifier(account: address):
    """
    @notice Ends a verifier's accreditation: nothing they signed and nobody used yet counts.
    """
    self._only_authority()
    self._set_verifier(account, False)


@internal
def _set_verifier(account: address, serves: bool):
    """
    @notice Writes whether an account serves as verifier.
    """
    book.verifiers[account] = serves
    log VerifierSet(account=account, serves=serves)


@external
def appoint_attestor(pid: uint256):
    """
    @notice Appoints a person as attestor of company facts.
    """
    self._only_authority()
    word: uint256 = book.words[pid]
    assert word != 0, "PERSON_UNKNOWN"
    book.words[pid] = word | book.ATTESTOR
    log AttestorSet(person=pid, serves=True)


@external
def remove_attestor(pid: uint256):
    """
    @notice Ends an attestor's appointment.
    """
    self._only_authority()
    word: uint256 = book.words[pid]
    assert word != 0, "PERSON_UNKNOWN"
    book.words[pid] = word & ~book.ATTESTOR
    log AttestorSet(person=pid, serves=False)


@external
def freeze(pid: uint256, until: uint256):
    """
    @notice Freezes a person for at most 14 days, and not again for 90 after its end.
    @param pid The person.
    @param until When it ends by itself, in seconds.
    """
    self._only_authority()
    old: uint256 = book.words[pid]
    assert old != 0, "PERSON_UNKNOWN"
    longest: uint256 = bold.at(
        staticcall IRules(RULES).numbers(bold.PEOPLE), bold.LONGEST_FREEZE
    )
    assert until > block.timestamp, "FREEZE_IN_THE_PAST"
    assert until <= block.timestamp + longest, "FREEZE_TOO_LONG"
    last: uint256 = stand.frozen_until(old)
    assert last == 0 or block.timestamp >= last + FREEZE_REST, "FREEZE_TOO_SOON"
    self._freeze(pid, old, until)
    self._news(pid)


@external
def unfreeze(pid: uint256):
    """
    @notice Ends a freeze before its time.
    """
    self._only_authority()
    old: uint256 = book.words[pid]
    assert stand.freeze_runs(old), "NOT_FROZEN"
    self._freeze(pid, old, block.timestamp)


@internal
def _freeze(pid: uint256, word: uint256, until: uint256):
    """
    @notice Writes until when a person is frozen.
    """
    book.words[pid] = (word & ~((2**32 - 1) << 192)) | (until << 192)
    log Frozen(person=pid, until=until)


@external
def ban(pid: uint256):
    """
    @notice Bans a person for ever; their tags are burnt.
    """
    self._only_authority()
    old: uint256 = book.words[pid]
    assert old != 0, "PERSON_UNKNOWN"
    assert not stand.is_banned(old), "BANNED"
    book.words[pid] = old | book.BANNED
    log Banned(person=pid)
    self._news(pid)


@external
def unban(pid: uint256):
    """
    @notice Ends a ban after an appeal.
    """
    self._only_authority()
    word: uint256 = book.words[pid]
    assert stand.is_banned(word), "NOT_BANNED"
    word &= ~book.BANNED
    if stand.expires(word) > block.timestamp:
        word = self._unmarked(word, pid, book.rank(book.pointer_of(pid)))
    book.words[pid] = word
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
def rules() -> address:
    """
    @notice The numbers of this network.
    """
    return RULES


@view
@external
@reentrant
def people() -> uint256:
    """
    @notice How many people joined: the last id given.
    """
    return book.counted & (2**128 - 1)


@view
@external
@reentrant
def person_of(wallet: address) -> uint256:
    """
    @notice Whose active wallet this is; 0 for a stranger's.
    """
    return book.pointed(book.pointers[wallet])


@view
@external
@reentrant
def who(wallet: address) -> (uint256, uint256):
    """
    @notice Person id and person word of a wallet; zeros for a stranger's.
    """
    pid: uint256 = book.pointed(book.pointers[wallet])
    return pid, book.words[pid]


@view
@external
@reentrant
def word(pid: uint256) -> uint256:
    """
    @notice The person word; see `standing`.
    """
    return book.words[pid]


@view
@external
@reentrant
def wallet_of(pid: uint256) -> address:
    """
    @notice The active wallet of a person; empty for nobody.
    """
    return stand.wallet(book.words[pid])


@view
@external
@reentrant
def standing(pid: uint256) -> uint8:
    """
    @notice 0 unknown, 1 active, 2 expired, 3 frozen or held by a recovery, 4 banned.
    """
    return stand.of(book.words[pid])


@view
@external
@reentrant
def person(pid: uint256) -> IRegistry.Person:
    """
    @notice All that is known here of a person; zeros for nobody.
    """
    w: uint256 = book.words[pid]
    return IRegistry.Person(
        wallet=stand.wallet(w),
        expires=stand.expires(w),
        frozen_until=stand.frozen_until(w),
        country=stand.country(w),
        level=stand.level(w),
        investor_class=stand.investor_class(w),
        banned=stand.is_banned(w),
        joined=book.joined(book.pointer_of(pid)),
    )


@view
@external
@reentrant
def tag_owner(tag: bytes32) -> uint256:
    """
    @notice Whose tag this is, for ever; 0 for nobody's.
    """
    return book.pointed(book.tags[tag])


@view
@external
@reentrant
def is_verifier(account: address) -> bool:
    """
    @notice Whether an account is an accredited verifier.
    """
    return book.verifiers[account]


@view
@external
@reentrant
def is_attestor(pid: uint256) -> bool:
    """
    @notice Whether a person is appointed as attestor, in whatever standing.
    """
    return book.words[pid] & book.ATTESTOR != 0


@view
@external
@reentrant
def attestor_of(pid: uint256) -> address:
    """
    @notice The wallet with which a person attests now; empty for who may not.
    """
    word: uint256 = book.words[pid]
    if word & book.ATTESTOR == 0 or stand.of(word) != stand.ACTIVE:
        return empty(address)
    return stand.wallet(word)


@view
@external
@reentrant
def members() -> uint256:
    """
    @notice How many people ever became members: the last rank given.
    """
    return book.counted >> 128


@view
@external
@reentrant
def members_at(time: uint256) -> uint256:
    """
    @notice How many had become members at that time or before.
    """
    return membership.members_at(time, book.counted >> 128)


@view
@external
@reentrant
def rank_of(pid: uint256) -> uint256:
    """
    @notice Rank of a member: 1, 2, 3, ...; 0 for who never showed a document.
    """
    return book.rank(book.pointer_of(pid))


@view
@external
@reentrant
def voter(wallet: address) -> (uint256, uint256, uint256, uint256):
    """
    @notice What a vote asks of a wallet: person id, rank among members, person word, and when the
            last mark of who ran out was taken away (0: there was none).
    """
    place: uint256 = book.pointers[wallet]
    pid: uint256 = book.pointed(place)
    rank: uint256 = book.rank(place)
    return pid, rank, book.words[pid], membership.counted_since[rank]


@view
@external
@reentrant
def marked(pid: uint256) -> bool:
    """
    @notice Whether a member is marked as run out or banned.
    """
    return book.words[pid] & book.MARKED != 0


@view
@external
@reentrant
def marked_up_to(rank: uint256) -> uint256:
    """
    @notice How many members of this rank or a lower one are marked.
    """
    return membership.marked_up_to(rank)


@view
@external
@reentrant
def recovery(pid: uint256) -> (address, uint256, bool, bool):
    """
    @notice The recovery that waits: new wallet (empty: none, or it was cancelled), when the person
            is free again, whether it is after proof in person; and whether the present wallet has
            cancelled one before.
    """
    return recoveries.waiting(pid)


@view
@external
@reentrant
def former(wallet: address) -> uint256:
    """
    @notice Whose wallet this was before a recovery; 0 for nobody's.
    """
    return recoveries.former(wallet)


@view
@external
@reentrant
def changes() -> uint256:
    """
    @notice How many wallets were replaced so far, of whomever.
    """
    return recoveries.changes


@view
@external
@reentrant
def wallet_when(pid: uint256, changes: uint256) -> address:
    """
    @notice Which wallet a person had when that many wallets had been replaced.
    """
    return recoveries.wallet_when(pid, changes)


@view
@external
@reentrant
def verify_name(pid: uint256, name: String[64], signature: Bytes[65]) -> bool:
    """
    @notice Whether a verifier attested this display name of this person (EIP-712 `Name`).
    """
    signer: address = signing.signer(
        domain._hash_typed_data_v4(keccak256(abi_encode(NAME_TYPE, pid, keccak256(name)))),
        signature,
    )
    return signer != empty(address) and book.verifiers[signer]


@view
@external
@reentrant
def domain_separator() -> bytes32:
    """
    @notice EIP-712 domain of attestations and names.
    """
    return domain._domain_separator_v4()


# --- ERC-3643, to read ---


@view
@external
@reentrant
def isVerified(wallet: address) -> bool:
    """
    @notice Whether the person of this wallet may be given shares now.
    """
    return stand.of(book.words[book.pointed(book.pointers[wallet])]) == stand.ACTIVE


@view
@external
@reentrant
def investorCountry(wallet: address) -> uint16:
    """
    @notice ISO 3166-1 numeric country of the person of this wallet; 0: none was attested.
    """
    return convert(
        stand.country(book.words[book.pointed(book.pointers[wallet])]), uint16
    )


@view
@external
@reentrant
def identity(wallet: address) -> address:
    """
    @notice The person id of this wallet, as an address: an identity here is no contract, and
            outlives its wallets. Empty for a stranger.
    """
    return convert(book.pointed(book.pointers[wallet]), address)


@view
@external
@reentrant
def contains(wallet: address) -> bool:
    """
    @notice Whether this wallet is the active one of a person.
    """
    return book.pointed(book.pointers[wallet]) != 0
