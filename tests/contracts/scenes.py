"""What many tests of a module start from: made once for that module, and forgotten with it.

titanoboa puts back, at the end of a module, whatever the module made; a scene that was kept longer
would be looked for at addresses where something else lies by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Generic, TypeVar

T = TypeVar("T")


class Scene(Generic[T]):
    """Answers the same scene until it is forgotten."""

    made: ClassVar[list[Scene[Any]]] = []
    """The scenes that there are now."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._scene: list[T] = []

    def __call__(self) -> T:
        """The scene; made if there is none."""
        if not self._scene:
            self._scene.append(self._make())
            Scene.made.append(self)
        return self._scene[0]

    def forget(self) -> None:
        """Make another one when it is next asked for."""
        self._scene.clear()
        Scene.made.remove(self)


def made_once(make: Callable[[], T]) -> Scene[T]:
    """Let a function's answer be the scene of a module: a decorator."""
    return Scene(make)


@contextmanager
def forgetting() -> Iterator[None]:
    """Forget, on the way out, the scenes that were made within."""
    before = list(Scene.made)
    try:
        yield
    finally:
        for scene in [one for one in Scene.made if one not in before]:
            scene.forget()
