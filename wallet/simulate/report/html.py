"""Elements of a page. Text is escaped; only what was made here is taken as it is."""

from __future__ import annotations

from html import escape


class Html(str):
    """Text that is already HTML."""

    __slots__ = ()


EMPTY = ("meta", "br")


def element(name: str, /, *children: str, **attributes: str) -> Html:
    """Return an element; a trailing underscore in an attribute's name is dropped."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(text)}"' for key, text in attributes.items()
    )
    if name in EMPTY:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{joined(*children)}</{name}>")


def joined(*children: str) -> Html:
    """Return several in a row."""
    return Html("".join(one if isinstance(one, Html) else escape(one) for one in children))


def paragraph(*children: str) -> Html:
    """Return a paragraph."""
    return element("p", *children)


def listed(*items: str, kind: str = "ul") -> Html:
    """Return a list."""
    return element(kind, *(element("li", item) for item in items))
