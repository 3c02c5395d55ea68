#!/usr/bin/env bash
# Install everything the wallet needs and open it on its embedded local network.
# Arguments go to `symbolon demo`: --fresh starts over, --headless needs no screen.

# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

step "Looking at this system"
check_system

step "System packages"
install_packages "${window_packages[@]}"
# The wallet keeps its words in the system's keyring; a desktop has one, a bare system does not.
has_keyring() {
    local name
    for name in gnome-keyring-daemon kwalletd5 kwalletd6 ksecretd; do
        if command -v "$name" >/dev/null; then
            return 0
        fi
    done
    return 1
}
has_keyring || install_packages gnome-keyring dbus

step "Python packages, in .venv"
find_python
install_wallet demo,camera

step "The local network's program"
find_node

step "Opening the wallet"
exec "$venv/bin/symbolon" demo "$@"
