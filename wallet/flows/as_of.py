"""As of when a cap table is wanted, as a person writes it: now, a day, or a block."""

from __future__ import annotations

import re
from typing import Final

from wallet.base.clock import DAY
from wallet.base.dates import parse_date
from wallet.base.errors import WalletError
from wallet.books.answers import Answers

_BLOCK: Final = re.compile(r"(?:block )?([0-9][0-9,]{0,14})")


def block_of(text: str, answers: Answers) -> int | None:
    """The block that is meant; None for now. A day stands for its end. Raises WalletError."""
    tidy = " ".join(text[:64].lower().split())
    if not tidy or tidy == "now":
        return None
    if found := _BLOCK.fullmatch(tidy):
        return int(found[1].replace(",", ""))
    try:
        return answers.block_on(parse_date(tidy) + DAY)
    except WalletError as error:
        raise WalletError(
            "This is neither a day nor a block.",
            "Write it like 25 November 2026, or like block 1,204; nothing stands for now.",
            "cap.as_of",
            "as_of",
        ) from error
