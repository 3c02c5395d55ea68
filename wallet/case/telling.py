"""Proven events in sentences that a stranger reads: one small function an event.

Nobody is "you" here, and nobody has a private name: people are their numbers, and issuers also the
names that they published. These sentences are a part of the form of a case file, since whoever
checks one writes them again: a sentence that is changed here makes older files fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC
from typing import Any, Final

from wallet.base.clock import DAY, exact_time
from wallet.base.money import dollars, price_per_share, shares
from wallet.chain.logs import Event

Said = Mapping[str, Any]
KINDS: Final[Mapping[int, str]] = {
    1: "a sale of shares",
    2: "a claim",
    3: "a debt that was paid",
    4: "a gift to the holders",
    5: "a bond that was lost",
    6: "a debt to one person",
}
"""What a gain came of, by the ledger's numbers."""


class People:
    """How people are called: by what they published in proven events, and their numbers."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._published = {
            one.fields["token"]: plain(one.fields["name"]) for one in events if one.name == "Issued"
        }

    def published(self, number: int) -> str:
        """The name that an issuer published; empty where there is none."""
        return self._published.get(number, "")

    def name(self, number: int) -> str:
        """`Alice Moreau (person 1)`, or `person 5`."""
        published = self.published(number)
        return f"{published} (person {number})" if published else f"person {number}"


def plain(text: str) -> str:
    """A text from the chain as it can stand in a sentence."""
    return "".join(one if one.isprintable() else "?" for one in text)


def money(amount: int) -> str:
    """An amount to its last decimal."""
    return dollars(amount, exact=True)


def count(units: int) -> str:
    """Shares to their last decimal."""
    return shares(units, exact=True)


def moment(instant: int) -> str:
    """An instant, in UTC."""
    return exact_time(instant, UTC)


def stamp(instant: int) -> str:
    """An instant in a table whose head says that it is in UTC."""
    return moment(instant).removesuffix(" UTC").replace(" at ", ", ")


def brief(digest: str) -> str:
    """A hash that can be found elsewhere in whole."""
    return f"{digest[:10]}…{digest[-8:]}"


def days(seconds: int) -> str:
    """A span in whole days, as interest is spoken of."""
    whole = seconds // DAY
    return "1 day" if whole == 1 else f"{whole:,} days"


def capital(sentence: str) -> str:
    """A sentence that begins with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def tell(people: People, event: Event) -> str | None:
    """An event as a sentence, None for one that another tells."""
    teller = _TELLERS.get(event.name)
    return None if teller is None else capital(teller(people, event.fields))


def _joined(people: People, said: Said) -> str:
    return (
        f"{people.name(said['person'])} joined the network with the account {said['account']}, "
        f"attested by the verifier {said['verifier']}."
    )


def _renewed(people: People, said: Said) -> str:
    who, until = people.name(said["person"]), moment(said["expires"])
    return f"The identity of {who} was attested again, until {until}."


def _recovered(people: People, said: Said) -> str:
    return f"{people.name(said['person'])} changed the account to {said['account']}."


def _frozen(people: People, said: Said) -> str:
    return f"{people.name(said['person'])} was frozen until {moment(said['until'])}."


def _banned(people: People, said: Said) -> str:
    return f"{people.name(said['person'])} was banned from the network."


def _unbanned(people: People, said: Said) -> str:
    return f"The ban of {people.name(said['person'])} was lifted."


def _issued(people: People, said: Said) -> str:
    return (
        f"{people.name(said['token'])} issued 10,000,000 shares of what they gain, under terms "
        f"with the hash {brief(said['terms_hash'])}."
    )


def _opened(people: People, said: Said) -> str:
    locked = f", locked for {days(said['lockup'])}" if said["lockup"] else ""
    return (
        f"{people.name(said['issuer'])} opened offering {said['offering']}: up to "
        f"{count(said['units_max'])} at {price_per_share(said['price'])}{locked}, under terms "
        f"with the hash {brief(said['terms_hash'])}."
    )


def _committed(people: People, said: Said) -> str:
    return (
        f"{people.name(said['person'])} committed {money(said['paid'])} for "
        f"{count(said['units'])} to offering {said['offering']}."
    )


def _withdrawn(people: People, said: Said) -> str:
    who, paid = people.name(said["person"]), money(said["amount"])
    return f"{who} withdrew {paid} from offering {said['offering']}."


def _rejected(people: People, said: Said) -> str:
    who = people.name(said["person"])
    return f"The commitment of {who} to offering {said['offering']} was rejected."


def _closed(people: People, said: Said) -> str:
    if not said["success"]:
        return f"Offering {said['offering']} closed without success."
    return f"Offering {said['offering']} closed: {count(said['sold'])} were sold."


def _refunded(people: People, said: Said) -> str:
    who, paid = people.name(said["person"]), money(said["amount"])
    return f"{paid} went back to {who} from offering {said['offering']}."


def _placed(people: People, said: Said) -> str:
    locked = f", locked until {moment(said['unlocks'])}" if said["unlocks"] else ""
    return (
        f"{people.name(said['buyer'])} received {count(said['units'])} of "
        f"{people.name(said['token'])} for {money(said['paid'])}{locked}."
    )


def _sell(people: People, said: Said) -> str:
    return (
        f"{people.name(said['person'])} offered {count(said['units'])} of "
        f"{people.name(said['token'])} in an auction, for at least "
        f"{price_per_share(said['lowest'])}."
    )


def _buy(people: People, said: Said) -> str:
    return (
        f"{people.name(said['person'])} bid for {count(said['units'])} of "
        f"{people.name(said['token'])} at up to {price_per_share(said['highest'])}."
    )


def _released(people: People, said: Said) -> str:
    what = "bid for" if said["side"] == 2 else "offer of"
    back = f" {money(said['money'])} came back." if said["money"] else ""
    return (
        f"Of a {what} shares of {people.name(said['token'])} by {people.name(said['person'])}, "
        f"{count(said['units'])} ended without a trade.{back}"
    )


def _sold(people: People, said: Said) -> str:
    gain = ""
    if said["gain"]:
        gain = (
            f" {money(said['gain'])} of it was gain, and {money(said['siphon'])} of that went to "
            "the seller’s holders."
        )
    return (
        f"{people.name(said['seller'])} sold {count(said['units'])} of "
        f"{people.name(said['token'])} to {people.name(said['buyer'])} for "
        f"{money(said['proceeds'])}.{gain}"
    )


def _lot_forced(people: People, said: Said) -> str:
    return (
        f"A decision gave {count(said['units'])} of {people.name(said['token'])} from "
        f"{people.name(said['sender'])} to {people.name(said['receiver'])}."
    )


def _siphoned(people: People, said: Said) -> str:
    return (
        f"{people.name(said['issuer'])} had a gain of {money(said['gain'])} from "
        f"{KINDS.get(said['kind'], 'something else')}; {money(said['amount'])} of it was put aside "
        "for the holders."
    )


def _claimed(people: People, said: Said) -> str:
    passed = ""
    if said["passed_on"]:
        passed = f" {money(said['passed_on'])} of it went on to the claimant’s own holders."
    return (
        f"{people.name(said['holder'])} claimed {money(said['amount'])} from "
        f"{people.name(said['token'])}.{passed}"
    )


def _cost_set(people: People, said: Said) -> str:
    return (
        f"From then on {money(said['cost'])} counted as the cost of a purchase of "
        f"{people.name(said['person'])}."
    )


def _declared(people: People, said: Said) -> str:
    named = ", ".join(people.name(one) for one in said["attestors"])
    return (
        f"{people.name(said['owner'])} declared a stake in a company as stake {said['stake']}, "
        f"and named {named} as its attestors."
    )


def _amended(people: People, said: Said) -> str:
    return f"Stake {said['stake']} was corrected; this is its version {said['version']}."


def _stake_attested(people: People, said: Said) -> str:
    named = " and ".join(people.name(one) for one in said["attestors"])
    return f"{named} attested version {said['version']} of stake {said['stake']}."


def _reported(people: People, said: Said) -> str:
    return (
        f"{people.name(said['owner'])} reported exit {said['exit']}: {said['units']:,} units of "
        f"stake {said['stake']} were sold for {money(said['proceeds'])}, closed on "
        f"{moment(said['closed_at'])}. Selling cost {money(said['selling_costs'])}; "
        f"{money(said['cost'])} counts as what the stake had cost. The gain is "
        f"{money(said['gain'])}."
    )


def _exit_attested(people: People, said: Said) -> str:
    named = " and ".join(people.name(one) for one in said["attestors"])
    return f"{named} attested exit {said['exit']}."


def _decided(people: People, said: Said) -> str:
    return f"It was decided that the gain of exit {said['exit']} is {money(said['gain'])}."


def _found(people: People, said: Said) -> str:
    return (
        f"Exit {said['exit']} of {people.name(said['owner'])}, which was hidden, was found out: "
        f"a gain of {money(said['gain'])}."
    )


def _window(people: People, said: Said) -> str:
    return (
        f"{people.name(said['opener'])} put exit {said['exit']} up for dispute until "
        f"{moment(said['ends'])}, with a bond of {money(said['bond'])}."
    )


def _disputed(people: People, said: Said) -> str:
    return f"{people.name(said['disputer'])} disputed exit {said['exit']}."


def _accepted(people: People, said: Said) -> str:
    return f"Nobody disputed exit {said['exit']} in time: it was accepted as reported."


def _ruled(people: People, said: Said) -> str:
    return (
        f"It was ruled on exit {said['exit']}: the gain is {money(said['gain'])}, and "
        f"{people.name(said['winner'])} was right."
    )


def _made_whole(people: People, said: Said) -> str:
    return (
        f"{people.name(said['creditor'])} had sold shares back before exit {said['exit']} came to "
        f"light, and is owed {money(said['amount'])} for it: debt {said['debt']}."
    )


def _debt_opened(people: People, said: Said) -> str:
    due = moment(said["due"])
    if said["creditor"]:
        return (
            f"{people.name(said['issuer'])} came to owe {people.name(said['creditor'])} "
            f"{money(said['gain'])}: debt {said['debt']}, due on {due}."
        )
    return (
        f"{people.name(said['issuer'])} came to owe the holders their part of a gain of "
        f"{money(said['gain'])}: debt {said['debt']}, due on {due}. Being late costs "
        f"{said['rate']} % a year."
    )


def _debt_joined(people: People, said: Said) -> str:
    return (
        f"What is owed for exit {said['exit']} joined debt {said['debt']}, of which a gain of "
        f"{money(said['gain'])} is left then."
    )


def _debt_paid(people: People, said: Said) -> str:
    late = f", {days(said['late'])} after it was due" if said["late"] else ", in time"
    return (
        f"{money(said['amount'])} of debt {said['debt']} was paid by the account {said['payer']}"
        f"{late}. It settled {money(said['gain_settled'])} of the gain; "
        f"{money(said['gain_left'])} was left."
    )


def _debt_ended(people: People, said: Said) -> str:
    return f"Debt {said['debt']} ended, because nobody but the issuer held shares."


_TELLERS: Final[Mapping[str, Callable[[People, Said], str]]] = {
    "Joined": _joined,
    "Renewed": _renewed,
    "Recovered": _recovered,
    "Frozen": _frozen,
    "Banned": _banned,
    "Unbanned": _unbanned,
    "Issued": _issued,
    "OfferingOpened": _opened,
    "Committed": _committed,
    "CommitmentWithdrawn": _withdrawn,
    "CommitmentRejected": _rejected,
    "OfferingClosed": _closed,
    "Refunded": _refunded,
    "Placed": _placed,
    "SellPlaced": _sell,
    "BuyPlaced": _buy,
    "OrderReleased": _released,
    "Sold": _sold,
    "LotForced": _lot_forced,
    "Siphoned": _siphoned,
    "Claimed": _claimed,
    "CostSet": _cost_set,
    "StakeDeclared": _declared,
    "StakeAmended": _amended,
    "StakeAttested": _stake_attested,
    "ExitReported": _reported,
    "ExitAttested": _exit_attested,
    "ExitDecided": _decided,
    "ExitFound": _found,
    "WindowOpened": _window,
    "Disputed": _disputed,
    "Accepted": _accepted,
    "Ruled": _ruled,
    "MadeWhole": _made_whole,
    "DebtOpened": _debt_opened,
    "DebtJoined": _debt_joined,
    "DebtPaid": _debt_paid,
    "DebtEnded": _debt_ended,
}
