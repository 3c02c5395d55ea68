"""Opens the window: what the command calls, and `python -m ui` on the embedded network."""

import sys

from ui.app import OpenSession, run


def main(open_session: OpenSession, link: str = "") -> int:
    """Open the window on a session, made in a worker after the first paint; the exit code.

    `link` leads to an offering or a person.
    """
    return run(open_session, sys.argv[:1], link)


if __name__ == "__main__":
    from wallet.cli import main as command

    sys.exit(command(["demo", *sys.argv[1:]]))
