"""Events about exits in doubt: windows, cases and their ends, and sellers made whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from wallet.simulate.replay.kind import AUTHORITY, Event, Kind, Step
from wallet.simulate.replay.kinds_companies import exits_of, facts_of
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.parts_cases import Buybacks, Distributed, Exit, MadeWhole, Window
from wallet.simulate.replay.parts_people import Counts
from wallet.simulate.replay.records import HASH, NO_PERMIT
from wallet.simulate.replay.storage import Ground
from wallet.simulate.replay.touch import first_debts, paid, pays, told, varied


def _case(rules: Rules, event: Event) -> Iterator[Key]:
    """An exit, its window, and what its end touches: whoever laid a bond is paid."""
    number = event["exit"]
    owner, window = rules.companies.exits[number].owner, rules.companies.windows.get(number)
    yield key(Exit, number)
    yield key(Window, number)
    yield from exits_of(rules, owner)
    if window is not None:
        yield from paid(rules, window.opener)
        if window.disputer:
            yield from paid(rules, window.disputer)


def _bonds(rules: Rules, event: Event) -> str:
    """Whether overdue debts take their part of the bonds that go back."""
    window = rules.companies.windows.get(event["exit"])
    return first_debts(rules, window.opener, window.disputer or 0) if window else ""


class OpenWindow(Kind):
    """The actor lays a bond for an exit as it was reported: exit."""

    name: ClassVar[str] = "open_window"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _case(rules, event)
        yield from pays(rules, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        record = facts_of(parts, event["exit"]).record
        yield Step("Disputes", "open_window", (event["exit"], record, NO_PERMIT), event.actor)


class Dispute(Kind):
    """The actor lays a bond against an exit: exit."""

    name: ClassVar[str] = "dispute"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _case(rules, event)
        yield from pays(rules, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        record = facts_of(parts, event["exit"]).record
        asked = (event["exit"], record, HASH, NO_PERMIT)
        yield Step("Disputes", "dispute", asked, event.actor)


class Accept(Kind):
    """An exit that nobody disputed is accepted: exit. Anyone may ask."""

    name: ClassVar[str] = "accept"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return _bonds(rules, event)

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _case(rules, event)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        record = facts_of(parts, event["exit"]).record
        yield Step("Disputes", "accept", (event["exit"], record), event.actor)


class TakeBack(Kind):
    """The bond for an exit that was attested meanwhile goes back: exit. Anyone may ask."""

    name: ClassVar[str] = "take_bond"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return _bonds(rules, event)

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _case(rules, event)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Disputes", "take_back", (event["exit"],), event.actor)


class RuleCase(Kind):
    """The authority rules a case: exit, gain, large (whether as a heavy decision)."""

    name: ClassVar[str] = "rule_case"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        sold = rules.companies.exits.get(event["exit"])
        same = sold is not None and sold.gain == event["gain"]
        return varied("as reported" if same else "as disputed", _bonds(rules, event))

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _case(rules, event)
        yield from told(rules, rules.companies.exits[event["exit"]].owner)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        record = facts_of(parts, event["exit"]).record
        function = "rule_large" if event["large"] else "rule_small"
        yield Step("Disputes", function, (event["exit"], record, event["gain"]), AUTHORITY)


class LapseCase(Kind):
    """A case that nobody ruled ends: exit. Anyone may ask."""

    name: ClassVar[str] = "lapse_case"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return _bonds(rules, event)

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _case(rules, event)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        record = facts_of(parts, event["exit"]).record
        yield Step("Disputes", "lapse", (event["exit"], record), event.actor)


class MakeWhole(Kind):
    """The seller of a buy-back is owed for an exit: exit, place (of the buy-back, from 0)."""

    name: ClassVar[str] = "make_whole"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        number, place = event["exit"], event["place"]
        owner = rules.companies.exits[number].owner
        yield key(Counts)
        yield key(Exit, number)
        yield from exits_of(rules, owner)
        yield key(Buybacks, owner)
        yield key(Distributed, owner, place)
        yield key(MadeWhole, owner, number, place)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        record = facts_of(parts, event["exit"]).record
        asked = (event["exit"], record, event["place"])
        yield Step("Disputes", "make_whole", asked, event.actor)


KINDS = (*(OpenWindow(), Dispute(), Accept(), TakeBack(), RuleCase(), LapseCase(), MakeWhole()),)
