# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Face: a token as wallets of today expect to see it (ERC-20), to look at only
@license AGPL-3.0-only
@notice A minimal clone per token, made on demand by the ledger. Balances are asked of the
        ledger; plain transfers are refused with a reason (ERC-1404), because a payment that
        can be separated from a transfer cannot be shared.
"""

from interfaces import IFace

implements: IFace

interface LedgerOfFaces:
    def balanceOf(owner: address, id: uint256) -> uint256: view
    def name_of(token: uint256) -> String[64]: view


event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256


SUPPLY: constant(uint256) = 10_000_000 * 10**18
PLAIN_TRANSFER: constant(uint8) = 1

decimals: public(constant(uint8)) = 18

LEDGER: immutable(address)

token: public(uint256)


@deploy
def __init__(ledger: address):
    """
    @notice The original is nobody's face: only clones are given a token.
    @param ledger The ledger whose tokens its clones show.
    """
    LEDGER = ledger


@external
def initialize(token: uint256):
    """
    @notice Makes a fresh clone the face of a token of the ledger.
    """
    assert msg.sender == LEDGER, "NOT_LEDGER"
    assert self.token == 0, "ALREADY_WIRED"
    self.token = token


@view
@external
def ledger() -> address:
    """
    @notice The ledger that this face shows.
    """
    return LEDGER


@external
def emit_transfer(sender: address, receiver: address, amount: uint256):
    """
    @notice Shows a movement that the ledger made.
    """
    assert msg.sender == LEDGER, "NOT_LEDGER"
    log Transfer(sender=sender, receiver=receiver, amount=amount)


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
    if code == 0:
        return "This movement is allowed."
    if code == 1:
        return "Shares move only through offerings and auctions."
    if code == 2:
        return "This person has not issued a token."
    if code == 3:
        return "The seller is not a member."
    if code == 4:
        return "The seller is frozen."
    if code == 5:
        return "The buyer is not a member."
    if code == 7:
        return "The buyer's identity has to be confirmed again."
    if code == 8:
        return "The buyer is frozen."
    if code == 9:
        return "The buyer is banned."
    if code == 10:
        return "The seller does not have that many shares free to sell."
    return "The compliance rules of this token do not allow it."
