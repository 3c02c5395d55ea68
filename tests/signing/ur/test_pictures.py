"""Codes as pictures, read back by another reader and from files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signing.ur.published import message
from ui.pictures import codes_in_file, codes_in_image
from wallet.base.errors import WalletError
from wallet.signing.ur import cbor
from wallet.signing.ur.codes import Receiver, Resource, Sender
from wallet.signing.ur.pictures import QUIET, characters, draw, png, read_picture

SENT = Resource("bytes", cbor.write(message(900)))


def test_a_code_is_black_on_white_with_a_quiet_zone() -> None:
    code = draw(SENT.text[:400])
    assert len({len(row) for row in code.rows} | {code.size}) == 1
    for at in (*range(QUIET), *range(-QUIET, 0)):
        assert not any(code.rows[at])
        assert not any(row[at] for row in code.rows)
    assert all(code.rows[QUIET][QUIET : QUIET + 7])  # the edge of its corner


def test_capitals_make_a_smaller_code() -> None:
    assert draw(SENT.text[:400]).size == draw(SENT.text[:400].upper()).size == 69


def test_more_than_a_picture_holds_is_refused() -> None:
    with pytest.raises(WalletError, match="more than one picture can hold"):
        draw("A" * 5_000)


def test_a_message_travels_in_picture_files(tmp_path: Path) -> None:
    receiver = Receiver()
    for number, line in enumerate(Sender(SENT).lines(5)):
        path = tmp_path / f"{number}.png"
        path.write_bytes(png(draw(line), 4))
        for text in codes_in_file(path):
            receiver.take(text)
    assert receiver.need() == SENT


def test_the_terminal_shows_the_same_squares() -> None:
    code = draw("UR:BYTES/TEST")
    halves = {" ": (0, 0), "\u2580": (1, 0), "\u2584": (0, 1), "\u2588": (1, 1)}
    rows: list[tuple[bool, ...]] = []
    for line in characters(code).splitlines():
        ink, shown = line.split("m", 1)
        assert ink == "\x1b[38;5;16;48;5;231"
        pairs = [halves[sign] for sign in shown.removesuffix("\x1b[0m")]
        rows += [tuple(bool(pair[half]) for pair in pairs) for half in (0, 1)]
    assert tuple(rows[: code.size]) == code.rows


def test_several_codes_in_one_picture_are_all_read(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage, QPainter

    sheet = QImage(1_200, 700, QImage.Format.Format_RGB32)
    sheet.fill(0xFFFFFF)
    painter = QPainter(sheet)
    for number, line in enumerate(Sender(SENT).lines(2)):
        picture = QImage.fromData(png(draw(line), 8))
        painter.drawImage(number * 600, 50, picture)
    painter.end()
    assert sorted(codes_in_image(sheet)) == sorted(one.upper() for one in Sender(SENT).lines(2))


def test_pictures_that_are_none_are_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = png(draw("UR:BYTES/TEST"))
    side = draw("UR:BYTES/TEST").size
    huge = whole.replace((side * 6).to_bytes(4, "big") * 2, (60_000).to_bytes(4, "big") * 2)
    path = tmp_path / "x.png"
    for data in (b"", b"no picture", whole[:20], huge):
        path.write_bytes(data)
        with pytest.raises(WalletError, match="cannot be read"):
            codes_in_file(path)
    with pytest.raises(WalletError, match="is not there"):
        codes_in_file(tmp_path / "none.png")


@given(st.binary(max_size=400), st.integers(-2, 30), st.integers(-2, 30))
def test_dots_of_any_kind_are_read_or_refused(dots: bytes, width: int, height: int) -> None:
    try:
        assert isinstance(read_picture(dots, width, height), tuple)
    except WalletError as refused:
        assert refused.code == "ur.picture"
