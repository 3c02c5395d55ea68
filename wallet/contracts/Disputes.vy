# pragma version 0.4.3
# pragma nonreentrancy on
# pragma optimize codesize
"""
@title Disputes: exits accepted after a bonded window, cases about them, and buy-backs made whole
@license AGPL-3.0-only
@notice An exit that no attestors confirm is accepted after a window, which anybody opens with a
        bond. Within it any member whose document was checked may dispute the exit with a bond of
        the same size; then the authority rules how large the gain was. The loser's bond goes to
        the winner, and a part of it to the holders of the token.
        An issuer who bought shares back before an exit came to light owes the sellers their part.
@dev A case has the number of its exit. Bonds lie in the ledger: each is counted here once, and
     leaves once. The word of a window is cleared before money moves.
"""

import bold
import standing
from interfaces import ICompanies
from interfaces import ILedger
from interfaces import IRegistry
from interfaces import IRules


interface Auction:
    # Who sold, how much, what was paid above the reference price before, and when.
    def buyback(token: uint256, n: uint256) -> (uint256, uint256, uint256, uint256): view


struct Window:
    opener: uint256
    owner: uint256
    disputer: uint256  # 0: the exit is not disputed
    bond: uint256  # of each
    ends: uint256
    disputed_at: uint256


event AuthoritySet:
    authority: indexed(address)

event WindowOpened:
    exit: indexed(uint256)
    opener: indexed(uint256)
    bond: uint256
    ends: uint256

event Disputed:
    exit: indexed(uint256)
    disputer: indexed(uint256)
    reason_hash: bytes32
    bond: uint256

event Accepted:
    exit: indexed(uint256)

event Ruled:
    exit: indexed(uint256)
    winner: indexed(uint256)
    gain: uint256
    to_winner: uint256  # their own bond and what they won of the other
    to_holders: uint256

# No ruling came: accepted as reported.
event Lapsed:
    exit: indexed(uint256)

event BondReturned:
    exit: indexed(uint256)
    person: indexed(uint256)
    amount: uint256

event MadeWhole:
    exit: indexed(uint256)
    token: indexed(uint256)
    n: uint256
    creditor: uint256
    amount: uint256
    debt: uint256


S: constant(uint256) = 10_000_000 * 10**18
DAY: constant(uint256) = 86_400
DOLLAR: constant(uint256) = 10**6
LARGE: constant(uint256) = 100_000 * DOLLAR
LARGE_WINDOW: constant(uint256) = 10 * DAY
RULED_WITHIN: constant(uint256) = 60 * DAY
BOND_PERCENT: constant(uint256) = 2
HOLDERS_PERCENT: constant(uint256) = 30  # of a bond that is lost
REPORTED: constant(uint8) = 1
OWED: constant(uint8) = 3

# A window's word: opener 40 | owner 40 | disputer 40 | bond 48 | ends 32 | disputed at 32, from the
# lowest bit up.
MASK_32: constant(uint256) = 2**32 - 1
MASK_40: constant(uint256) = 2**40 - 1
MASK_48: constant(uint256) = 2**48 - 1
DISPUTER_AT: constant(uint256) = 80
DISPUTED_AT: constant(uint256) = 200

REGISTRY: immutable(IRegistry)
LEDGER: immutable(ILedger)
RULES: immutable(IRules)
AUCTION: immutable(Auction)
COMPANIES: immutable(ICompanies)

# Who rules.
authority: public(address)
windows: HashMap[uint256, uint256]
# exit -> number of the buy-back -> whether its seller was made whole.
whole: HashMap[uint256, HashMap[uint256, bool]]
# token -> number of the buy-back -> what exits so far would have brought its shares.
distributed: HashMap[uint256, HashMap[uint256, uint256]]


@deploy
def __init__(registry: address, ledger: address, rules: address, auction: address, companies: address):
    """
    @notice Disputes about the exits of these companies.
    @param registry Who is who.
    @param ledger Where shares and money are.
    @param rules The numbers that a decision may change.
    @param auction Where issuers bought back.
    @param companies Where exits and debts are.
    """
    REGISTRY = IRegistry(registry)
    LEDGER = ILedger(ledger)
    RULES = IRules(rules)
    AUCTION = Auction(auction)
    COMPANIES = ICompanies(companies)
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def set_authority(authority: address):
    """
    @notice Hands the authority's role on.
    @param authority Who holds it from now on.
    """
    self._only_authority()
    assert authority != empty(address), "EMPTY_ADDRESS"
    self.authority = authority
    log AuthoritySet(authority=authority)


# Windows


@external
def open_window(exit: uint256, record: ICompanies.Exit, permit: ILedger.Permit):
    """
    @notice Lays a bond for an exit as it was reported: undisputed, it is accepted. Anybody may, for
            the owner, who otherwise could leave it unattested for ever.
    @param exit The exit.
    @param record What was reported.
    @param permit The approval of the dollar, if the caller has not given one.
    """
    opener: uint256 = staticcall REGISTRY.person_of(msg.sender)
    assert opener != 0, "NOT_A_PERSON"
    self._check_reported(exit, record)
    assert self.windows[exit] == 0, "EXIT_OPEN"
    numbers: uint256 = staticcall RULES.numbers(bold.DISPUTES)
    bond: uint256 = self._bond(record, numbers)
    length: uint256 = bold.at(numbers, bold.WINDOW)
    if record.proceeds > LARGE:
        length = max(length, LARGE_WINDOW)
    ends: uint256 = block.timestamp + length
    self.windows[exit] = opener | (record.owner << 40) | (bond << 120) | (ends << 168)
    log WindowOpened(exit=exit, opener=opener, bond=bond, ends=ends)
    self._take(opener, bond, permit)


@external
def dispute(exit: uint256, record: ICompanies.Exit, reason_hash: bytes32, permit: ILedger.Permit):
    """
    @notice Disputes an exit within its window, with a bond of the same size: the authority rules.
    @param exit The exit.
    @param record What was reported.
    @param reason_hash The salted hash of what is wrong with it, and why.
    @param permit The approval of the dollar, if the caller has not given one.
    """
    person: uint256 = 0
    facts: uint256 = 0
    person, facts = staticcall REGISTRY.who(msg.sender)
    assert standing.of(facts) == standing.ACTIVE, "NOT_ACTIVE"
    assert standing.level(facts) == standing.DOCUMENT, "DOCUMENT_NEEDED"
    assert reason_hash != empty(bytes32), "EMPTY_HASH"
    word: uint256 = self.windows[exit]
    assert block.timestamp < self._ends(word), "NO_WINDOW"
    assert (word >> DISPUTER_AT) & MASK_40 == 0, "CASE_OPEN"
    assert person != word & MASK_40 and person != record.owner, "OWN_EXIT"
    self._check_reported(exit, record)
    self.windows[exit] = word | (person << DISPUTER_AT) | (block.timestamp << DISPUTED_AT)
    extcall COMPANIES.hold(exit)
    bond: uint256 = (word >> 120) & MASK_48
    log Disputed(exit=exit, disputer=person, reason_hash=reason_hash, bond=bond)
    self._take(person, bond, permit)


@external
def accept(exit: uint256, record: ICompanies.Exit):
    """
    @notice Accepts an exit that nobody disputed in its window: its gain is owed. Anybody may.
    @param exit The exit.
    @param record What was reported.
    """
    word: uint256 = self.windows[exit]
    assert word != 0, "NO_WINDOW"
    assert (word >> DISPUTER_AT) & MASK_40 == 0, "CASE_OPEN"
    assert block.timestamp >= self._ends(word), "EXIT_OPEN"
    self.windows[exit] = 0
    log Accepted(exit=exit)
    extcall COMPANIES.decide(exit, record, record.gain, self._ends(word))
    self._give_back(exit, word & MASK_40, (word >> 120) & MASK_48)


@external
def take_back(exit: uint256):
    """
    @notice Gives the bond of a window back whose exit attestors have confirmed meanwhile. Anybody
            may.
    @param exit The exit.
    """
    word: uint256 = self.windows[exit]
    assert word != 0, "NO_WINDOW"
    assert staticcall COMPANIES.exit_state(exit) >= OWED, "EXIT_OPEN"
    self.windows[exit] = 0
    self._give_back(exit, word & MASK_40, (word >> 120) & MASK_48)


# Cases


@external
def rule_small(case: uint256, record: ICompanies.Exit, gain: uint256):
    """
    @notice Rules a case about at most 100,000 dollars (the authority alone).
    @param case The exit.
    @param record What was reported.
    @param gain The gain as found. As reported: who opened the window wins; else who disputed.
    """
    assert max(record.proceeds, gain) <= LARGE, "CASE_TOO_LARGE"
    self._rule(case, record, gain)


@external
def rule_large(case: uint256, record: ICompanies.Exit, gain: uint256):
    """
    @notice Rules a case about any amount (the authority alone).
    @param case The exit.
    @param record What was reported.
    @param gain The gain as found. As reported: who opened the window wins; else who disputed.
    """
    self._rule(case, record, gain)


@external
def lapse(exit: uint256, record: ICompanies.Exit):
    """
    @notice Ends a case that nobody has ruled in 60 days: both bonds go back and the exit is
            accepted as reported, so that nobody gains time by a dispute. Anybody may.
    @param exit The exit.
    @param record What was reported.
    """
    word: uint256 = self.windows[exit]
    disputer: uint256 = (word >> DISPUTER_AT) & MASK_40
    assert disputer != 0, "NO_CASE"
    assert block.timestamp > (word >> DISPUTED_AT) + RULED_WITHIN, "CASE_OPEN"
    self.windows[exit] = 0
    log Lapsed(exit=exit)
    extcall COMPANIES.decide(exit, record, record.gain, self._ends(word))
    bond: uint256 = (word >> 120) & MASK_48
    self._give_back(exit, word & MASK_40, bond)
    self._give_back(exit, disputer, bond)


# Buy-backs


@external
def make_whole(exit: uint256, record: ICompanies.Exit, n: uint256) -> uint256:
    """
    @notice Opens the debt to somebody whose shares the issuer bought back after an exit had closed
            and before it came to light, within 365 days. Anybody may, once for each of both.
    @dev Of several exits the premium that was paid counts once: what is owed is the part of all
         of them so far above it, less what was owed before.
    @param exit The exit, attested or accepted.
    @param record What is known of it.
    @param n The number of the buy-back, of the owner's token.
    @return The debt; 0 when nothing is owed.
    """
    assert staticcall COMPANIES.is_reported(exit, record), "WRONG_RECORD"
    assert staticcall COMPANIES.exit_state(exit) >= OWED, "EXIT_OPEN"
    seller: uint256 = 0
    units: uint256 = 0
    premium: uint256 = 0
    at: uint256 = 0
    seller, units, premium, at = staticcall AUCTION.buyback(record.owner, n)
    assert units != 0, "NO_SUCH_BUYBACK"
    reach: uint256 = bold.at(staticcall RULES.numbers(bold.COMPANIES), bold.BUYBACK_REACH)
    assert record.closed_at != 0 and record.closed_at < at, "NOT_CONCERNED"
    assert at <= record.reported_at and record.reported_at <= at + reach, "NOT_CONCERNED"
    assert not self.whole[exit][n], "ALREADY_WHOLE"
    self.whole[exit][n] = True
    before: uint256 = self.distributed[record.owner][n]
    after: uint256 = before + units * record.gain // S
    self.distributed[record.owner][n] = after
    owed: uint256 = max(after, premium) - max(before, premium)
    debt: uint256 = 0
    if owed != 0:
        debt = extcall COMPANIES.open_personal(record.owner, exit, seller, owed)
    log MadeWhole(
        exit=exit, token=record.owner, n=n, creditor=seller, amount=owed, debt=debt
    )
    return debt


# Views


@reentrant
@view
@external
def window(exit: uint256) -> Window:
    """
    @notice The window or case of an exit; all zero where there is none.
    @param exit The exit.
    """
    word: uint256 = self.windows[exit]
    return Window(
        opener=word & MASK_40,
        owner=(word >> 40) & MASK_40,
        disputer=(word >> DISPUTER_AT) & MASK_40,
        bond=(word >> 120) & MASK_48,
        ends=self._ends(word),
        disputed_at=word >> DISPUTED_AT,
    )


@reentrant
@view
@external
def accused_of(case: uint256) -> uint256:
    """
    @notice Whose exit a case is about; 0 where there is no case.
    @param case The exit.
    """
    word: uint256 = self.windows[case]
    return (word >> 40) & MASK_40 if (word >> DISPUTER_AT) & MASK_40 != 0 else 0


@reentrant
@view
@external
def bond_of(record: ICompanies.Exit) -> uint256:
    """
    @notice The bond that a window for such an exit takes now, in base units of the dollar.
    @param record What was reported.
    """
    return self._bond(record, staticcall RULES.numbers(bold.DISPUTES))


@reentrant
@view
@external
def made_whole(exit: uint256, n: uint256) -> bool:
    """
    @notice Whether the seller of a buy-back was made whole for an exit.
    @param exit The exit.
    @param n The number of the buy-back.
    """
    return self.whole[exit][n]


# Within


@view
def _only_authority():
    """
    @dev Refuses everybody else.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"


@pure
def _ends(word: uint256) -> uint256:
    """
    @dev When a window ends.
    """
    return (word >> 168) & MASK_32


@view
def _check_reported(exit: uint256, record: ICompanies.Exit):
    """
    @dev Refuses an exit that is not as reported, or of which something is decided.
    """
    assert staticcall COMPANIES.is_reported(exit, record), "WRONG_RECORD"
    assert staticcall COMPANIES.exit_state(exit) == REPORTED, "ALREADY_ATTESTED"


@view
def _bond(record: ICompanies.Exit, numbers: uint256) -> uint256:
    """
    @dev Two per cent of the holders' share, within its bounds.
    """
    outside: uint256 = staticcall LEDGER.outside(record.owner)
    bond: uint256 = record.gain * outside // S * BOND_PERCENT // 100
    bond = max(bond, bold.at(numbers, bold.LEAST_BOND) * DOLLAR)
    return min(bond, bold.at(numbers, bold.MOST_BOND) * DOLLAR)


def _take(person: uint256, bond: uint256, permit: ILedger.Permit):
    """
    @dev Takes a bond, whole: what arrived is what must be given back.
    """
    received: uint256 = extcall LEDGER.pull(person, msg.sender, bond, LEDGER.address, permit)
    assert received == bond, "UNDERPAID"


def _give_back(exit: uint256, person: uint256, bond: uint256):
    """
    @dev Gives a bond back.
    """
    log BondReturned(exit=exit, person=person, amount=bond)
    extcall LEDGER.pay(person, bond, True)


def _rule(case: uint256, record: ICompanies.Exit, gain: uint256):
    """
    @dev Rules a case: the loser's bond goes to the winner, 30 % of it to the holders, as the gain
         whose holders' part it is, unless they are so few that this would be a gain of thousands
         of bonds. Two who are one lose that part at most, and win nothing.
    """
    self._only_authority()
    word: uint256 = self.windows[case]
    winner: uint256 = (word >> DISPUTER_AT) & MASK_40
    assert winner != 0, "NO_CASE"
    self.windows[case] = 0
    if gain == record.gain:
        winner = word & MASK_40
    bond: uint256 = (word >> 120) & MASK_48
    to_holders: uint256 = 0
    if staticcall LEDGER.outside(record.owner) * 1_000 >= S:
        to_holders = bond * HOLDERS_PERCENT // 100
    to_winner: uint256 = 2 * bond - to_holders
    log Ruled(
        exit=case, winner=winner, gain=gain, to_winner=to_winner, to_holders=to_holders
    )
    extcall COMPANIES.decide(case, record, gain, self._ends(word))
    if to_holders != 0:
        extcall LEDGER.share_kept(record.owner, to_holders)
    extcall LEDGER.pay(winner, to_winner, True)
