"""The story that fills a local network, and who plays it.

The scenes are the same whether a test drives the window or `symbolon demo` plays them at once:
each is a list of steps, and every act goes through the whole pipeline with a real signature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Protocol

from wallet.acts.act import Act, name_of
from wallet.base.errors import WalletError
from wallet.chain.receipts import Receipt
from wallet.flows.cast import member
from wallet.flows.scene import At, Desk, Do, Refused, Scene, Stage, Step
from wallet.flows.story_companies import COMPANIES, DECLARING
from wallet.flows.story_raising import RAISING
from wallet.flows.story_trading import TRADING

STORY: Final = (*RAISING[:2], *DECLARING, *RAISING[2:], *TRADING, *COMPANIES)
"""Every scene, in order."""


class Player(Protocol):
    """Plays steps: a session at once, or a test through the window."""

    def do(self, account: int, act: Act) -> Receipt:
        """The account of the cast does `act`. Raises WalletError where it is refused."""
        ...

    def skip_to(self, instant: int) -> None:
        """Move the network's time to `instant`, unless it is later already."""
        ...


@dataclass(frozen=True, slots=True)
class Played:
    """An act that went through: who, what, and the chain's answer."""

    who: str
    act: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Turned:
    """An act that was refused: who, what they tried, the contract's code and the sentence."""

    who: str
    act: str
    code: str
    sentence: str


@dataclass(slots=True)
class Diary:
    """What was played, in order."""

    played: list[Played] = field(default_factory=list)
    refused: list[Turned] = field(default_factory=list)


def play(
    stage: Stage,
    player: Player,
    scenes: Iterable[Scene] = STORY,
    progress: Callable[[str], None] = lambda title: None,
) -> Diary:
    """Play scenes on a stage; `progress` hears each title. Raises WalletError if one fails."""
    diary = Diary()
    for scene in scenes:
        progress(scene.title)
        for step in scene.steps(stage):
            play_step(step, stage, player, diary)
    return diary


def play_step(step: Step, stage: Stage, player: Player, diary: Diary) -> None:
    """Play one step and note it in the diary."""
    match step:
        case Do(who, act):
            receipt = player.do(member(who).account, act)
            if not receipt.ok:
                raise _went_wrong(who, act, receipt)
            diary.played.append(Played(who, name_of(act), receipt))
        case Refused():
            diary.refused.append(_refused(step, player))
        case At(day):
            player.skip_to(stage.time(day))
        case Desk():
            step.call()


def _refused(step: Refused, player: Player) -> Turned:
    """Try an act that must be refused. Raises WalletError (`story.unrefused`) when it is not."""
    account = member(step.who).account if step.account is None else step.account
    try:
        player.do(account, step.act)
    except WalletError as error:
        code = error.code.removeprefix("refused.")
        return Turned(member(step.who).name, step.what, code, str(error))
    raise WalletError(
        f"The story expected a refusal: {step.who} could {step.what}.",
        "This network does not keep its rules.",
        "story.unrefused",
    )


def _went_wrong(who: str, act: Act, receipt: Receipt) -> WalletError:
    reason = receipt.refused.sentence if receipt.refused else ""
    return WalletError(
        f"The story stopped: {who} could not do {name_of(act)}. {reason}".strip(),
        "Start the network over with symbolon demo --fresh.",
        "story.stopped",
    )
