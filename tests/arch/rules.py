"""The banned idioms, each with the reason a person would give.

A rule is a function from one file to the lines that break it. Rules that ruff, mypy or
import-linter already hold are not repeated here.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.arch.tree import Source

Check = Callable[[Source], Iterator[int]]


@dataclass(frozen=True)
class Rule:
    """A banned idiom: its name, why it is banned, and how it is found."""

    name: str
    reason: str
    check: Check
    python_only: bool = True

    def broken(self, source: Source) -> list[str]:
        """Where `source` breaks this rule, as lines to print."""
        if self.python_only and not source.path.endswith(".py"):
            return []
        return [f"{source.path}:{line}: {self.name}: {self.reason}" for line in self.check(source)]


def matches(pattern: str, *allowed: str, only: tuple[str, ...] = ()) -> Check:
    """Lines that match `pattern`, in files outside `allowed` (and inside `only`, if given)."""
    compiled = re.compile(pattern)

    def check(source: Source) -> Iterator[int]:
        if source.within(*allowed) or (only and not source.within(*only)):
            return
        for number, line in enumerate(source.lines, 1):
            if compiled.search(line):
                yield number

    return check


def calls(*names: str, allowed: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> Check:
    """Calls of a function or class by one of `names`, plain or as an attribute."""

    def check(source: Source) -> Iterator[int]:
        if source.within(*allowed) or (only and not source.within(*only)):
            return
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
                yield node.lineno

    return check


def star_imports(source: Source) -> Iterator[int]:
    """`from x import *`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node.lineno


def broad_excepts(source: Source) -> Iterator[int]:
    """Handlers of everything that do not raise again."""
    if source.within("ui/tasks.py", "ui/crash.py"):
        return  # there, what was not foreseen ends in the crash dialog
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = "" if node.type is None else ast.unparse(node.type)
            broad = not kinds or re.search(r"\b(Base)?Exception\b", kinds)
            last = node.body[-1]
            if broad and not (isinstance(last, ast.Raise)):
                yield node.lineno


def asserts(source: Source) -> Iterator[int]:
    """`assert` in the program itself."""
    if source.within("tests/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assert):
            yield node.lineno


def fractions(source: Source) -> Iterator[int]:
    """Floats and true division where money and shares are counted."""
    places = ("wallet/base/money.py", "wallet/base/numbers.py", "wallet/acts/")
    if not source.within(*places, "wallet/books/clearing.py"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            yield node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno


def odd_letters(source: Source) -> Iterator[int]:
    """Letters and digits beyond Latin, and signs that cannot be seen."""
    for number, line in enumerate(source.lines, 1):
        for sign in line:
            kind = unicodedata.category(sign)
            foreign = ord(sign) > 127 and kind[0] in "LNM" and not "\u00c0" <= sign <= "\u017f"
            if foreign or kind in ("Cf", "Co", "Cn") or (kind == "Cc" and sign != "\t"):
                yield number
                break


def unexplained_silence(source: Source) -> Iterator[int]:
    """A checker silenced without a word why, on the line or in a comment right after it."""
    bare = re.compile(r"# type: ignore(\[[^\]]*\])?\s*$|# noqa(: ?[A-Z]+\d+(, ?[A-Z]+\d+)*)?\s*$")
    for number, line in enumerate(source.lines, 1):
        after = source.lines[number].strip() if number < len(source.lines) else ""
        if bare.search(line) and not after.startswith("# "):
            yield number


def drawers(source: Source) -> Iterator[int]:
    """Files whose name says nothing."""
    if re.search(r"(^|/)(utils?|misc|helpers?|common|stuff|tools)\.py$", source.path):
        yield 1


def docstrings(node: ast.AST) -> set[ast.Constant]:
    """The strings in `node` that are docstrings."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = set()
    for inner in ast.walk(node):
        if isinstance(inner, kinds) and inner.body and isinstance(inner.body[0], ast.Expr):
            value = inner.body[0].value
            if isinstance(value, ast.Constant):
                found.add(value)
    return found


def developer_words(source: Source) -> Iterator[int]:
    """Sentences for a person with words that only a developer would say."""
    if not source.within("ui/", "wallet/acts/", "wallet/flows/", "wallet/base/", "wallet/keys/"):
        return
    words = re.compile(r"\b(wei|gwei|calldata|revert(s|ed)?|blockchain|nonce|smart contract)\b")
    silent = docstrings(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            text = node.value.lower()
            if re.search(r"\w[.?!]( |$)", text) and text.count(" ") >= 3 and words.search(text):
                yield node.lineno


def half_sentences(source: Source) -> Iterator[int]:
    """Errors whose sentence or next step is not a sentence."""
    if not source.within("wallet/", "ui/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "WalletError":
            for part in node.args[:2]:
                if not _ends_well(part):
                    yield part.lineno


def _ends_well(part: ast.expr) -> bool:
    """Whether a text ends as a sentence does; what is not written here cannot be judged."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return part.value == "" or part.value.endswith((".", "?", "!"))
    if isinstance(part, ast.JoinedStr) and isinstance(part.values[-1], ast.Constant):
        return _ends_well(part.values[-1])
    return True


REGISTRIES = "|".join(
    host.replace("*", r"\.")
    for host in (
        "pypi*org",
        "pythonhosted*org",
        "npmjs*org",
        "npmjs*com",
        "crates*io",
        "debian*org",
    )
)

COUNTED = ("wallet/base/", "wallet/acts/", "wallet/books/", "wallet/contracts/")

RULES = [
    Rule("star import", "a reader cannot tell where a name comes from", star_imports),
    Rule("broad except", "a mistake of ours would pass for something foreseen", broad_excepts),
    Rule("assert", "it vanishes under -O: raise an error that says what is wrong", asserts),
    Rule("fraction", "money is an integer: a float loses cents", fractions),
    Rule("float", "money is an integer: a float loses cents",
         calls("float", only=COUNTED)),
    Rule("print", "only the command line speaks by printing",
         calls("print", allowed=("wallet/cli.py", "wallet/cli_airgap.py", "wallet/cli_books.py",
                                 "wallet/cli_cap.py", "wallet/cli_case.py",
                                 "wallet/cli_keys.py", "wallet/cli_open.py",
                                 "wallet/cli_show.py", "wallet/cli_sign.py",
                                 "wallet/cli_simulate.py", "tests/", "packaging/"))),
    Rule("sleep", "the window must never stand still", calls("time.sleep", only=("ui/",))),
    Rule("thread", "threads live in ui/tasks.py, in signing and in the line between desks, where "
         "their end is looked after",
         matches(r"\b(QThread|QThreadPool|QRunnable|threading\.Thread|ThreadPoolExecutor)\b\(?",
                 "ui/tasks.py", "wallet/signing/", "wallet/flows/desk/line.py", "tests/")),
    Rule("colour", "colours are named in resources/theme, so that dark stays readable",
         matches(r"['\"]#[0-9a-fA-F]{3,8}['\"]|QColor\(\s*\d", "ui/theme.py", only=("ui/",))),
    Rule("style sheet", "there is one, in ui/theme.py",
         matches(r"\.setStyleSheet\(", "ui/theme.py", "tests/")),
    Rule("rich text", "text from outside could bring a link: the kit alone makes rich text",
         matches(r"RichText|AutoText|MarkdownText|\.setHtml\(|\.setMarkdown\(|\bQLabel\(",
                 "ui/widgets/", only=("ui/",))),
    Rule("shell", "what comes from outside must not reach a shell",
         matches(r"shell=True|os\.system\(|os\.popen\(", "tests/arch/")),
    Rule("pickle", "reading it runs it",
         matches(r"^\s*(import|from) (pickle|marshal|shelve)\b", "tests/")),
    Rule("silenced checker", "whoever silences a checker says why beside it", unexplained_silence),
    Rule("drawer", "a file is named for what is in it", drawers),
    Rule("developer's word", "a person who knows banking reads this", developer_words),
    Rule("half a sentence", "an error is said in whole sentences", half_sentences),
    Rule("left for later", "what is not done is not begun",
         matches(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"), python_only=False),
    Rule("registry", "where packages come from is the machine's business",
         matches(REGISTRIES), python_only=False),
    Rule("machine's path", "it exists on one machine only",
         matches(r"(?<![\w.])/(wor" r"k|hom" r"e|roo" r"t|User" r"s)/\w"), python_only=False),
    Rule("neighbour's folder", "only tests may look beside the repository",
         matches(r"\.\./shared", "tests/"), python_only=False),
    Rule("odd letter", "a letter that looks like another hides what is meant",
         odd_letters, python_only=False),
]  # fmt: skip
