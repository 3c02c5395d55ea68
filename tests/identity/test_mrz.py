"""The specimens of ICAO are read field by field; every altered one is refused with a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.identity import states
from wallet.identity.mrz import Birth, check_digit, problems_of, read_zone, run_out

TODAY = date(2012, 1, 1)
# The specimens of ICAO Doc 9303, parts 4 to 6; their state, Utopia, is nobody's.
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
TD1 = (
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
)


@pytest.fixture(autouse=True)
def utopia(monkeypatch: pytest.MonkeyPatch) -> None:
    """Utopia exists here, so that the specimens differ from a document in nothing else."""
    known = states._states() | {"UTO": (0, "UT")}
    monkeypatch.setattr(states, "_states", lambda: known)


@pytest.mark.parametrize(
    ("text", "shape", "number", "optional"),
    [
        (TD3, "TD3", "L898902C3", "ZE184226B"),
        (TD2, "TD2", "D23145890", ""),
        (TD1, "TD1", "D23145890", ""),
    ],
)
def test_the_specimens_of_icao_are_read(text: str, shape: str, number: str, optional: str) -> None:
    zone = read_zone(text, TODAY)
    assert (zone.shape, zone.number, zone.optional) == (shape, number, optional)
    assert (zone.surname, zone.given) == ("ERIKSSON", "ANNA MARIA")
    assert (zone.issuer, zone.nationality, zone.sex) == ("UTO", "UTO", "F")
    assert zone.birth == Birth(1974, 8, 12)
    assert zone.expires == date(2012, 4, 15)
    assert not problems_of(text, TODAY)


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("520727", "3"),
        ("AB2134<<<", "5"),
        ("HA672242<658022549601086<<<<<<<<<<<<<<0", "8"),
        ("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<", "2"),
        ("HA672242<658022549601086<<<<<<<", "8"),
    ],
)
def test_the_check_digits_of_icao(text: str, digit: str) -> None:
    assert check_digit(text) == digit


def test_a_scanner_gives_one_line_and_a_person_spaces() -> None:
    whole = read_zone(TD3, TODAY)
    assert read_zone(TD3.replace("\n", ""), TODAY) == whole
    assert read_zone(TD3.lower().replace("<<", "< <"), TODAY) == whole


@pytest.mark.parametrize("text", [TD3, TD2, TD1], ids=["TD3", "TD2", "TD1"])
def test_every_changed_digit_is_noticed(text: str) -> None:
    begin = text.index("L8") if "L8" in text else text.index("D2")
    for place in range(begin, begin + 30):
        sign = text[place]
        if sign.isdigit():
            other = str((int(sign) + 1) % 10)
            changed = text[:place] + other + text[place + 1 :]
            assert problems_of(changed, TODAY), changed


def test_what_is_wrong_is_said_beside_its_field() -> None:
    wrong = problems_of(TD3.replace("7408122", "7408132"), TODAY)
    assert [one.field for one in wrong] == ["whole", "birth"]
    with pytest.raises(WalletError, match="all lines together does not fit"):
        read_zone(TD3.replace("7408122", "7408132"), TODAY)


def test_a_number_may_run_on_into_the_optional_data() -> None:
    # ICAO Doc 9303-5, note j: the digit's place has a filler, the rest and the digit follow.
    digit = check_digit("D23145890734")
    first = f"I<UTOD23145890<734{digit}<<<<<<<<<<<"
    second = "7408122F1204159UTO<<<<<<<<<<<"
    second += check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    zone = read_zone("\n".join((first, second, TD1.splitlines()[2])), TODAY)
    assert zone.number == "D23145890734"
    assert zone.optional == ""
    broken = first.replace(f"734{digit}", f"735{digit}")
    assert "number" in {one.field for one in problems_of(f"{broken}\n{second}\n{TD1[62:]}", TODAY)}


def test_a_birth_whose_day_is_not_known_is_read() -> None:
    second = "L898902C36UTO74<<<<" + check_digit("74<<<<") + "F1204159ZE184226B<<<<<1"
    second += check_digit(second[0:10] + second[13:20] + second[21:43])
    zone = read_zone(f"{TD3[:44]}\n{second}", TODAY)
    assert zone.birth == Birth(1974, 0, 0)
    assert zone.birth.years_on(date(1992, 12, 30)) == 17  # nobody is taken for older than they are
    assert zone.birth.years_on(date(1993, 1, 1)) == 18


def test_a_two_digit_year_of_birth_is_never_in_the_future() -> None:
    assert read_zone(TD3, date(2073, 1, 1)).birth.year == 1974
    assert read_zone(TD3, date(2080, 1, 1)).birth.year == 2074


def test_a_document_that_ran_out_is_named_with_its_day() -> None:
    zone = read_zone(TD3, TODAY)
    assert run_out(zone, date(2012, 4, 15)) is None
    refused = run_out(zone, date(2012, 4, 16))
    assert refused is not None and "2012-04-15" in refused.sentence


def test_a_state_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # without Utopia
    assert {one.field for one in problems_of(TD3, TODAY)} == {"issuer", "nationality"}


def test_names_that_fill_the_line_may_be_cut() -> None:
    text = "P<UTO" + "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<KRASUANG"[:39] + TD3[44:]
    assert read_zone(text, TODAY).cut
    assert not read_zone(TD3, TODAY).cut


def test_a_zone_tells_nothing_in_a_log() -> None:
    assert "ERIKSSON" not in repr(read_zone(TD3, TODAY))
    assert "L898902C3" not in repr(read_zone(TD3, TODAY))


MARRED = st.tuples(
    st.sampled_from((TD1, TD2, TD3)), st.integers(0, 92), st.text("A1<\n \u00c4\u0660", max_size=3)
).map(lambda one: one[0][: one[1]] + one[2] + one[0][one[1] + len(one[2]) :])


@given(st.one_of(MARRED, st.text(max_size=300), st.text("<09AZ\n", min_size=88, max_size=92)))
@example("<" * 88)
@example("<" * 90)
@example("A" * 90)
@example("9" * 72)
@example("\ufb03" * 44)  # grows when it is put into capitals
def test_any_text_is_answered_with_a_zone_or_a_sentence(text: str) -> None:
    problems = problems_of(text, TODAY)
    assert all(one.sentence.endswith(".") and one.next_step for one in problems)
    try:
        read_zone(text, TODAY)
    except WalletError as refused:
        assert refused.code == problems[0].code
    else:
        assert not problems
