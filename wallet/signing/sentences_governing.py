"""What a call of the authority or its members says: decisions, answers, votes and opinions.

A decision is a call of another contract. What that would do is read out of its own calldata and
told in the same words; a decision that is not understood entirely is not signed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.signing import (
    sentences_auction,
    sentences_compliance,
    sentences_disputes,
    sentences_registry,
    sentences_rules,
    sentences_watching,
)
from wallet.signing.abi import NotCanonical
from wallet.signing.abi_files import contract_functions
from wallet.signing.sentence import Part, Sentence, Told, listed, sentence, strong, told
from wallet.signing.teller import Call, Teller

CLASSES: Mapping[int, str] = {
    1: "a freeze",
    2: "a light decision",
    3: "a heavy decision",
    4: "a change of the rules",
    5: "a stop of the market",
    6: "an appeal",
    7: "a decision of the members",
}
_VETO = "When enough members do the same, it falls."


def publish(call: Call) -> Told:
    """Publishing a decision of the authority."""
    return told(
        "publishing a decision",
        sentence("You publish ", _class(call), _about(call), "."),
        *_would(call),
        notes=("Members can stop it until it is carried out.",),
    )


def propose(call: Call) -> Told:
    """Proposing something to the members."""
    return told(
        "a proposal to the members",
        sentence("You propose ", _class(call), _about(call), " to the members."),
        *_would(call),
        notes=("It is put to all once enough members support it.",),
    )


def execute(call: Call) -> Told:
    """Carrying out a decision whose time has come."""
    return told(
        "carrying out a decision",
        sentence("You have ", _decision(call), " carried out."),
        *_would(call),
    )


def lift(call: Call) -> Told:
    """Ending a freeze that the members overruled."""
    return told(
        "ending what was overruled",
        sentence("You have the freeze of ", _decision(call), " ended: members overruled it."),
    )


def claim_shares(call: Call) -> Told:
    """Having the shares held that a decision of the members moves."""
    return told(
        "holding shares for a decision",
        sentence("You have the shares held that ", _decision(call), " is to move."),
        notes=("Until it is carried out or ends, who holds them cannot sell them.",),
    )


def withdraw(call: Call) -> Told:
    """Withdrawing a decision."""
    return told("withdrawing a decision", sentence("You withdraw ", _decision(call), "."))


def answer(call: Call) -> Told:
    """Answering a decision against oneself."""
    return told(
        "answering a decision",
        sentence("You publish that you have an answer to ", _decision(call), "."),
    )


def veto(call: Call) -> Told:
    """Voting to stop a decision."""
    return told(
        "stopping a decision",
        sentence("You vote to ", strong("stop"), " ", _decision(call), "."),
        notes=(_VETO,),
    )


def veto_all(call: Call) -> Told:
    """Voting to stop several decisions."""
    numbers = listed(tuple(f"{int(one)}" for one in call.args["decisions"]))
    return told(
        "stopping decisions",
        sentence("You vote to ", strong("stop"), " the decisions ", strong(numbers), "."),
        notes=(_VETO,),
    )


def support(call: Call) -> Told:
    """Supporting a proposal."""
    return told("supporting a proposal", sentence("You support ", _decision(call), "."))


def vote(call: Call) -> Told:
    """Voting where a majority is needed."""
    side = "for" if call.args["yes"] else "against"
    return told("a vote", sentence("You vote ", strong(side), " ", _decision(call), "."))


def appeal(call: Call) -> Told:
    """Asking the members to lift a ban of oneself."""
    return told(
        "an appeal", sentence("You ask the members to ", strong("lift your ban"), "."),
        notes=("You can ask again in half a year.",),
    )  # fmt: skip


def propose_ban(call: Call) -> Told:
    """Proposing a ban on grounds that the contracts themselves see."""
    return told(
        "proposing a ban",
        sentence(
            "You have a ban of ",
            call.person("person"),
            " proposed, on grounds that the network has on record.",
        ),
    )


def ask_renewal(call: Call) -> Told:
    """Asking the members to let the authority's powers last."""
    return told(
        "asking for more time",
        sentence(
            "You ask the members to let the authority\u2019s powers last until ",
            strong(date_of(call.number("until"))),
            ".",
        ),
    )


def renew(call: Call) -> Told:
    """Letting the authority's powers last."""
    return told(
        "more time for the authority",
        sentence(
            "You let the authority\u2019s powers last until ",
            strong(date_of(call.number("until"))),
            ".",
        ),
    )


def set_operator(call: Call) -> Told:
    """Naming who publishes decisions."""
    return told(
        "who publishes decisions",
        sentence(
            "You name ", call.holder("operator"), " to publish the authority\u2019s decisions."
        ),
    )


def set_adviser(call: Call) -> Told:
    """Appointing the adviser."""
    return told("the adviser", sentence("You appoint ", call.holder("account"), " the adviser."))


def count(call: Call) -> Told:
    """Counting the members."""
    return told("counting the members", sentence("You have the members counted anew."))


def settle_scores(call: Call) -> Told:
    """Scoring the adviser's opinions."""
    return told(
        "the adviser\u2019s score",
        sentence("You have opinions of the adviser scored whose cases are final."),
    )


def file_opinion(call: Call) -> Told:
    """Sealing the adviser's opinion."""
    return told("sealing an opinion", sentence("You seal your opinion on ", _decision(call), "."))


def open_opinion(call: Call) -> Told:
    """Opening the adviser's opinion."""
    side = "for" if call.args["uphold"] else "against"
    return told(
        "opening an opinion",
        sentence("You open your opinion on ", _decision(call), ": it is ", strong(side), " it."),
    )


def _class(call: Call) -> Part:
    return strong(CLASSES.get(call.number("kind"), "a decision"))


def _about(call: Call) -> str:
    subject = call.number("subject")
    if not subject:
        return ""
    return " about yourself" if call.is_me("subject") else f" about {call.name(subject)}"


def _decision(call: Call) -> Part:
    number = call.number("decision")
    subject = call.naming.subject_of_decision(number)
    if not subject:
        return strong(f"decision {number}")
    about = "yourself" if subject == call.naming.me else call.name(subject)
    return strong(f"decision {number} about {about}")


def _would(call: Call) -> Sequence[Sentence]:
    """What the decision in `target` and `data` would do, told from its own calldata."""
    contract = call.network.contract_at(str(call.args["target"]))
    data = bytes(call.args["data"])
    function = contract_functions(contract or "").get(data[:4])
    teller = None
    if contract is not None and function is not None:
        teller = DECIDED.get(contract, {}).get(function.name)
    if contract is None or function is None or teller is None:
        raise _not_understood()
    try:
        args = function.decode(data)
    except NotCanonical:
        raise _not_understood() from None
    inner = Call(contract, function.name, args, call.sender, call.network, call.naming)
    return tuple(_conditional(one) for one in teller(inner).sentences)


def _conditional(one: Sentence) -> Sentence:
    """ "You ban Dan" as "This would ban Dan"."""
    first = one.parts[0]
    rest = first.text.removeprefix("You ")
    return Sentence((Part("This would "), Part(rest, first.strong), *one.parts[1:]))


def _not_understood() -> WalletError:
    return WalletError(
        "Your wallet does not understand what this decision would do.",
        "Nothing was signed. Do not sign it elsewhere either unless you know what it is.",
        "signing.not-understood",
    )


AUTHORITY: Mapping[str, Teller] = {
    "publish": publish,
    "propose": propose,
    "execute": execute,
    "lift": lift,
    "claim_shares": claim_shares,
    "withdraw": withdraw,
    "answer": answer,
    "veto": veto,
    "veto_all": veto_all,
    "support": support,
    "vote": vote,
    "appeal": appeal,
    "propose_ban": propose_ban,
    "ask_renewal": ask_renewal,
    "renew": renew,
    "set_operator": set_operator,
    "begin": set_operator,
    "wire": sentences_registry.wire,
}
MEMBERS: Mapping[str, Teller] = {
    "set_adviser": set_adviser,
    "count": count,
    "roll": count,
    "settle_scores": settle_scores,
    "file_opinion": file_opinion,
    "open_opinion": open_opinion,
    "wire": sentences_registry.wire,
}
DECIDED: Mapping[str, Mapping[str, Teller]] = {
    "Rules": sentences_rules.SENTENCES,
    "Registry": sentences_registry.SENTENCES,
    "Auction": sentences_auction.SENTENCES,
    "Compliance": sentences_compliance.SENTENCES,
    "Disputes": sentences_disputes.SENTENCES,
    "Watching": sentences_watching.SENTENCES,
    "Authority": {"renew": renew, "set_operator": set_operator},
    "Members": {"set_adviser": set_adviser},
}
"""Contracts that decisions call, and what each function says."""
