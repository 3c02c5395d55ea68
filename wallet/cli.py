"""The command line: `symbolon` opens the window, and does without one what a server can.

Everything heavy is imported by the command that needs it, so that `--version` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wallet import __version__
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    import argparse

    from wallet.chain.networks import Network
    from wallet.flows.local_network import LocalNetwork, Progress
    from wallet.flows.offline import Offline
    from wallet.session import Session

Commands = Any  # argparse keeps the class of subcommands to itself
FAILED = 1
MISUSED = 2
_LINK = "symbolon:"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit code. A known failure is one sentence on stderr."""
    said = tuple(sys.argv[1:] if argv is None else argv)
    if len(said) == 1 and said[0].lstrip()[: len(_LINK)].lower() == _LINK:
        said = ("open", *said)  # as a desktop calls what opens a link
    try:
        return _AT_ONCE[said]() if said in _AT_ONCE else _run(said)
    except WalletError as error:
        print(error, file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever read along has heard enough. What Python still holds back must not fail either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return FAILED


def _run(said: Sequence[str]) -> int:
    args = _parser(said).parse_args(said)
    return int(args.run(args))


_ELSEWHERE: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("keys",), "wallet.cli_keys", "add_keys"),
    (("sign", "ur"), "wallet.cli_airgap", "add_airgap"),
    (("simulate",), "wallet.cli_simulate", "add_simulate"),
    (("show", "take"), "wallet.cli_show", "add_show"),
    (("export", "import"), "wallet.cli_cap", "add_cap"),
    (("case",), "wallet.cli_case", "add_case"),
    (("link", "signed"), "wallet.cli_open", "add_links"),
)
"""Commands by the module that adds them, loaded when one of them is asked for, or all for help."""


def _parser(said: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of what was `said`: of the command it names, of all where help is wanted."""
    asked = next((word for word in said if not word.startswith("-")), "")
    here = {"demo": _add_demo, "network": _add_network_commands, "open": _add_open}
    known = {*here, *(name for names, _, _ in _ELSEWHERE for name in names)}
    whole = asked not in known and bool(asked or {"-h", "--help"} & set(said))
    import argparse

    parser = argparse.ArgumentParser(
        prog="symbolon",
        description="A wallet for personal tokens: hold a share of what people will earn.",
    )
    parser.add_argument("--version", action="version", version=f"symbolon {__version__}")
    parser.add_argument(
        "--offline",
        dest="run",
        action="store_const",
        const=_open_offline,
        help="open the window without a network: sign, create and back up",
    )
    parser.set_defaults(run=_open_last)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, add in here.items():
        if whole or asked == name:
            add(commands)
    for names, module, function in _ELSEWHERE:
        if whole or asked in names:
            getattr(import_module(module), function)(commands)
    return parser


def _add_network_commands(commands: Commands) -> None:
    network = commands.add_parser("network", help="networks that this wallet knows")
    network.set_defaults(run=_list_networks)
    actions = network.add_subparsers(metavar="ACTION")
    actions.add_parser("list", help="list them").set_defaults(run=_list_networks)
    open_ = actions.add_parser("open", help="open the wallet on one, now and from then on")
    open_.add_argument("name")
    open_.set_defaults(run=_open_network)
    add = actions.add_parser("add", help="add one from its file")
    add.add_argument("file", type=Path)
    add.set_defaults(run=_add_network)
    from wallet.cli_books import add_books

    add_books(actions)
    _add_deploy(actions.add_parser("deploy", help="deploy the contracts to a chain"))
    _add_audit(actions.add_parser("audit", help="look at a live deployment: who can do what"))


def _add_open(commands: Commands) -> None:
    """Open the window where a link leads; one that is none is refused before it."""
    from wallet.cli_open import network_named

    command = commands.add_parser("open", help="open the window on what a link names")
    command.add_argument("link", metavar="LINK", help="begins with symbolon:")
    command.set_defaults(run=lambda args: _open_on(network_named(args.link), args.link))


def _add_demo(commands: Commands) -> None:
    demo = commands.add_parser("demo", help="open the embedded network on this machine")
    demo.add_argument("--fresh", action="store_true", help="start the network over")
    demo.add_argument(
        "--headless", action="store_true", help="play the story on a new network, without a window"
    )
    demo.add_argument("--out", type=Path, metavar="DIR", help="where pictures of all pages go")
    demo.add_argument("--json", type=Path, metavar="FILE", help="where the story's record goes")
    demo.set_defaults(run=_demo)


def _add_deploy(deploy: argparse.ArgumentParser) -> None:
    deploy.add_argument("--rpc", required=True, metavar="URL", help="a node of the chain")
    deploy.add_argument("--name", default="", help="what to call the network")
    deploy.add_argument("--account", default="", metavar="WALLET", help="which wallet pays")
    deploy.add_argument("--number", type=int, default=0, help="which of its accounts, from 0")
    deploy.add_argument("--dollar", metavar="ADDRESS", help="the money token of the chain")
    deploy.add_argument(
        "--verifier", action="append", default=[], metavar="ADDRESS", help="accredit a verifier"
    )
    deploy.add_argument(
        "--world-id", metavar="ADDRESS", help="the adapter to World ID (without it there is none)"
    )
    deploy.add_argument(
        "--operator",
        metavar="ADDRESS",
        help="who publishes the authority's decisions (else the wallet's next account)",
    )
    deploy.set_defaults(run=_deploy)


def _add_audit(audit: argparse.ArgumentParser) -> None:
    audit.add_argument("--rpc", required=True, metavar="URL", help="a node of the chain")
    where = audit.add_mutually_exclusive_group()
    where.add_argument("--registry", metavar="ADDRESS", help="where the network's registry is")
    where.add_argument("--file", type=Path, metavar="FILE", help="the network's file")
    audit.add_argument("--json", action="store_true", help="answer as JSON")
    audit.set_defaults(run=_audit)


def _open_last(_: object = None) -> int:
    """Open the window on the network used last; on the embedded one the first time."""
    from wallet.flows.last_network import last_network

    return _open_on(last_network())


def _open_on(network: Network | None, link: str = "") -> int:
    """Open the window on a network, the embedded one for None, and on what a link names."""
    if network is None:
        return _demo_window(fresh=False, link=link)
    _need_screen()

    def open_session(progress: Progress) -> Session:
        progress(f"Opening {network.name}.", None)
        return _session(network, None)

    from ui.__main__ import main as window

    return window(open_session, link)


def _open_offline(args: argparse.Namespace) -> int:
    """Open the window without a network; nothing that could open a connection is loaded."""
    _need_screen()

    def wallets() -> Offline:
        from wallet.flows.offline import Offline
        from wallet.flows.wallets import file_wallets

        # In files alone: the library of the system's keyring loads what could use a network.
        return Offline(file_wallets())

    from ui.app import run_offline

    return run_offline(wallets, sys.argv[:1])


def _open_network(args: argparse.Namespace) -> int:
    """Open the window on a network by its name, and remember it."""
    from wallet.chain.networks import find_network
    from wallet.flows.last_network import remember_network

    remember_network(find_network(args.name).name)
    return _open_last()


def _demo(args: argparse.Namespace) -> int:
    return _headless(args) if args.headless else _demo_window(args.fresh)


def _demo_window(fresh: bool = False, link: str = "") -> int:
    """Open the window; the embedded network starts behind it and stops with it."""
    _need_screen()
    locals_: list[LocalNetwork] = []

    def open_session(progress: Progress) -> Session:
        from wallet.flows.demo import open_demo
        from wallet.flows.last_network import EMBEDDED, remember_network
        from wallet.flows.local_network import LocalNetwork, demo_folder

        folder = demo_folder()
        local = LocalNetwork(folder, fresh=fresh, progress=progress)
        locals_.append(local)
        session, _ = open_demo(local, _session, folder / "wallet", progress)
        remember_network(EMBEDDED)
        return session

    from ui.__main__ import main as window

    try:
        return window(open_session, link)
    finally:
        for local in locals_:
            local.stop()


_AT_ONCE: Mapping[tuple[str, ...], Callable[[], int]] = {
    (): _open_last,
    ("demo",): _demo_window,
}
"""What opens the window with nothing to parse, so that it is there sooner."""


def _headless(args: argparse.Namespace) -> int:
    """Play the story on a network of its own, print it, and write its record and pictures."""
    from wallet.flows.demo import open_demo
    from wallet.flows.local_network import LocalNetwork
    from wallet.flows.record import record_of, write_record
    from wallet.flows.record_table import table_of

    out: Path | None = args.out or (None if args.json else Path("symbolon-pages"))
    import tempfile

    with tempfile.TemporaryDirectory(prefix="symbolon-") as folder:
        local = LocalNetwork(None, progress=_say)
        session, diary = open_demo(local, _published_session, Path(folder), _say)
        try:
            if diary is None:
                raise ValueError("a network without a folder is always new")
            record = record_of(session.store, session.chain, diary)
            print(table_of(record))
            if args.json:
                write_record(record, args.json)
                print(f"The record is in {args.json}.")
            if out is not None:
                _pictures(session, out)
        finally:
            session.close()
            local.stop()
    return 0


def _pictures(session: Session, out: Path) -> None:
    """Write a picture of every page, light and dark. Needs no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Without a screen Qt remarks at every window that it cannot hint sizes to one.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from ui.album import paint_album

    count = paint_album(session, out)
    print(f"{count} pictures of pages are in {out}.")


def _deploy(args: argparse.Namespace) -> int:
    from wallet.base.addresses import parse_address
    from wallet.chain.networks import save_network
    from wallet.cli_sign import typed_passphrase
    from wallet.flows.deploying import deploy_network
    from wallet.flows.wallets import card_named, kept_wallets
    from wallet.signing.vault import Vault

    store = kept_wallets()
    card = card_named(store, args.account)
    vault = Vault()
    try:
        with typed_passphrase(card.name) as phrase:
            vault.unlock(store.envelope(card.wallet_id), phrase, ())
        operator = args.operator or vault.address(args.number + 1)
        network = deploy_network(
            args.rpc,
            args.name or "My network",
            vault.signer(args.number),
            lambda known: vault.allow((known,)),
            operator=parse_address(operator),
            dollar=args.dollar,
            verifiers=tuple(args.verifier),
            world_id=parse_address(args.world_id) if args.world_id else None,
            tell=print,
        )
    finally:
        vault.lock()
    path = save_network(network)
    print(f"{network.name} is deployed on chain {network.chain_id}. Its file is {path}.")
    print(f"The account that deployed it holds no power over it; {operator} publishes decisions.")
    return 0


def _audit(args: argparse.Namespace) -> int:
    """Print what a live deployment is and who can do what; 0 where nothing is amiss."""
    from wallet.flows.audit_report import as_json
    from wallet.flows.audit_words import audit_at, lines_of

    found = audit_at(args.rpc, args.registry, args.file)
    if args.json:
        import json

        print(json.dumps(as_json(found), indent=1))
    else:
        for line in lines_of(found):
            print(line)
    return FAILED if found.findings else 0


def _list_networks(args: argparse.Namespace) -> int:
    from wallet.chain.networks import list_networks

    networks = list_networks()
    for network in networks:
        print(f"{network.name}: chain {network.chain_id}, {', '.join(network.rpc_urls)}")
    if not networks:
        print("No network is known yet. Deploy one, or add its file; or try symbolon demo.")
    return 0


def _add_network(args: argparse.Namespace) -> int:
    from wallet.chain.networks import load_network, save_network

    network = load_network(args.file)
    print(f"{network.name} was added: {save_network(network)}")
    return 0


def _session(network: Network, folder: Path | None) -> Session:
    """A session with this user's wallets."""
    from wallet.flows.wallets import kept_wallets
    from wallet.session import Session

    session = Session(network, folder=folder)
    try:
        session.wallets = kept_wallets()
    except WalletError as refused:
        session.no_wallets = refused  # the first launch says so, and offers files
    return session


def _published_session(network: Network, folder: Path) -> Session:
    """A session without wallets of the user: only the published ones of the story."""
    from wallet.session import Session

    return Session(network, folder=folder)


def _need_screen() -> None:
    """Raises WalletError where no window can be shown."""
    on_linux = sys.platform.startswith("linux")
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if on_linux and not shown and not os.environ.get("QT_QPA_PLATFORM"):
        raise WalletError(
            "There is no screen here to open a window on.",
            "Without one, symbolon demo --headless plays the story and writes pictures.",
            "cli.no_screen",
        )


def _say(sentence: str, done: float | None) -> None:
    """One step of progress on a line of its own."""
    part = "" if done is None else f"{int(done * 100):3d} %  "
    print(f"{part}{sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
