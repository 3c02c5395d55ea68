"""A paper as a code: the text of a request, an answer, a question or what is shown to it.

Whoever reads it holds it to the form that it should have; here it is a text of a bounded length.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from wallet.base.errors import WalletError
from wallet.signing.ur.codes import Resource, resource
from wallet.signing.ur.problems import damaged

KIND: Final = "symbolon-paper"
MOST_TEXT: Final = 65_536


@dataclass(frozen=True, slots=True)
class Paper:
    """A text between people; it may say who somebody is, so it does not show itself."""

    TAGS: ClassVar = ()

    text: str = field(repr=False)

    def to_cbor(self) -> str:
        """The text."""
        return self.text

    def fields(self) -> dict[str, Any]:
        """The text, for programs."""
        return {"text": self.text}


def parse_paper(value: object) -> Paper:
    """The paper that decoded CBOR holds. Raises WalletError (`ur.damaged`)."""
    if not isinstance(value, str) or not 0 < len(value) <= MOST_TEXT:
        raise damaged()
    return Paper(value)


def paper_code(text: str) -> Resource:
    """The code of a paper. Raises WalletError for one that is too long to be shown."""
    if not 0 < len(text) <= MOST_TEXT:
        raise WalletError("This is too long for codes.", "Save it as a file.", "paper.long")
    return resource(KIND, Paper(text))
