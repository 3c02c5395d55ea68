"""What the tests that fuzz by coverage have in common."""

from __future__ import annotations

from typing import Final

APART: Final = ("sh", "-c", '"$@"; exit $?', "sh")
"""Begins a command as the grandchild of this process.

Linux counts the memory of whoever starts a program as the most that the program ever had, and a
test's process is large; the shell between them is small. So a limit of 200 MB is that of the
readers, with the interpreter and all that is loaded.
"""
