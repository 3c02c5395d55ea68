"""Planning a raise: every step is held against its rules, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wallet.base.addresses import checksum
from wallet.base.clock import DAY, HOUR
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.books.documents import RAISE_DRAFT, Documents
from wallet.books.offering_terms import parse_terms
from wallet.books.persons import PersonRef
from wallet.books.raise_room import RaiseRoom
from wallet.books.regimes import Regime, _regime
from wallet.contracts import regimes as texts
from wallet.flows.raise_plan import ACCREDITED, LEEWAY, Step
from wallet.flows.raising import Raising, Where, draft_of

NOW = 1_790_000_000
ALICE = PersonRef(1, "Alice Moreau", True, "active", None, "")
WHERE = Where(31337, checksum("0x" + "c0ffee25" * 5), NOW)
FRANCE, AMERICA, JAPAN = 250, 840, 392


def rules() -> tuple[Regime, ...]:
    """The rows as the chain says them."""
    return tuple(
        _regime(
            {
                "regime": number,
                "name": one.name,
                "source": "0x" + one.source.hex(),
                "row": list(one.row()),
            }
        )
        for number, one in enumerate(texts.load())
    )


def room(**changes: object) -> RaiseRoom:
    fields: dict[str, object] = {
        "person": ALICE, "country": FRANCE, "outside_units": 0, "left_units": 4_900_000 * SHARE,
        "raised_year": 0, "offering": None, "why_not": "", "next_step": "", "shortest": 49 * HOUR,
        "longest": 60 * DAY, "no_withdrawal": 48 * HOUR, "rest": 3 * DAY, "regimes": rules(),
        **changes,
    }  # fmt: skip
    return RaiseRoom(**fields)  # type: ignore[arg-type] # named fields of the class


@pytest.fixture
def documents(tmp_path: Path) -> Iterator[Documents]:
    made = Documents(tmp_path / "documents.sqlite")
    yield made
    made.close()


def whole(documents: Documents, **changes: str) -> Raising:
    """A raise with everything typed."""
    flow = Raising(documents, room(), WHERE)
    words = {
        "regime": "0", "price": "0.10", "units_max": "20", "units_min": "5", "days": "30",
        "lockup": "90", "purpose": "A machine.", "risks": "It may be slow.", **changes,
    }  # fmt: skip
    for name, text in words.items():
        flow.say(name, text)
    flow.say_uses([("Engineers", "70 %"), ("Machines", "30"), ("", "")])
    return flow


def refused(flow: Raising, step: Step) -> tuple[str, str]:
    with pytest.raises(WalletError) as error:
        flow.check(step)
    return error.value.field, error.value.sentence


def test_steps_end_in_the_act_and_in_terms_that_say_the_same(documents: Documents) -> None:
    flow = whole(documents)
    for step in list(Step)[:-1]:
        assert flow.step is step
        flow.forward()
    act, terms = flow.act(), flow.terms()
    assert flow.step is Step.REVIEW and act.terms_hash == terms.hash
    assert (act.units_min, act.units_max) == (500_000 * SHARE, 2_000_000 * SHARE)
    assert act.deadline == NOW + 30 * DAY - LEEWAY and act.lockup == 90 * DAY and act.regime == 0
    assert terms.most() == 200_000 * DOLLAR and parse_terms(terms.text) == terms
    flow.keep_terms()
    assert documents.find("terms", "0x" + terms.hash.hex()) == {"text": terms.text}
    flow.forward()
    assert flow.step is Step.REVIEW  # there is nothing after it


@pytest.mark.parametrize(
    ("step", "name", "text", "field", "said"),
    [
        (Step.RULES, "regime", "", "regime", "No rules are chosen."),
        (Step.RULES, "regime", "2", "regime", "No rules are chosen."),  # accredited only
        (Step.PRICE, "price", "", "price", ""),
        (Step.PRICE, "price", "0", "price", "The price is zero."),
        (Step.PRICE, "units_max", "abc", "units_max", ""),
        (Step.PRICE, "units_max", "0", "units_max", "Nothing of you would be sold."),
        (Step.PRICE, "units_max", "49.5", "units_max", "Only 49.00 % of you can still be sold"),
        (Step.BOUNDS, "units_min", "21", "units_min", "The least is more than the most"),
        (Step.BOUNDS, "days", "2", "days", "A raise is open for 3 to 60 days"),
        (Step.BOUNDS, "days", "61", "days", "A raise is open for 3 to 60 days"),
        (Step.BOUNDS, "days", "1.5", "days", ""),
        (Step.BOUNDS, "lockup", "731", "lockup", "A lock-up is at most 730 days."),
        (Step.WORDS, "purpose", " ", "purpose", "What you plan is empty."),
        (Step.WORDS, "risks", "x" * 4_001, "risks", "What may go wrong is too long."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_beside_its_field(
    documents: Documents, step: Step, name: str, text: str, field: str, said: str
) -> None:
    where, sentence = refused(whole(documents, **{name: text}), step)
    assert where == field and sentence.startswith(said)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Nothing is said"),
        ([("Engineers", "70")], "The parts add up to 70.00 %, so 30.00 % are missing."),
        ([("A", "70"), ("B", "40")], "The parts add up to 110.00 %, so 10.00 % are too much."),
        ([("", "100")], "Line 1 says a part, and not what it is for."),
        ([("A", "")], ""),
        ([("A", "0"), ("B", "100")], "Line 1 has no part of the money."),
        ([("A", "170")], "Line 1 is more than all of the money."),
        ([("A" * 81, "100")], "Line 1 is too long"),
    ],
)
def test_uses_of_money_have_to_add_up(
    documents: Documents, rows: list[tuple[str, str]], said: str
) -> None:
    flow = whole(documents)
    flow.say_uses(rows)
    field, sentence = refused(flow, Step.USES)
    assert field == "uses" and sentence.startswith(said)


def test_rules_follow_from_country_and_class(documents: Documents) -> None:
    flow = whole(documents)

    def names(country: int, who: str = "everybody") -> list[str]:
        flow.say("country", str(country))
        flow.say("who", who)
        return [one.name for one in flow.choices()]

    assert names(FRANCE)[-1] == "none"  # for practice, and last
    assert names(FRANCE)[:2] == ["eu-ecspr", "us-reg-s"]  # made for her, then for most
    assert "eu-ecspr" in names(FRANCE) and "eu-ecspr" not in names(JAPAN)
    assert "us-reg-s" in names(FRANCE) and "us-reg-s" not in names(AMERICA)
    assert "us-reg-d-506c" not in names(AMERICA)
    assert "us-reg-d-506c" in names(AMERICA, ACCREDITED)
    flow.say("regime", "3")
    flow.say("lockup", "100")
    assert refused(flow, Step.BOUNDS) == (
        "lockup", "These rules ask for a lock-up of at least 366 days.",
    )  # fmt: skip


def test_the_years_maximum_of_an_issuer_counts_what_was_raised(documents: Documents) -> None:
    flow = Raising(documents, room(raised_year=4_900_000 * DOLLAR), WHERE)
    for name, text in {"regime": "3", "price": "0.10", "units_max": "20"}.items():
        flow.say(name, text)
    field, sentence = refused(flow, Step.PRICE)
    assert field == "units_max" and "$100,000.00 of it are left" in sentence


def test_what_is_refused_later_leads_back_to_where_it_is_asked_for(documents: Documents) -> None:
    flow = whole(documents)
    for _ in range(5):
        flow.forward()
    flow.to_field("deadline")
    assert int(flow.step) == Step.BOUNDS
    flow.to_field("nowhere")
    assert int(flow.step) == Step.BOUNDS
    flow.typed.step = Step.REVIEW
    flow.to_field("nowhere")
    assert int(flow.step) == Step.RULES  # a review that cannot be shown is never shown again


def test_a_draft_is_taken_up_where_it_was_left_and_going_back_loses_nothing(
    documents: Documents,
) -> None:
    flow = whole(documents)
    flow.forward()
    flow.forward()
    flow.keep()
    again = Raising(documents, room(), WHERE)
    assert again.resumed and int(again.step) == Step.BOUNDS and again.typed == flow.typed
    again.forward()
    again.back()
    again.back()
    assert int(again.step) == Step.PRICE and again.said("risks") == "It may be slow."
    assert again.terms().salt == flow.terms().salt  # the same offering, the same hash
    again.throw_away()
    assert draft_of(documents, 1) is None and not Raising(documents, room(), WHERE).resumed


@pytest.mark.parametrize(
    "body",
    [{}, {"v": 2}, {"v": 1, "words": [], "uses": [], "step": 0, "salt": "00" * 32},
     {"v": 1, "words": {}, "uses": [], "step": 9, "salt": "00" * 32},
     {"v": 1, "words": {}, "uses": [], "step": 0, "salt": "zz"}],
)  # fmt: skip
def test_a_damaged_draft_is_none(documents: Documents, body: dict[str, object]) -> None:
    documents.keep(RAISE_DRAFT, "1", body)
    assert draft_of(documents, 1) is None
    assert Raising(documents, room(), WHERE).said("country") == str(FRANCE)


def test_consequences_name_bounds_and_where_they_come_from() -> None:
    by_name = {one.name: one for one in rules()}
    said = " ".join(by_name["us-reg-cf"].consequences)
    assert "locked for at least 366 days" in said and "$2,500.00 in a year" in said
    assert "at most $5,000,000.00 in a year" in said
    assert "At most 35 people" in by_name["us-reg-d-506b"].consequences[0]
    assert "everywhere but" in " ".join(by_name["us-reg-s"].consequences)
    assert by_name["eu-ecspr"].rule.startswith("Regulation (EU) 2020/1503")
    bare = [0, 0, False, 0, 0, 0, 0, [0, 0, 0, 0]]
    unknown = _regime({"regime": 9, "name": "x", "source": "0x00", "row": bare})
    assert unknown.title == "" and unknown.consequences
