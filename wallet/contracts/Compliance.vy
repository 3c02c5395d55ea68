# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Compliance: who may buy what, and how much of it
@license AGPL-3.0-only
@notice Regimes of offerings, yearly limits across all of them, the number of holders of a token,
        what people without a document may pay, and why a movement of shares is refused
        (ERC-1404). It counts what offerings and auctions tell it, and moves nothing.
@dev Locked shares are for the ledger to hold: what an offering sells is locked as its regime
     asks, lot by lot. Nothing here is asked while an auction is filled: buyers are judged before
     the price is set, so that a settlement never fails for one order's sake.
"""

from snekmate.utils import eip712_domain_separator as domain

from interfaces import ICompanies
from interfaces import ICompliance
from interfaces import ILedger
from interfaces import IRegistry
from interfaces import IRules
import bold
import packing
import regime as rows
import signatures
import standing as stand
import yearly

implements: ICompliance

initializes: domain
initializes: rows
initializes: yearly

exports: (rows.regimes, rows.regime)


interface LedgerOfRestrictions:
    def companies() -> address: view


event AuthoritySet:
    authority: indexed(address)


# What a person may count as their limit for investments in 365 days, as a verifier attested.
event LimitSet:
    person: indexed(uint256)
    yearly: uint256
    issued: uint256
    expires: uint256
    verifier: address


# What a person without a document has paid for shares so far.
event Spent:
    person: indexed(uint256)
    spent: uint256


# What counts of an offering for its issuer's year.
event RaiseCounted:
    offering: indexed(uint256)
    issuer: indexed(uint256)
    regime: uint256
    amount: uint256
    bucket: uint256


# What counts of an offering for an investor's year, and whether among its retail buyers.
event InvestmentCounted:
    offering: indexed(uint256)
    person: indexed(uint256)
    amount: uint256
    retail: bool


event ResaleLimited:
    token: indexed(uint256)
    regime: uint256
    until: uint256


# An offering as it counts: issuer 64 | regime 16 | bucket 32 | retail buyers 16 | closed 1 |
# money 64, from the lowest bit up.
struct Note:
    issuer: uint256
    regime: uint256
    bucket: uint256
    retail: uint256
    closed: bool
    money: uint256


LIMIT_TYPE: constant(bytes32) = keccak256(
    "Limit(uint256 person,uint256 yearly,uint64 issuedAt,uint64 expiresAt)"
)
DAY: constant(uint256) = 86400
LIMIT_LIFE: constant(uint256) = 30 * DAY  # from its signature until it must be used
LONGEST_LIMIT: constant(uint256) = 366 * DAY
DOLLAR: constant(uint256) = 10**6
KEPT: constant(uint256) = 10_000_000 * 10**18 * 51 // 100
MASK_16: constant(uint256) = 2**16 - 1
MASK_64: constant(uint256) = 2**64 - 1
MASK_96: constant(uint256) = 2**96 - 1
SLOTS: constant(uint256) = 8

# Codes, as of ERC-1404: of the people and the market first, of regimes and bounds from 113 on.
NO_TOKEN: constant(uint8) = 2
SELLER_UNKNOWN: constant(uint8) = 3
SELLER_FROZEN: constant(uint8) = 4
BUYER_UNKNOWN: constant(uint8) = 5  # and 5 + standing for the others
TOO_MANY_UNITS: constant(uint8) = 10
SAME_PERSON: constant(uint8) = 12
BUYER_OVERDUE: constant(uint8) = 13
OWN_MATTER: constant(uint8) = 14
KEEPS_51: constant(uint8) = 15
MARKET_STOPPED: constant(uint8) = 16
RETAIL_BUYERS: constant(uint8) = 115
INVESTOR_YEARLY: constant(uint8) = 116
ISSUER_YEARLY: constant(uint8) = 117
HOLDERS: constant(uint8) = 118
RETAIL_HOLDERS: constant(uint8) = 119
WORLD_LIMIT: constant(uint8) = 195
LOCKUP_SHORT: constant(uint8) = 137
NO_REGIME: constant(uint8) = 138
TOO_MANY_REGIMES: constant(uint8) = 139

DEPLOYER: immutable(address)
REGISTRY: immutable(IRegistry)
LEDGER: immutable(ILedger)
RULES: immutable(IRules)

authority: public(address)
offering: public(address)
auction: public(address)

# person -> yearly 64 | issued 32 | expires 32
limits: HashMap[uint256, uint256]
# person -> what was paid for shares without a document
spent_by: public(HashMap[uint256, uint256])
# offering -> see Note
notes: HashMap[uint256, uint256]
# offering -> person -> money 96 | of it without a document 96 | retail 1
invested: HashMap[uint256, HashMap[uint256, uint256]]
# token -> eight times regime 16 | last day 16: who buys in auctions has to fit these
resale: HashMap[uint256, uint256]


@deploy
def __init__(registry: address, ledger: address, rules: address):
    """
    @notice Whose facts, whose holders, whose numbers.
    """
    domain.__init__("Symbolon Compliance", "1")
    REGISTRY = IRegistry(registry)
    LEDGER = ILedger(ledger)
    RULES = IRules(rules)
    DEPLOYER = msg.sender
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def wire(offering: address, auction: address):
    """
    @notice Names the contracts whose doings are counted; once, by the deployer.
    """
    assert msg.sender == DEPLOYER, "NOT_DEPLOYER"
    assert self.offering == empty(address) and offering != empty(address), "ALREADY_WIRED"
    self.offering = offering
    self.auction = auction


# --- the authority ---


@view
@internal
def _only(caller: address):
    """
    @notice Refuses all but this one.
    """
    assert msg.sender == caller, "NOT_ALLOWED"


@external
def set_authority(authority: address):
    """
    @notice Hands the role on: done once, when the network is deployed.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"
    assert authority != empty(address), "EMPTY_ADDRESS"
    self.authority = authority
    log AuthoritySet(authority=authority)


@external
def add_regime(name: String[32], source: bytes32, row: rows.Row) -> uint256:
    """
    @notice Adds a regime. None is ever changed or taken away.
    @param name As its file in `resources/regimes` is called.
    @param source Hash of that file: the rule, its date, and where to read it.
    @return Its number, from 0.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"
    return rows._add(name, source, row)


# --- attested limits ---


@external
def set_limit(
    person: uint256, yearly_: uint256, issued_at: uint64, expires_at: uint64, signature: Bytes[65]
):
    """
    @notice Brings what a verifier attested of a person's means; anyone may bring it.
    @param yearly_ What shares of it are invested in 365 days, in base units of money.
    @param issued_at When it was signed: a later one replaces an earlier one.
    @param expires_at When it ends, at most 366 days after it was signed.
    """
    issued: uint256 = convert(issued_at, uint256)
    expires: uint256 = convert(expires_at, uint256)
    assert yearly_ <= MASK_64, "TOO_LARGE"
    assert issued <= block.timestamp, "ATTESTATION_EARLY"
    assert block.timestamp <= issued + LIMIT_LIFE, "ATTESTATION_OLD"
    assert expires > block.timestamp, "ATTESTATION_EXPIRED"
    assert expires <= issued + LONGEST_LIMIT, "ATTESTATION_TOO_LONG"
    assert issued > (self.limits[person] >> 64) & (2**32 - 1), "ATTESTATION_USED"
    assert staticcall REGISTRY.word(person) != 0, "PERSON_UNKNOWN"
    signer: address = signatures.signer(
        domain._hash_typed_data_v4(
            keccak256(abi_encode(LIMIT_TYPE, person, yearly_, issued_at, expires_at))
        ),
        signature,
    )
    assert signer != empty(address) and staticcall REGISTRY.is_verifier(signer), "NOT_A_VERIFIER"
    self.limits[person] = yearly_ | (issued << 64) | (expires << 96)
    log LimitSet(person=person, yearly=yearly_, issued=issued, expires=expires, verifier=signer)


@view
@external
@reentrant
def limit_of(person: uint256) -> (uint256, uint256):
    """
    @notice The attested yearly limit of a person, and when it ends; zeros where there is none.
    """
    word: uint256 = self.limits[person]
    return word & MASK_64, word >> 96


@view
@external
@reentrant
def years(person: uint256) -> (uint256, uint256):
    """
    @notice What a person raised, and what a person invested, as it counts now.
    """
    return yearly.total(2 * person), yearly.total(2 * person + 1)


# --- offerings ---


@pure
@internal
def _note(word: uint256) -> Note:
    """
    @notice What a note word says.
    """
    return Note(
        issuer=word & MASK_64,
        regime=(word >> 64) & MASK_16,
        bucket=(word >> 80) & (2**32 - 1),
        retail=(word >> 112) & MASK_16,
        closed=(word >> 128) & 1 == 1,
        money=(word >> 129) & MASK_64,
    )


@pure
@internal
def _note_word(n: Note) -> uint256:
    """
    @notice The note word.
    """
    assert (n.money | n.issuer) >> 64 == 0, "TOO_LARGE"
    return (
        n.issuer
        | (n.regime << 64)
        | (n.bucket << 80)
        | (n.retail << 112)
        | (convert(n.closed, uint256) << 128)
        | (n.money << 129)
    )


@view
@external
@reentrant
def open_check(issuer: uint256, regime: uint256, amount: uint256, lockup: uint256) -> uint8:
    """
    @notice Whether an offering may be opened.
    @param amount The most it raises.
    @param lockup Seconds for which what it sells is locked.
    @return 0, or why not.
    """
    row: uint256 = rows.words[regime]
    if not rows._is_there(row):
        return NO_REGIME
    if lockup < rows._lockup(row) * DAY:
        return LOCKUP_SHORT
    most: uint256 = rows._issuer_yearly(row)
    if most != 0 and yearly.total(2 * issuer) + amount > most:
        return ISSUER_YEARLY
    if rows._resale(row) != 0 and self._slot(issuer, regime) == SLOTS:
        return TOO_MANY_REGIMES
    return 0


@external
def note_open(
    offering: uint256, issuer: uint256, regime: uint256, amount: uint256, deadline: uint256
):
    """
    @notice An offering was opened: the most it raises counts, as of its deadline.
    """
    self._only(self.offering)
    assert self.notes[offering] == 0, "ALREADY_NOTED"
    bucket: uint256 = yearly.bucket_of(deadline)
    self.notes[offering] = self._note_word(
        Note(
            issuer=issuer, regime=regime, bucket=bucket, retail=0, closed=False, money=amount
        )
    )
    yearly.add(2 * issuer, bucket, amount)
    log RaiseCounted(
        offering=offering, issuer=issuer, regime=regime, amount=amount, bucket=bucket
    )


@external
def note_close(offering: uint256, amount: uint256):
    """
    @notice An offering was closed: what it sold counts; 0 for one that failed.
    """
    self._only(self.offering)
    n: Note = self._note(self.notes[offering])
    if n.issuer == 0 or n.closed:
        return
    sold: uint256 = min(amount, n.money)
    yearly.subtract(2 * n.issuer, n.bucket, n.money - sold)
    n.money = sold
    n.closed = True
    self.notes[offering] = self._note_word(n)
    log RaiseCounted(
        offering=offering, issuer=n.issuer, regime=n.regime, amount=sold, bucket=n.bucket
    )
    days: uint256 = rows._resale(rows.words[n.regime])
    slot: uint256 = self._slot(n.issuer, n.regime)
    if sold != 0 and days != 0 and slot != SLOTS:
        until: uint256 = block.timestamp // DAY + 1 + days
        at: uint256 = 32 * slot
        self.resale[n.issuer] = (self.resale[n.issuer] & ~((2**32 - 1) << at)) | (
            (n.regime | (until << 16)) << at
        )
        log ResaleLimited(token=n.issuer, regime=n.regime, until=until * DAY)


@view
@internal
def _slot(token: uint256, regime: uint256) -> uint256:
    """
    @notice Where to write how long a regime limits who buys in auctions: over an earlier limit of
            the same regime, else where one has ended; SLOTS when all are in use.
    """
    word: uint256 = self.resale[token]
    free: uint256 = SLOTS
    for k: uint256 in range(SLOTS):
        part: uint256 = word >> (32 * k)
        last: uint256 = (part >> 16) & MASK_16
        if last != 0 and part & MASK_16 == regime:
            return k
        if free == SLOTS and last * DAY <= block.timestamp:
            free = k
    return free


@view
@external
@reentrant
def commit_check(offering: uint256, person: uint256, amount: uint256) -> uint8:
    """
    @notice Whether a person may lay so much more money in an offering.
    @return 0, or why not.
    """
    return self._commit_check(
        self._note(self.notes[offering]),
        self.invested[offering][person],
        person,
        staticcall REGISTRY.word(person),
        amount,
    )


@view
@internal
def _commit_check(
    n: Note, mine: uint256, person: uint256, facts: uint256, amount: uint256
) -> uint8:
    """
    @notice The same.
    @param mine What the person laid in before; see `invested`.
    """
    if n.issuer == 0:
        return NO_REGIME
    why: uint8 = rows._fits(n.regime, facts)
    if why != 0:
        return why
    if stand.investor_class(facts) == 0:
        row: uint256 = rows.words[n.regime]
        most: uint256 = rows._most_retail(row)
        if most != 0 and mine >> 192 == 0 and n.retail >= most:
            return RETAIL_BUYERS
        share: uint256 = rows._share(row)
        if share != 0:
            word: uint256 = self.limits[person]
            limit: uint256 = rows._floor(row)
            if word >> 96 > block.timestamp:
                limit = max(limit, (word & MASK_64) * share // 10_000)
            if yearly.total(2 * person + 1) + amount > limit:
                return INVESTOR_YEARLY
    if stand.level(facts) == stand.WORLD:
        if self.spent_by[person] + amount > self._world_limit():
            return WORLD_LIMIT
    if staticcall LEDGER.balance_of(n.issuer, person) == 0:
        info: ILedger.TokenInfo = staticcall LEDGER.token_info(n.issuer)
        return self._seat(info.holders, info.retail, facts, self._caps())
    return 0


@external
def note_commit(offering: uint256, person: uint256, amount: uint256):
    """
    @notice A person lays money in an offering: it counts for their year, and toward what they may
            pay without a document.
    """
    self._only(self.offering)
    facts: uint256 = staticcall REGISTRY.word(person)
    n: Note = self._note(self.notes[offering])
    mine: uint256 = self.invested[offering][person]
    assert self._commit_check(n, mine, person, facts, amount) == 0, "NOT_COMPLIANT"
    money: uint256 = (mine & MASK_96) + amount
    bare: uint256 = (mine >> 96) & MASK_96
    retail: bool = mine >> 192 == 1
    assert money <= MASK_64, "TOO_LARGE"
    if not retail and stand.investor_class(facts) == 0:
        retail = True
        n.retail += 1
        self.notes[offering] = self._note_word(n)
    if stand.level(facts) == stand.WORLD:
        bare += amount
        self.spent_by[person] += amount
        log Spent(person=person, spent=self.spent_by[person])
    self.invested[offering][person] = money | (bare << 96) | (convert(retail, uint256) << 192)
    yearly.add(2 * person + 1, n.bucket, amount)
    log InvestmentCounted(offering=offering, person=person, amount=money, retail=retail)


@external
def note_uncommit(offering: uint256, person: uint256, amount: uint256):
    """
    @notice Money that bought no shares was given back: it counts no more. Never an error.
    """
    self._only(self.offering)
    mine: uint256 = self.invested[offering][person]
    money: uint256 = mine & MASK_96
    bare: uint256 = (mine >> 96) & MASK_96
    retail: uint256 = mine >> 192
    back: uint256 = min(amount, money)
    if back == 0:
        return
    n: Note = self._note(self.notes[offering])
    money -= back
    if bare != 0:
        self._unspend(person, min(back, bare))
        bare -= min(back, bare)
    if money == 0 and retail == 1:
        retail = 0
        n.retail -= 1
        self.notes[offering] = self._note_word(n)
    self.invested[offering][person] = money | (bare << 96) | (retail << 192)
    yearly.subtract(2 * person + 1, n.bucket, back)
    log InvestmentCounted(offering=offering, person=person, amount=money, retail=retail == 1)


@view
@external
@reentrant
def judge_takers(offering: uint256, people: DynArray[uint256, 32]) -> uint256:
    """
    @notice Who of these may not take shares of a closed offering now, in this order.
    @return Bit k: the k-th may not.
    """
    n: Note = self._note(self.notes[offering])
    info: ILedger.TokenInfo = staticcall LEDGER.token_info(n.issuer)
    holders: uint256 = info.holders
    retail: uint256 = info.retail
    caps: uint256 = self._caps()
    new: DynArray[uint256, 32] = []
    out: uint256 = 0
    k: uint256 = 0
    for person: uint256 in people:
        facts: uint256 = staticcall REGISTRY.word(person)
        refused: bool = (
            n.issuer == 0
            or stand.of(facts) != stand.ACTIVE
            or rows._fits(n.regime, facts) != 0
        )
        if not refused and person not in new:
            if staticcall LEDGER.balance_of(n.issuer, person) == 0:
                refused = self._seat(holders, retail, facts, caps) != 0
                if not refused:
                    new.append(person)
                    holders += 1
                    retail += self._is_retail(facts)
        if refused:
            out |= 1 << k
        k += 1
    return out


# --- auctions ---


@view
@external
@reentrant
def judge_buys(token: uint256, people: DynArray[uint256, 64]) -> uint256:
    """
    @notice Whose buys do not stand, of an auction's buyers, the best price first. Seats of holders
            who sell are not free yet.
    @return Bit k: the k-th does not.
    """
    # Asked for with the first who holds nothing yet: most settlements have none.
    caps: uint256 = 0
    holders: uint256 = 0
    retail: uint256 = 0
    resale: uint256 = self.resale[token]
    out: uint256 = 0
    k: uint256 = 0
    for person: uint256 in people:
        if person != token:
            held: bool = staticcall LEDGER.balance_of(token, person) != 0
            if not held or resale != 0:
                facts: uint256 = staticcall REGISTRY.word(person)
                refused: bool = self._resale_check(resale, facts) != 0
                if not refused and not held:
                    if caps == 0:
                        caps = self._caps()
                        info: ILedger.TokenInfo = staticcall LEDGER.token_info(token)
                        holders = info.holders
                        retail = info.retail
                    refused = self._seat(holders, retail, facts, caps) != 0
                    if not refused:
                        holders += 1
                        retail += self._is_retail(facts)
                if refused:
                    out |= 1 << k
        k += 1
    return out


@view
@internal
def _resale_check(word: uint256, facts: uint256) -> uint8:
    """
    @notice Whether a person fits all regimes that still limit who buys a token in auctions.
    @param word See `resale`.
    """
    left: uint256 = word
    for k: uint256 in range(SLOTS):
        if left == 0:
            break
        if ((left >> 16) & MASK_16) * DAY > block.timestamp:
            why: uint8 = rows._fits(left & MASK_16, facts)
            if why != 0:
                return why
        left = left >> 32
    return 0


@external
def spend(person: uint256, amount: uint256):
    """
    @notice A person without a document lays money in an auction.
    """
    self._only(self.auction)
    spent: uint256 = self.spent_by[person] + amount
    assert spent <= self._world_limit(), "WORLD_LIMIT"
    self.spent_by[person] = spent
    log Spent(person=person, spent=spent)


@external
def unspend(person: uint256, amount: uint256):
    """
    @notice Money of theirs came back without buying anything. Never an error.
    """
    self._only(self.auction)
    self._unspend(person, amount)


@internal
def _unspend(person: uint256, amount: uint256):
    """
    @notice The same.
    """
    spent: uint256 = self.spent_by[person]
    spent -= min(spent, amount)
    self.spent_by[person] = spent
    log Spent(person=person, spent=spent)


@view
@external
@reentrant
def resale_limits(token: uint256) -> DynArray[uint256, 16]:
    """
    @notice Regimes that limit who buys a token in auctions: pairs of a regime and until when.
    """
    word: uint256 = self.resale[token]
    found: DynArray[uint256, 16] = []
    for k: uint256 in range(SLOTS):
        until: uint256 = ((word >> (32 * k + 16)) & MASK_16) * DAY
        if until > block.timestamp:
            found.append((word >> (32 * k)) & MASK_16)
            found.append(until)
    return found


# --- how many holders ---


@view
@internal
def _caps() -> uint256:
    """
    @notice The numbers of this contract, in one word.
    """
    return staticcall RULES.numbers(bold.COMPLIANCE)


@view
@internal
def _world_limit() -> uint256:
    """
    @notice What people without a document pay for shares in all.
    """
    return bold.at(self._caps(), bold.WORLD_LIMIT) * DOLLAR


@pure
@internal
def _is_retail(facts: uint256) -> uint256:
    """
    @notice 1 for who is not accredited.
    """
    return 1 if stand.investor_class(facts) == 0 else 0


@pure
@internal
def _seat(holders: uint256, retail: uint256, facts: uint256, caps: uint256) -> uint8:
    """
    @notice Whether there is room for one holder more.
    @param holders How many there are.
    @param retail How many of them are counted as not accredited.
    @param facts The person word of the new one.
    """
    if holders >= bold.at(caps, bold.MOST_HOLDERS):
        return HOLDERS
    if self._is_retail(facts) == 1 and retail >= bold.at(caps, bold.MOST_RETAIL):
        return RETAIL_HOLDERS
    return 0


@view
@external
@reentrant
def room(before: uint256, sheet: uint256) -> bool:
    """
    @notice Whether the holders of a token may become so many. Fewer are always fine, even where
            there still are more than a new rule allows.
    @param before The sheet word before.
    @param sheet The sheet word afterwards.
    """
    caps: uint256 = self._caps()
    holders: uint256 = packing.holders(sheet)
    if holders > packing.holders(before) and holders > bold.at(caps, bold.MOST_HOLDERS):
        return False
    retail: uint256 = packing.retail(sheet)
    return retail <= packing.retail(before) or retail <= bold.at(caps, bold.MOST_RETAIL)


# --- ERC-1404 ---


@view
@external
@reentrant
def check(token: uint256, seller: uint256, buyer: uint256, units: uint256) -> uint8:
    """
    @notice Why these shares could not be traded from one to the other now; 0 when they could. Of
            an issuer's own shares: why an offering that sold them could not place them. What
            depends on the price or on one offering is not in it: see `spend`, `commit_check`,
            `judge_takers`.
    @param seller 0 for whoever sells.
    """
    return self._check(token, seller, buyer, units)


@view
@external
@reentrant
def detect_restriction(token: uint256, seller: uint256, buyer: uint256, units: uint256) -> uint8:
    """
    @notice The same, by the name that ERC-1404 made usual.
    """
    return self._check(token, seller, buyer, units)


@view
@internal
def _check(token: uint256, seller: uint256, buyer: uint256, units: uint256) -> uint8:
    """
    @notice The same.
    """
    info: ILedger.TokenInfo = staticcall LEDGER.token_info(token)
    if not info.issued:
        return NO_TOKEN
    if seller != 0 and seller != token:
        selling: uint8 = stand.of(staticcall REGISTRY.word(seller))
        if selling == stand.UNKNOWN:
            return SELLER_UNKNOWN
        if selling == stand.FROZEN:
            return SELLER_FROZEN
    facts: uint256 = staticcall REGISTRY.word(buyer)
    buying: uint8 = stand.of(facts)
    if buying != stand.ACTIVE:
        return 5 + buying if buying != stand.UNKNOWN else BUYER_UNKNOWN
    if seller == buyer:
        return SAME_PERSON
    if seller != 0:
        if units == 0 or staticcall LEDGER.sellable(token, seller) < units:
            return TOO_MANY_UNITS
    if seller == token:
        if staticcall LEDGER.balance_of(token, token) < KEPT + units:
            return KEEPS_51
    else:
        numbers: uint256 = 0
        stopped: uint256 = 0
        stopped_until: uint256 = 0
        numbers, stopped, stopped_until = staticcall RULES.market(bold.COMPLIANCE)
        if stopped_until > block.timestamp:
            return MARKET_STOPPED
        if staticcall LEDGER.overdue(buyer):
            return BUYER_OVERDUE
        if buyer == token:
            companies: address = staticcall LedgerOfRestrictions(LEDGER.address).companies()
            return OWN_MATTER if staticcall ICompanies(companies).blocked(buyer) else 0
        why: uint8 = self._resale_check(self.resale[token], facts)
        if why != 0:
            return why
    if staticcall LEDGER.balance_of(token, buyer) == 0:
        return self._seat(info.holders, info.retail, facts, self._caps())
    return 0


@pure
@external
@reentrant
def restriction_message(code: uint8) -> String[96]:
    """
    @notice A code in words.
    """
    if code == 0:
        return "This movement is allowed."
    if code == 1:
        return "Shares move only through offerings and auctions."
    if code == NO_TOKEN:
        return "This person has not issued a token."
    if code == SELLER_UNKNOWN:
        return "The seller is not a member."
    if code == SELLER_FROZEN:
        return "The seller is frozen."
    if code == BUYER_UNKNOWN:
        return "The buyer is not a member."
    if code == BUYER_UNKNOWN + stand.EXPIRED:
        return "The buyer's identity has to be confirmed again."
    if code == BUYER_UNKNOWN + stand.FROZEN:
        return "The buyer is frozen."
    if code == BUYER_UNKNOWN + stand.BANNED:
        return "The buyer is banned."
    if code == TOO_MANY_UNITS:
        return "The seller does not have that many shares free to sell."
    if code == SAME_PERSON:
        return "The seller and the buyer are the same person."
    if code == BUYER_OVERDUE:
        return "The buyer has an overdue debt to their holders."
    if code == OWN_MATTER:
        return "The issuer does not buy back while an exit, a case or a debt of theirs is open."
    if code == KEEPS_51:
        return "An issuer always keeps at least 51 % of their own shares."
    if code == MARKET_STOPPED:
        return "The market is stopped for a while."
    if code == rows.ACCREDITED:
        return "Only accredited investors may buy these shares."
    if code == rows.COUNTRY:
        return "These shares may not be bought in the buyer's country."
    if code == RETAIL_BUYERS:
        return "The offering has as many buyers who are not accredited as it may have."
    if code == INVESTOR_YEARLY:
        return "The buyer has reached the most they may invest in offerings in a year."
    if code == ISSUER_YEARLY:
        return "The issuer has reached the most that may be raised in a year."
    if code == HOLDERS:
        return "This token has as many holders as it may have."
    if code == RETAIL_HOLDERS:
        return "This token has as many holders who are not accredited as it may have."
    if code == WORLD_LIMIT:
        return "Without a checked document the buyer has paid as much for shares as they may."
    if code == LOCKUP_SHORT:
        return "These rules ask for a longer lock-up."
    if code == NO_REGIME:
        return "There is no such set of compliance rules."
    if code == TOO_MANY_REGIMES:
        return "Shares of this issuer are under too many sets of compliance rules already."
    return "The compliance rules of this token do not allow it."
