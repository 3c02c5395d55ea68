"""New words shown in a terminal once: on a page of their own, which is gone after Enter."""

from __future__ import annotations

import os
from collections.abc import Sequence

from wallet.keys.terminal import ask_hidden

_ACROSS = 3
_AWAY = b"\x1b[?1049h\x1b[2J\x1b[H"
_BACK = b"\x1b[2J\x1b[3J\x1b[?1049l"


def show_words(words: Sequence[str]) -> None:
    """Show the words on the terminal's other page, which keeps no history, until Enter."""
    ask_hidden("New words will be shown once. Have paper ready, then press Enter. ").wipe()
    tall = -(-len(words) // _ACROSS)
    handle = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY)
    try:
        os.write(handle, _AWAY + b"Write these words down, in their order.\r\n\r\n")
        for line in range(tall):
            for place in range(line, len(words), tall):
                os.write(handle, f"{place + 1:4d}  {words[place]:<10}".encode("ascii"))
            os.write(handle, b"\r\n")
        ask_hidden("\r\nPress Enter when they are on paper. ").wipe()
    finally:
        os.write(handle, _BACK)
        os.close(handle)
