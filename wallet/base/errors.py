"""The one error that a person is meant to read.

Whatever can go wrong and is foreseen is raised as a `WalletError`; anything else is a mistake of
ours and ends in the crash dialog.
"""

from __future__ import annotations


class WalletError(Exception):
    """Something foreseen went wrong: what happened, and what to do next.

    `sentence` says what happened and what it means, `next_step` what the person can do (it may be
    empty), `code` names the case for programs, as `room.case`, and `field` the field of the form
    that the sentence belongs beside, if there is one. None of them ever holds a secret.
    """

    def __init__(self, sentence: str, next_step: str = "", code: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        self.code = code
        self.field = field

    def beside(self, field: str) -> WalletError:
        """The same, to be said beside another field of a form."""
        return WalletError(self.sentence, self.next_step, self.code, field)

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()

    def __repr__(self) -> str:
        return f"WalletError({self.code or self.sentence!r})"

    def __reduce__(self) -> tuple[type[WalletError], tuple[str, str, str, str]]:
        # Exceptions are rebuilt from `args`, which would lose the next step across processes.
        return type(self), (self.sentence, self.next_step, self.code, self.field)
