"""Acts of the authority and of members: decisions, vetoes, ballots, bans on grounds."""

from __future__ import annotations

from typing import Any

from wallet.rules.authority import Decision
from wallet.rules.units import Refused
from wallet.rules.whole import OPERATOR, Whole, demand
from wallet.simulate.acts.kinds import Kinds

KINDS = Kinds()


def _made(rules: Whole, number: int) -> Decision:
    if not 0 < number <= len(rules.powers.decisions):
        raise Refused("no such decision")
    return rules.powers.decisions[number - 1]


@KINDS.add("deed", needs="authority")
def publish(rules: Whole, actor: int, deed: tuple[Any, ...]) -> int:
    """The authority publishes a decision; its number."""
    rules.powers.announce(OPERATOR, deed)
    return len(rules.powers.decisions)


@KINDS.add("decision")
def veto(rules: Whole, actor: int, number: int) -> None:
    """One veto more."""
    made = _made(rules, number)
    demand(rules.powers.against_vetoing(made, actor))
    rules.powers.veto(made, actor)


@KINDS.add("decision", "flag")
def vote(rules: Whole, actor: int, number: int, yes: bool) -> None:
    """Vote for or against."""
    made = _made(rules, number)
    demand(rules.powers.against_ballot(made, actor))
    (made.yes if yes else made.no).add(actor)


@KINDS.add("decision")
def answer_decision(rules: Whole, actor: int, number: int) -> None:
    """The accused answers."""
    made = _made(rules, number)
    demand(rules.powers.against_answering(made, actor))
    made.answered = b"\x01" * 32


@KINDS.add("decision")
def execute(rules: Whole, actor: int, number: int) -> None:
    """Do what was decided, once it is ready."""
    rules.powers.perform(_made(rules, number))


@KINDS.add("person")
def propose_ban(rules: Whole, actor: int, person: int) -> int:
    """Propose a ban on grounds that the contracts know; the decision's number."""
    if person not in rules.powers.members:
        raise Refused("not a member")
    rules.powers.note_grounds(person)
    demand(rules.powers.against_proposing_a_ban(person))
    rules.powers.propose_a_ban(person)
    return len(rules.powers.decisions)


@KINDS.add()
def appeal(rules: Whole, actor: int) -> int:
    """A banned person asks the members; the decision's number."""
    if actor not in rules.powers.members:
        raise Refused("not a member")
    demand(rules.powers.against_appealing(actor))
    rules.powers.ask(actor, ("unban", actor), 5)
    return len(rules.powers.decisions)
