"""The codes by which documents name states, held against the registry's numbers.

A document names its issuer by three letters (ICAO 9303 part 3, section 5), its certificates by two
(ISO 3166-1), the registry by a number. Organisations and specimens have codes without a number:
they are nobody's country here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_GERMANY: Final = "D"
_BRITISH: Final = ("GBD", "GBN", "GBO", "GBP", "GBS")
_ELSEWHERE: Final = {
    "UNO": "UN", "UNA": "UN", "UNK": "UN", "EUE": "EU", "XPO": "XP", "XOM": "XO", "RKS": "KS",
}  # fmt: skip


@lru_cache(maxsize=1)
def _states() -> dict[str, tuple[int, str]]:
    import pycountry  # reads its table when first asked

    known = {str(one.alpha_3): (int(one.numeric), str(one.alpha_2)) for one in pycountry.countries}
    known[_GERMANY] = known["DEU"]
    known.update(dict.fromkeys(_BRITISH, known["GBR"]))
    known.update({code: (0, letters) for code, letters in _ELSEWHERE.items()})
    return known


def number_of(code: str) -> int:
    """The ISO 3166-1 number of the state that a document calls `code`; 0 where it has none."""
    return _states().get(code, (0, ""))[0]


def letters_of(code: str) -> str:
    """The two letters that certificates of that state carry; empty where the code is not known."""
    return _states().get(code, (0, ""))[1]


def is_state(code: str) -> bool:
    """Whether documents are issued under this code."""
    return code in _states()


def code_of(number: int) -> str:
    """What documents call the state of an ISO 3166-1 number; empty for none."""
    if number == number_of(_GERMANY):
        return _GERMANY
    found = (code for code, (its, _) in _states().items() if its == number and len(code) == 3)
    return next(found, "") if number else ""
