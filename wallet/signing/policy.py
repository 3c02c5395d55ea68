"""What a request must be before a person is asked to sign it, beyond being understood.

The boundary (known chain, contract, spender, absolute fee) is checked again beside the key; what
depends on circumstances is checked here: fees in dollars, the permit's amount and time, and
addresses made to look like those that were paid before (address poisoning).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from wallet.base.addresses import ZERO, looks_like, same_address, short_address
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, MAX_MONEY, dollars, money_of
from wallet.signing.boundary import check_transaction
from wallet.signing.explain import NoNames, read_call
from wallet.signing.known import KnownNetwork
from wallet.signing.request import PermitData, Request
from wallet.signing.signer import locked
from wallet.signing.teller import Call

FEE_CEILING: Final = 50 * DOLLAR
"""The highest fee, in dollars, that is signed for without being asked for by name."""
PERMIT_LASTS: Final = DAY
COIN: Final = 10**18


@dataclass(frozen=True)
class Circumstances:
    """What is known when a request is checked; None where it is not known.

    `now` is the chain's time, `coin_price_cents` what one coin costs, `fee_ceiling` an amount in
    the dollar's base units, `paid_before` the addresses that this wallet really paid.
    """

    now: int | None = None
    coin_price_cents: int | None = None
    fee_ceiling: int = FEE_CEILING
    unlocked: bool | None = None
    paid_before: frozenset[str] = field(default=frozenset())


UNKNOWN: Final = Circumstances()


def check_policy(
    request: Request, network: KnownNetwork, circumstances: Circumstances = UNKNOWN
) -> tuple[str, ...]:
    """Warnings to be shown with the request; WalletError when it must not be signed at all."""
    if circumstances.unlocked is False:
        raise locked()
    check_transaction(request, (network,))
    _check_fee(request, circumstances)
    if request.to is None:
        return ()
    if not request.data:
        return _check_receiver(request.to, request.sender, circumstances)
    try:
        call = read_call(request, network, NoNames())
    except WalletError:
        if not network.undecoded:
            raise
        return ()
    if request.permit is not None:
        _check_permit(request.permit, call, circumstances)
    if call.contract == "Dollar":
        return _check_dollars(call, circumstances)
    return ()


def _check_fee(request: Request, circumstances: Circumstances) -> None:
    price = circumstances.coin_price_cents
    if price is None:
        return
    most = request.most_fee * price * (DOLLAR // 100) // COIN
    if most > circumstances.fee_ceiling:
        raise WalletError(
            f"The network fee could be {dollars(most)}, more than your limit of "
            f"{dollars(circumstances.fee_ceiling)}.",
            "Wait until the network is less busy.",
            "signing.fee-dollars",
        )


def _check_permit(permit: PermitData, call: Call, circumstances: Circumstances) -> None:
    now = circumstances.now
    if now is not None and not now < permit.deadline <= now + PERMIT_LASTS:
        raise WalletError(
            "The approval that comes with this has run out, or would last too long.",
            "Start again from the page you came from.",
            "signing.permit-time",
        )
    needs = _NEEDS.get((call.contract, call.function))
    if needs is None or not 0 < permit.value <= MAX_MONEY:
        raise _too_much()
    exact = needs(call)
    if exact is not None and permit.value != exact:
        raise _too_much()


def _check_dollars(call: Call, circumstances: Circumstances) -> tuple[str, ...]:
    if call.function == "approve" and call.number("amount") > MAX_MONEY:
        raise _too_much()
    if call.function in ("transfer", "transferFrom"):
        receiver = str(call.args["receiver"])
        if call.network.contract_at(receiver) is not None:
            raise WalletError(
                "This would send dollars to one of the network's contracts, where nobody could "
                "take them out.",
                "Nothing was signed.",
                "signing.value",
            )
        return _check_receiver(receiver, call.sender, circumstances)
    return ()


def _check_receiver(address: str, sender: str, circumstances: Circumstances) -> tuple[str, ...]:
    if address == ZERO:
        raise WalletError(
            "Nobody holds this address; what is sent there is lost.",
            "Check where the address came from.",
            "signing.nobody",
        )
    if same_address(address, sender):
        return ()
    similar = looks_like(address, circumstances.paid_before)
    if similar is None:
        return ()
    return (
        f"This address looks like {short_address(similar)}, which you have paid before, but it is "
        "another. Somebody may have made it to deceive you. Compare every digit.",
    )


def _too_much() -> WalletError:
    return WalletError(
        "This would let more of your dollars be taken than it is for.",
        "Nothing was signed. Start again from the page you came from.",
        "signing.permit-amount",
    )


_NEEDS: Mapping[tuple[str, str], Callable[[Call], int | None]] = {
    ("Auction", "buy"): lambda call: money_of(call.number("units"), call.number("highest"), True),
    ("Ledger", "distribute"): lambda call: call.number("amount"),
    ("Companies", "pay_debt"): lambda call: call.number("amount"),
    # What a commitment costs follows from the offering's price, which is not in the calldata:
    # the sentence names the permit's amount instead.
    ("Offering", "commit"): lambda call: None,
    # So with bonds: their sizes follow from the rules' numbers and from what was reported.
    ("Disputes", "open_window"): lambda call: None,
    ("Disputes", "dispute"): lambda call: None,
    ("Watching", "commit"): lambda call: None,
    ("Watching", "answer"): lambda call: None,
}
"""The amount that the permit of each call has to be for; None where the call does not say."""
