"""The tree keeps the rules, and each rule is seen to fail on what it bans."""

from __future__ import annotations

import pytest

from tests.arch.rules import RULES, Rule
from tests.arch.tree import Source, texts

BY_NAME = {rule.name: rule for rule in RULES}

BAD = {
    "star import": ("wallet/x.py", "from os import *"),
    "broad except": ("wallet/x.py", "try:\n    f()\nexcept (ValueError, Exception):\n    pass"),
    "assert": ("wallet/x.py", "assert 1"),
    "fraction": ("wallet/acts/x.py", "a = b / 2"),
    "float": ("wallet/books/x.py", "a = float(b)"),
    "print": ("wallet/books/x.py", "print(1)"),
    "sleep": ("ui/pages/x.py", "import time\ntime.sleep(1)"),
    "thread": ("ui/pages/x.py", "t = threading.Thread(target=f)"),
    "colour": ("ui/pages/x.py", "c = '#14695E'"),
    "style sheet": ("ui/pages/x.py", "w.setStyleSheet(a)"),
    "rich text": ("ui/pages/x.py", "w = QLabel(said_by_the_node)"),
    "shell": ("wallet/x.py", "subprocess.run(a, shell=True)"),
    "pickle": ("wallet/x.py", "import pickle"),
    "silenced checker": ("wallet/x.py", "a = b()  # noqa: BLE" + "001"),
    "drawer": ("wallet/utils.py", ""),
    "developer's word": ("ui/pages/x.py", "a = 'The fee is 12 gwei today. Wait.'"),
    "half a sentence": ("wallet/x.py", "raise WalletError(f'no file {a} here')"),
    "left for later": ("wallet/contracts/X.vy", "# TO" + "DO: later"),
    "registry": ("README.md", "get it from https://registry.npmjs" + ".org/"),
    "machine's path": ("tests/x.py", "a = '/ho" + "me/alice/x'"),
    "neighbour's folder": ("wallet/x.py", "a = '../shared/schemas'"),
    "odd letter": ("wallet/x.py", "p\u0430y = 1"),
}
GOOD = {
    "broad except": ("wallet/x.py", "try:\n    f()\nexcept BaseException:\n    g()\n    raise"),
    "assert": ("tests/x.py", "assert 1"),
    "float": ("wallet/chain/x.py", "a = float(b)"),
    "print": ("wallet/cli.py", "print(1)"),
    "thread": ("ui/tasks.py", "class Lane(QThreadPool): ..."),
    "style sheet": ("ui/theme.py", "app.setStyleSheet(a)"),
    "silenced checker": ("wallet/x.py", "a = b()  # noqa: BLE" + "001 - its author says so"),
    "developer's word": ("ui/x.py", '"""How a nonce and calldata are shown in Details."""'),
    "half a sentence": ("wallet/x.py", "raise WalletError('It is gone.', step, 'x.gone')"),
    "odd letter": ("wallet/x.py", "# caf\u00e9 \u2013 5 \u00d7 2 \u2026"),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    broken = [line for source in texts() for line in rule.broken(source)]
    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_is_seen_to_fail(rule: Rule) -> None:
    path, text = BAD[rule.name]
    assert rule.broken(Source(path, text))


@pytest.mark.parametrize("name", GOOD)
def test_the_rule_lets_good_code_pass(name: str) -> None:
    path, text = GOOD[name]
    assert not BY_NAME[name].broken(Source(path, text))
