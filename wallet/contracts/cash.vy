# pragma version ~=0.4.3
# pragma nonreentrancy on
"""
@title Cash: how money comes into the ledger, waits there, and goes to a person
@license AGPL-3.0-only
@notice State of the ledger that is about money. The ledger is the only spender of the dollar.
        While a debt to one's holders is overdue, money pays it before it reaches the person.
"""

from interfaces import IDollar
from interfaces import IGarnish
from interfaces import ILedger
from interfaces import IRegistry
import holdings
import packing
import standing as stand

uses: holdings

event Pulled:
    person: indexed(uint256)
    to: indexed(address)
    amount: uint256


event Paid:
    person: indexed(uint256)
    amount: uint256


event Credited:
    person: indexed(uint256)
    amount: uint256


event Withdrawn:
    person: indexed(uint256)
    amount: uint256


event Garnished:
    person: indexed(uint256)
    amount: uint256


event DueSet:
    person: indexed(uint256)
    first_due: uint256


REGISTRY: immutable(address)
DOLLAR: immutable(address)

companies: address
# See `packing`.
purses: HashMap[uint256, uint256]


@deploy
def __init__(registry: address, dollar: address):
    """
    @notice Money and people are fixed at deployment.
    """
    assert registry.is_contract and dollar.is_contract, "EMPTY_ADDRESS"
    REGISTRY = registry
    DOLLAR = dollar


@internal
def _pull(
    person: uint256, payer: address, amount: uint256, to: address, permit: ILedger.Permit
) -> uint256:
    """
    @notice Pulls money from a wallet.
    @dev A permit may have been used by somebody else already: then its allowance is there.
    @return What arrived, which is what counts.
    """
    if permit.deadline != 0:
        _used: bool = raw_call(
            DOLLAR,
            abi_encode(
                payer,
                self,
                permit.amount,
                permit.deadline,
                permit.v,
                permit.r,
                permit.s,
                method_id=method_id(
                    "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)"
                ),
            ),
            revert_on_failure=False,
        )
    before: uint256 = staticcall IDollar(DOLLAR).balanceOf(to)
    sent: bool = self._asked(
        abi_encode(
            payer, to, amount, method_id=method_id("transferFrom(address,address,uint256)")
        )
    )
    assert sent, "DOLLAR_REFUSED"
    received: uint256 = staticcall IDollar(DOLLAR).balanceOf(to) - before
    log Pulled(person=person, to=to, amount=received)
    return received


@internal
def _asked(data: Bytes[100]) -> bool:
    """
    @notice Asks the dollar to move money; a refusal of any form is a no, never an error.
    """
    success: bool = False
    answer: Bytes[32] = b""
    success, answer = raw_call(DOLLAR, data, max_outsize=32, revert_on_failure=False)
    return success and (len(answer) == 0 or convert(answer, uint256) != 0)


@internal
def _sent(wallet: address, amount: uint256) -> bool:
    """
    @notice Sends money out of the ledger; False when the dollar refuses.
    """
    return self._asked(
        abi_encode(wallet, amount, method_id=method_id("transfer(address,uint256)"))
    )


@internal
def _credit(person: uint256, amount: uint256):
    """
    @notice Writes money to a person's credit, to be withdrawn.
    """
    if amount == 0:
        return
    word: uint256 = self.purses[person]
    self.purses[person] = packing.purse(packing.credit(word) + amount, packing.first_due(word))
    log Credited(person=person, amount=amount)


@view
@internal
def _is_overdue(person: uint256) -> bool:
    """
    @notice Whether a debt to one's holders is overdue.
    """
    due: uint256 = packing.first_due(self.purses[person])
    return due != 0 and due < block.timestamp


@internal
def _garnish(person: uint256, amount: uint256) -> (uint256, bool):
    """
    @notice Debts first: lets overdue debts take their part.
    @return What is left, and whether it must wait because debts remain overdue.
    """
    if amount == 0 or not self._is_overdue(person):
        return amount, False
    ext: uint256 = holdings._outside(person)
    taken: uint256 = 0
    hold: bool = False
    first_due: uint256 = 0
    creditor: uint256 = 0
    owed: uint256 = 0
    taken, hold, first_due, creditor, owed = extcall IGarnish(self.companies).garnish(
        person, amount, ext
    )
    self._set_due(person, first_due)
    if taken != 0:
        holdings._siphon(person, holdings._gain_behind(taken, ext), holdings.DEBT, person)
    if owed != 0:
        self._credit(creditor, owed - holdings._siphon(creditor, owed, holdings.PERSONAL, person))
    if taken + owed != 0:
        log Garnished(person=person, amount=taken + owed)
    return amount - taken - owed, hold


@internal
def _set_due(person: uint256, first_due: uint256):
    """
    @notice Notes when the oldest open debt of a person falls due.
    """
    # `NEVER` rather than nothing: the next debt finds the word in use, and costs 17,100 gas less.
    self.purses[person] = packing.purse(
        packing.credit(self.purses[person]), first_due if first_due != 0 else packing.NEVER
    )
    log DueSet(person=person, first_due=first_due)


@internal
def _pay(person: uint256, word: uint256, amount: uint256, deliver: bool):
    """
    @notice Pays a person out of the ledger: overdue debts first, then the wallet; what cannot
            be delivered, or may not, is credited. Never reverts for the receiver's sake.
    @param word The person word.
    """
    left: uint256 = 0
    hold: bool = False
    left, hold = self._garnish(person, amount)
    if left == 0:
        return
    if deliver and not hold and not stand.is_frozen(word):
        if self._sent(stand.wallet(word), left):
            log Paid(person=person, amount=left)
            return
    self._credit(person, left)


@internal
def _withdraw(person: uint256):
    """
    @notice Takes a credit to the person's wallet, overdue debts first.
    """
    purse: uint256 = self.purses[person]
    amount: uint256 = packing.credit(purse)
    assert amount != 0, "NOTHING_TO_WITHDRAW"
    self.purses[person] = packing.purse(0, packing.first_due(purse))
    log Withdrawn(person=person, amount=amount)
    self._pay(person, self._word(person), amount, True)
    # Worth a transaction only if the person or their holders got something.
    assert packing.credit(self.purses[person]) < amount, "UNDELIVERABLE"


@view
@internal
def _word(person: uint256) -> uint256:
    """
    @notice The person word, of the registry.
    """
    return staticcall IRegistry(REGISTRY).word(person)
