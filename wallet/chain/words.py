"""Compiled readers of events: words sliced out of logs, by what an ABI says of them.

A reader takes exactly the bytes that the ABI's encoding of its values makes, and refuses all
others with ValueError: of padding, offsets and lengths there is one right form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from struct import Struct, error
from typing import Any, Final, Protocol

from wallet.contracts.bindings import LARGEST

WORD: Final = 32
MANY: Final = 64
"""From so many logs of one event on, they are read column by column."""

Value = Any
"""An int, bool, str (addresses and bytes as lower-case 0x...; strings as they are) or list."""
Fields = dict[str, Value]
Tail = Callable[[bytes, int], tuple[Value, int]]
"""Reads what begins at a byte of the data, and says where it ends."""

_int: Final = int.from_bytes
_PART: Final = 4
"""Numbers of 64 bits in a word."""
_WORDS: Final = Struct("32s")


class Said(Protocol):
    """What is read of a log: topics, of 32 bytes each, and data."""

    topics: tuple[bytes, ...]
    data: bytes


class Reader(Protocol):
    """Reads the fields of one event. Raises ValueError for what is none."""

    def read(self, topics: tuple[bytes, ...], data: bytes) -> Fields:
        """The fields of one log."""
        ...

    def many(self, logs: Sequence[Said]) -> list[Fields]:
        """The fields of each of many logs."""
        ...


def compile_event(inputs: Sequence[Mapping[str, Any]]) -> Reader:
    """The reader of an event with these inputs.

    Of an indexed field that does not fit one word, the topic holds a hash; that is its value.
    Raises ValueError for a type that no event of ours has.
    """
    indexed = [one for one in inputs if one.get("indexed")]
    plain = [one for one in inputs if not one.get("indexed")]
    names = [str(one["name"]) for one in indexed]
    keys = [word_of(str(one["type"])) or _HASH for one in indexed]
    words = [word for one in plain if (word := word_of(str(one["type"])))]
    if len(words) < len(plain):
        return _Long(_Flat(names, keys, len(keys)), plain)
    names += [str(one["name"]) for one in plain]
    return _Flat(names, keys + words, len(keys))


class Word:
    """What one word holds: which of its bits must be clear, and what the others mean.

    They are a number, or (`digits`) bytes at some of its hexadecimal digits, or (no digits) a bool.
    """

    __slots__ = ("clear", "digits")

    def __init__(self, clear: int, digits: tuple[int, int] | None = None) -> None:
        self.clear = clear
        self.digits = digits

    def value(self, number: int) -> Value:
        """What a word with this number means."""
        if self.digits is None:
            return number
        first, last = self.digits
        return "0x" + f"{number:064x}"[first:last] if last else number == 1


_HASH: Final = Word(0, (0, 64))


def word_of(kind: str) -> Word | None:
    """The word of an ABI type that takes exactly one; None for the others."""
    if kind.startswith("uint") and kind[4:].isdigit():
        return Word(_above(int(kind[4:])))
    if kind == "bool":
        return Word(_above(1), (0, 0))
    if kind == "address":
        return Word(_above(160), (24, 64))
    if kind.startswith("bytes") and kind[5:].isdigit():
        size = int(kind[5:])
        return Word((1 << 8 * (WORD - size)) - 1, (0, 2 * size))
    return None


def _above(bits: int) -> int:
    """A word in which all bits are set but the lowest."""
    return (1 << 256) - (1 << bits)


class _Flat:
    """Reads an event whose every field is one word."""

    def __init__(self, names: Sequence[str], words: Sequence[Word], topics: int) -> None:
        self._names, self._words = tuple(names), tuple(words)
        self._count, self._size = topics + 1, WORD * (len(words) - topics)
        self._unpack = Struct("32s" * (len(words) - topics)).unpack
        self._clear = _joined(words)
        places = range(256 * len(words) - 64, -1, -64)
        self._quarters = [self._clear >> place & 2**64 - 1 for place in places]
        self._odd = [
            (name, word) for name, word in zip(names, words, strict=True) if word.digits is not None
        ]

    def read(self, topics: tuple[bytes, ...], data: bytes) -> Fields:
        if len(topics) != self._count:
            raise ValueError("the event has another number of topics")
        try:
            found = topics[1:] + self._unpack(data)
        except error as wrong:
            raise ValueError("the data has another length") from wrong
        if self._clear and _int(b"".join(found), "big") & self._clear:
            raise ValueError("the padding is not clear")
        fields: Fields = dict(zip(self._names, map(_int, found), strict=True))
        for name, word in self._odd:
            fields[name] = word.value(fields[name])
        return fields

    def many(self, logs: Sequence[Said]) -> list[Fields]:
        if len(logs) < MANY or not self._names:
            return [self.read(log.topics, log.data) for log in logs]
        count, size = self._count, self._size
        parts: list[bytes] = []
        for log in logs:
            topics, data = log.topics, log.data
            if len(topics) != count or len(data) != size:
                raise ValueError("the event has another length")
            parts += topics
            parts.append(data)
        import numpy as np  # a tenth of a second, which only a long history is worth

        raw = np.frombuffer(b"".join(parts), "u1").reshape(len(logs), -1)
        table = raw.view(">u8").astype("u8")  # four numbers a word
        seen = np.bitwise_or.reduce(table, axis=0)[_PART:]
        if (seen & np.array(self._quarters, "u8")).any():
            raise ValueError("the padding is not clear")
        high = seen.reshape(-1, _PART).astype(bool).tolist()
        blank: Fields = dict.fromkeys(self._names)
        found = [blank.copy() for _ in logs]  # thrice as fast as making each from its own row
        for at, (name, word) in enumerate(zip(self._names, self._words, strict=True)):
            start = at + 1  # the first topic says which event it is
            if word.digits is None:
                values = _numbers(table[:, _PART * start : _PART * (start + 1)], high[at])
            else:
                values = _texts(raw[:, WORD * start : WORD * (start + 1)], *word.digits)
            for fields, value in zip(found, values, strict=True):
                fields[name] = value
        return found


def _texts(words: Any, first: int, last: int) -> list[Value]:
    """What words mean that are bytes at some of their digits, or (no digits) bools."""
    import numpy as np

    if not last:
        return words[:, -1].astype(bool).tolist()  # type: ignore[no-any-return] # numpy's lists
    digits = words[:, first // 2 : last // 2].tobytes().hex().encode()
    size = 2 + last - first
    texts = np.empty((len(words), size), "u1")
    texts[:, 0], texts[:, 1] = ord("0"), ord("x")
    texts[:, 2:] = np.frombuffer(digits, "u1").reshape(len(words), -1)
    text = texts.tobytes().decode()
    return [text[at : at + size] for at in range(0, len(text), size)]


def _numbers(part: Any, high: Sequence[bool]) -> list[Value]:
    """The numbers of many words; nearly all are far below 256 bits, which is where the time is."""
    if high[0] or high[1]:
        return [_int(word, "big") for (word,) in _WORDS.iter_unpack(part.astype(">u8").tobytes())]
    low: list[Value] = part[:, 3].tolist()
    if not high[2]:
        return low
    return [top << 64 | rest for top, rest in zip(part[:, 2].tolist(), low, strict=True)]


class _Long:
    """Reads an event in whose data some field takes several words, or has a tail."""

    def __init__(self, keys: _Flat, plain: Sequence[Mapping[str, Any]]) -> None:
        parts = [_parts(one) for one in plain]
        words = [word for part in parts for word in part]
        ends = accumulate(map(len, parts))
        self._keys = keys
        self._unpack = Struct("32s" * len(words)).unpack_from
        self._clear, self._head = _joined(words), WORD * len(words)
        self._fields = [
            (str(one["name"]), part, end - len(part), _shape(one), _tail(str(one["type"])))
            for one, part, end in zip(plain, parts, ends, strict=True)
        ]

    def read(self, topics: tuple[bytes, ...], data: bytes) -> Fields:
        fields = self._keys.read(topics, b"")
        at = self._head
        if not at <= len(data) <= LARGEST:
            raise ValueError("the data has another length")
        if self._clear and _int(data[:at], "big") & self._clear:
            raise ValueError("the padding is not clear")
        numbers = list(map(_int, self._unpack(data)))
        for name, words, start, shape, tail in self._fields:
            if tail is None:
                values = zip(words, numbers[start : start + len(words)], strict=True)
                fields[name] = shape(word.value(number) for word, number in values)
            elif numbers[start] != at:
                raise ValueError("a value is not where it should be")
            else:
                fields[name], at = tail(data, at)
        if at != len(data):
            raise ValueError("the data has another length")
        return fields

    def many(self, logs: Sequence[Said]) -> list[Fields]:
        return [self.read(log.topics, log.data) for log in logs]


def _joined(words: Sequence[Word]) -> int:
    """The bits that must be clear in all the words, one after the other."""
    clear = 0
    for word in words:
        clear = clear << 256 | word.clear
    return clear


def _parts(entry: Mapping[str, Any]) -> list[Word]:
    """The words that a field takes in the head of the data; one, an offset, where it has a tail.

    Raises ValueError for a struct with a tail.
    """
    kind = str(entry["type"])
    if kind == "tuple":
        if any(_tail(str(part["type"])) for part in entry["components"]):
            raise ValueError("no event has a struct of another shape")
        return [word for part in entry["components"] for word in _parts(part)]
    base, _bracket, size = kind.rpartition("[")
    count = size.rstrip("]")
    inner = word_of(base)
    if inner is not None and count:
        return [inner] * int(count)
    return [word_of(kind) or Word(0)]


def _shape(entry: Mapping[str, Any]) -> Callable[[Iterator[Value]], Value]:
    """Makes a field's value of those of its words; an array or a struct is a list."""
    kind = str(entry["type"])
    if kind == "tuple":
        parts = [_shape(part) for part in entry["components"]]
        return lambda values: [part(values) for part in parts]
    if kind.endswith("]"):
        count = len(_parts(entry))
        return lambda values: list(islice(values, count))
    return next


def _tail(kind: str) -> Tail | None:
    """The reader of a type's tail, None for one that has none. Raises ValueError."""
    if kind == "string":
        return _text
    if kind == "bytes":
        return _bytes
    base, bracket, size = kind.rpartition("[")
    if kind == "tuple" or word_of(kind) or (word_of(base) and size != "]"):
        return None  # what a struct has inside is looked at where its words are counted
    inner = word_of(base) if bracket else None
    if inner is None:
        raise ValueError(f"no event has the type {kind}")
    return _list(inner)


def _text(data: bytes, at: int) -> tuple[Value, int]:
    """A string. What is no UTF-8 in it is replaced: anybody may call themselves anything."""
    found, end = _run(data, at)
    return found.decode("utf-8", "replace"), end


def _bytes(data: bytes, at: int) -> tuple[Value, int]:
    found, end = _run(data, at)
    return "0x" + found.hex(), end


def _run(data: bytes, at: int) -> tuple[bytes, int]:
    """Bytes with their length before them, filled up to whole words."""
    start = at + WORD
    size = _int(data[at:start], "big")
    end = start + -(-size // WORD) * WORD
    if not start <= end <= len(data):
        raise ValueError("the data ends early")
    if any(data[start + size : end]):
        raise ValueError("the padding is not clear")
    return data[start : start + size], end


def _list(inner: Word) -> Tail:
    def read(data: bytes, at: int) -> tuple[Value, int]:
        start = at + WORD
        end = start + _int(data[at:start], "big") * WORD
        if not start <= end <= len(data):
            raise ValueError("the data ends early")
        numbers = [_int(data[one : one + WORD], "big") for one in range(start, end, WORD)]
        if any(number & inner.clear for number in numbers):
            raise ValueError("the padding is not clear")
        return [inner.value(number) for number in numbers], end

    return read
