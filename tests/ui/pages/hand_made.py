"""A context without a network, whose answers are made by hand, for pages and forms."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from ui.context import Context
from ui.messages import Messages
from ui.tasks import Tasks
from ui.theme import Theme
from wallet.base.errors import WalletError
from wallet.contracts.numbers import Numbers


class HandMade:
    """What a page is given: `answers` by name, acts that were to be confirmed, places gone to.

    An answer that is a WalletError is raised; `refusal` is raised by every check.
    """

    def __init__(self, tasks: Tasks, theme: Theme) -> None:
        self.answers: dict[str, Any] = {}
        self.confirmed: list[Any] = []
        self.gone: list[tuple[str, object]] = []
        self.refusal: WalletError | None = None
        self.receipt: Any = SimpleNamespace(events=())
        self.session = SimpleNamespace(
            answers=_Answers(self.answers),
            network=SimpleNamespace(local=True, name="Local network"),
            check=self._check,
            documents=SimpleNamespace(find=lambda *_: None),
            known=SimpleNamespace(chain_id=31337),
            person_id=1,
            account="0x8ba1f109551bD432803012645Ac136ddd64DBA72",
            anew=None,
            unread=False,
            numbers=Numbers(),
        )
        self.context = Context(
            cast(Any, self.session),
            tasks,
            Messages(),
            theme,
            lambda page, target=None: self.gone.append((page, target)),
            self._confirm,
            cast(Any, None),
        )

    def _check(self, act: object) -> None:
        if self.refusal is not None:
            raise self.refusal

    def _confirm(self, act: Any, done: Callable[[Any], object] | None = None) -> None:
        self.confirmed.append(act)
        if done is not None:
            done(self.receipt)


class _Answers:
    def __init__(self, answers: dict[str, Any]) -> None:
        self._answers = answers

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*_: object) -> Any:
            answer = self._answers[name]
            if isinstance(answer, WalletError):
                raise answer
            return answer

        return ask
