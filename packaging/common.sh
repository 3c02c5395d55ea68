# shellcheck shell=bash disable=SC2034 # what is set here is used by the two commands
# What packaging/wallet.sh and packaging/test.sh share: look at the system, install what is missing,
# say what is going on. Nothing is touched but named system packages, .venv in this folder, and the
# user's cache. Every failure ends in one plain sentence and a non-zero exit code.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv="$here/.venv"
install_log="$venv/install.log"

# What Qt's window needs from the system, without and with an X server.
window_packages=(
    ca-certificates
    libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 libx11-6
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0
    libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1 libxcb-randr0 libxcb-xfixes0 libxcb-sync1 libxcb-shm0 libpulse0
)
# What the tests need besides: a screen, a keyring, and eyes on a process.
test_packages=(xvfb xauth gnome-keyring dbus strace)

step_number=0
step_count=5

step() {
    step_number=$((step_number + 1))
    printf '[%d/%d] %s\n' "$step_number" "$step_count" "$1"
}

fail() {
    printf '\n%s\n' "$1" >&2
    exit 1
}

# A supported system: Linux with apt and a C library as recent as Debian 12's or Ubuntu 22.04's.
check_system() {
    local needed="the wallet needs Debian 12, Ubuntu 22.04, or a later release of either"
    [ "$(uname -s)" = Linux ] || fail "This system is not supported: $needed."
    case "$(uname -m)" in
        x86_64 | aarch64) ;;
        *) fail "This machine is not supported: the wallet needs a 64-bit Intel, AMD or ARM processor." ;;
    esac
    command -v apt-get >/dev/null || fail "This system is not supported: $needed."
    local libc
    libc=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d' ' -f2)
    at_least "${libc:-0}" 2.34 || fail "This system is too old: $needed."
}

# at_least HAVE WANTED: whether one version is not older than another.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1)" = "$2" ]
}

need_space() {
    local free
    free=$(df -Pk "$here" | awk 'NR == 2 { print $4 }')
    [ "${free:-0}" -ge $((2 * 1024 * 1024)) ] \
        || fail "There is not enough space on the disk: 2 GB are needed in $here."
}

is_installed() {
    # Newer releases renamed some libraries; the letters t64 are all that changed.
    local name
    for name in "$1" "$1t64"; do
        case "$(dpkg-query -W -f '${Status}' "$name" 2>/dev/null)" in
            *" installed") return 0 ;;
        esac
    done
    return 1
}

# install_packages NAME...: those that are missing, by apt, as root or with sudo.
install_packages() {
    local name missing=() root=()
    for name in "$@"; do
        is_installed "$name" || missing+=("$name")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    printf '      installing %s\n' "${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null \
            || fail "Some system packages are missing and only an administrator can install them: ${missing[*]}."
        root=(sudo env)
    else
        root=(env)
    fi
    need_space
    local log
    log=$(mktemp)
    if ! { "${root[@]}" DEBIAN_FRONTEND=noninteractive apt-get update \
        && "${root[@]}" DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
        local why
        why=$(reason "$log")
        [ -n "$why" ] || tail -n 15 "$log" >&2
        rm -f "$log"
        fail "The system packages could not be installed: ${why:-apt said no, see above}."
    fi
    rm -f "$log"
}

# reason LOG: what went wrong, if the log shows one of the usual things.
reason() {
    if grep -qiE 'no space left|disk quota|not enough (free )?space' "$1"; then
        printf 'the disk is full'
    elif grep -qiE 'temporary failure|name resolution|could not resolve|unreachable|timed out|connection (refused|reset|error|broken)|max retries|failed to fetch|newconnectionerror|could not find a version' "$1"; then
        printf 'there is no connection to the internet'
    elif grep -qiE 'password is required|not in the sudoers|permission denied|could not open lock' "$1"; then
        printf 'this needs the rights of an administrator'
    fi
}

# look_for_python: sets $python to an interpreter of 3.11 or newer, or to nothing.
look_for_python() {
    local name
    python=
    for name in "$venv/bin/python" python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$name
            return
        fi
    done
}

# Sets $python to an interpreter that can make a virtual environment, from apt where none is there.
find_python() {
    look_for_python
    if [ -z "$python" ]; then
        command -v python3 >/dev/null || install_packages python3 python3-venv
        look_for_python
    fi
    if [ -z "$python" ] && apt-cache show python3.11-venv >/dev/null 2>&1; then
        install_packages python3.11 python3.11-venv
        look_for_python
    fi
    [ -n "$python" ] || fail "Python 3.11 or newer is needed and was not found on this machine."
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        local package
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        install_packages "$package"
        "$python" -c 'import ensurepip, venv' 2>/dev/null \
            || fail "Python's venv module is missing: install the package $package and run this again."
    fi
}

# install_wallet EXTRA: the wallet and its Python packages in .venv, unless they are there already.
install_wallet() {
    local extra=$1 stamp wanted
    stamp="$venv/.installed-$extra"
    wanted=$({ cat "$here/pyproject.toml"; printf '%s %s\n' "$here" "$extra"; "$python" -V; } | sha256sum)
    if [ -x "$venv/bin/symbolon" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        printf '      already there\n'
        return
    fi
    need_space
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv" \
        || fail "Python's virtual environment could not be made in $venv."
    printf '      this takes some minutes the first time\n'
    if ! PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 "$venv/bin/python" -m pip install \
        --progress-bar off -e "${here}[$extra]" 2>&1 </dev/null | tee "$install_log" | show_pip; then
        local why
        why=$(reason "$install_log")
        [ -n "$why" ] || tail -n 15 "$install_log" >&2
        fail "The Python packages could not be installed: ${why:-see $install_log}."
    fi
    printf '%s' "$wanted" >"$stamp"
}

# One short line for each package that pip turns to.
show_pip() {
    sed -unE 's/^Collecting ([A-Za-z0-9._-]+).*/      \1/p; s/^Installing collected.*/      putting them in place/p'
}

# Sets $node to the local network's program, fetched into the user's cache where it is missing.
find_node() {
    local answer
    answer=$("$venv/bin/python" - <<'PYTHON'
import sys
from wallet.base.errors import WalletError
from wallet.chain.node_binary import node_binary

try:
    print(node_binary(lambda said: print("      " + said, file=sys.stderr)))
except WalletError as error:
    print(f"\n{error}", file=sys.stderr)
    sys.exit(1)
PYTHON
    ) || exit 1
    node=$answer
}
