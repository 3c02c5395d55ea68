# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Face: a token as wallets of today expect to see it (ERC-20), to look at only
@license AGPL-3.0-only
@notice A minimal clone per token, made on demand by the ledger. Balances are asked of the
        ledger; plain transfers are refused with a reason (ERC-1404), because a payment that
        can be separated from a transfer cannot be shared. Tools for permissioned tokens can
        read it (ERC-3643).
@dev Balances belong to people, events to wallets. When a recovery changed somebody's wallet, the
     events must say so, once, or sums of events would no longer be balances: that is what
     `sync` is for. A movement of somebody with a new wallet is preceded by it, so that it is
     never too late. A face knows nothing of wallets that were gone before it was made: whoever
     sums its events starts from the balances of that moment.
"""

from interfaces import IFace
from interfaces import IRegistry
from interfaces import IRules
import bold
import standing as stand

implements: IFace

interface LedgerOfFaces:
    def balanceOf(owner: address, id: uint256) -> uint256: view
    def name_of(token: uint256) -> String[64]: view
    def sellable(token: uint256, person: uint256) -> uint256: view
    def registry() -> address: view
    def compliance() -> address: view
    def auction() -> address: view


interface WordsOfFaces:
    def restriction_message(code: uint8) -> String[96]: view


struct AuctionInfo:
    number: uint256
    opened: uint256
    start: uint256
    end: uint256
    sells_until: uint256
    early_until: uint256
    halted_until: uint256
    restarts: uint256
    extended: bool
    settling: bool
    cancelled: bool
    last_settled: uint256
    next_open: uint256


interface AuctionsOfFaces:
    def auction(token: uint256) -> AuctionInfo: view


event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256


SUPPLY: constant(uint256) = 10_000_000 * 10**18
PLAIN_TRANSFER: constant(uint8) = 1

decimals: public(constant(uint8)) = 18
version: public(constant(String[8])) = "1"

LEDGER: immutable(address)
REGISTRY: immutable(address)

token: public(uint256)
# How many wallets had been replaced on the network when this face was made.
born: uint256
# The wallet that the events of this face speak of, of people whose wallet changed since.
shown: HashMap[uint256, address]


@deploy
def __init__(ledger: address):
    """
    @notice The original is nobody's face: only clones are given a token.
    @param ledger The ledger whose tokens its clones show.
    """
    LEDGER = ledger
    REGISTRY = staticcall LedgerOfFaces(ledger).registry()


@external
def initialize(token: uint256):
    """
    @notice Makes a fresh clone the face of a token of the ledger.
    """
    assert msg.sender == LEDGER, "NOT_LEDGER"
    assert self.token == 0, "ALREADY_WIRED"
    self.token = token
    self.born = staticcall IRegistry(REGISTRY).changes()


@view
@external
def ledger() -> address:
    """
    @notice The ledger that this face shows.
    """
    return LEDGER


@external
def show(sender_word: uint256, receiver_word: uint256, amount: uint256):
    """
    @notice Shows a movement that the ledger made, after any change of wallet that nobody showed.
    @param sender_word The person word of the sender; see `standing`.
    @param receiver_word The person word of the receiver.
    """
    assert msg.sender == LEDGER, "NOT_LEDGER"
    sender: address = stand.wallet(sender_word)
    receiver: address = stand.wallet(receiver_word)
    if stand.was_changed(sender_word):
        self._sync(staticcall IRegistry(REGISTRY).person_of(sender), sender, amount, 0)
    if stand.was_changed(receiver_word):
        self._sync(staticcall IRegistry(REGISTRY).person_of(receiver), receiver, 0, amount)
    log Transfer(sender=sender, receiver=receiver, amount=amount)


@external
def sync(wallet: address):
    """
    @notice Shows that a person's shares are in a new wallet, once after each change. Anyone may.
    @param wallet Any wallet of the person, the old or the new.
    """
    person: uint256 = staticcall IRegistry(REGISTRY).person_of(wallet)
    if person == 0:
        person = staticcall IRegistry(REGISTRY).former(wallet)
        assert person != 0, "NOT_A_PERSON"
    current: address = staticcall IRegistry(REGISTRY).wallet_of(person)
    assert self._sync(person, current, 0, 0), "NOTHING_TO_SYNC"


@internal
def _sync(person: uint256, current: address, gone: uint256, come: uint256) -> bool:
    """
    @notice Shows a change of wallet that was not shown yet.
    @param gone Shares that have just left the person and are not shown yet.
    @param come Shares that have just come.
    @return Whether there was one.
    """
    before: address = self.shown[person]
    if before == empty(address):
        before = staticcall IRegistry(REGISTRY).wallet_when(person, self.born)
    if before == current:
        return False
    self.shown[person] = current
    balance: uint256 = staticcall LedgerOfFaces(LEDGER).balanceOf(current, self.token)
    moved: uint256 = balance + gone - come
    if moved != 0:
        log Transfer(sender=before, receiver=current, amount=moved)
    return True


@view
@external
def name() -> String[64]:
    """
    @notice Display name of the issuer.
    """
    return staticcall LedgerOfFaces(LEDGER).name_of(self.token)


@view
@external
def symbol() -> String[82]:
    """
    @notice SYM and the person id of the issuer.
    """
    return concat("SYM-", uint2str(self.token))


@view
@external
def totalSupply() -> uint256:
    """
    @notice Ten million shares of 18 decimals, for ever.
    """
    return SUPPLY


@view
@external
def balanceOf(owner: address) -> uint256:
    """
    @notice Shares of the person whose wallet this is.
    """
    return staticcall LedgerOfFaces(LEDGER).balanceOf(owner, self.token)


@view
@external
def allowance(owner: address, spender: address) -> uint256:
    """
    @notice Always nothing: nobody moves shares for another.
    """
    return 0


@external
def transfer(receiver: address, amount: uint256) -> bool:
    """
    @notice Refused: shares move through offerings and auctions.
    """
    raise "PLAIN_TRANSFER"


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    """
    @notice Refused: shares move through offerings and auctions.
    """
    raise "PLAIN_TRANSFER"


@external
def approve(spender: address, amount: uint256) -> bool:
    """
    @notice Refused: shares move through offerings and auctions.
    """
    raise "PLAIN_TRANSFER"


@view
@external
def detectTransferRestriction(sender: address, receiver: address, amount: uint256) -> uint8:
    """
    @notice Why a plain transfer is refused (ERC-1404).
    """
    return PLAIN_TRANSFER


@view
@external
def messageForTransferRestriction(code: uint8) -> String[96]:
    """
    @notice The same in words (ERC-1404).
    """
    if code == PLAIN_TRANSFER:
        return "Shares move only through offerings and auctions."
    return staticcall WordsOfFaces(
        staticcall LedgerOfFaces(LEDGER).compliance()
    ).restriction_message(code)


# --- ERC-3643, to read ---


@view
@external
def isFrozen(wallet: address) -> bool:
    """
    @notice Whether the person of this wallet can neither sell nor be paid now.
    """
    return stand.is_frozen(self._word(wallet))


@view
@external
def getFrozenTokens(wallet: address) -> uint256:
    """
    @notice Shares of the person of this wallet that are locked or reserved for a sale.
    """
    person: uint256 = staticcall IRegistry(REGISTRY).person_of(wallet)
    balance: uint256 = staticcall LedgerOfFaces(LEDGER).balanceOf(wallet, self.token)
    return balance - min(
        balance, staticcall LedgerOfFaces(LEDGER).sellable(self.token, person)
    )


@view
@external
def paused() -> bool:
    """
    @notice Whether trading of this token, or the whole market, is stopped now.
    """
    numbers: uint256 = 0
    stopped: uint256 = 0
    until: uint256 = 0
    numbers, stopped, until = staticcall IRules(
        staticcall IRegistry(REGISTRY).rules()
    ).market(bold.PEOPLE)
    auctions: address = staticcall LedgerOfFaces(LEDGER).auction()
    if auctions.is_contract:
        info: AuctionInfo = staticcall AuctionsOfFaces(auctions).auction(self.token)
        until = max(until, info.halted_until)
    return until > block.timestamp


@view
@external
def identityRegistry() -> address:
    """
    @notice Who knows the people behind wallets.
    """
    return REGISTRY


@view
@external
def compliance() -> address:
    """
    @notice Who judges movements; empty for nobody.
    """
    return staticcall LedgerOfFaces(LEDGER).compliance()


@view
@external
def onchainID() -> address:
    """
    @notice The identity of the issuer, as the registry's `identity` gives it: no contract.
    """
    return convert(self.token, address)


@view
@internal
def _word(wallet: address) -> uint256:
    """
    @notice The person word of a wallet; 0 for a stranger's.
    """
    person: uint256 = 0
    word: uint256 = 0
    person, word = staticcall IRegistry(REGISTRY).who(wallet)
    return word
