#!/usr/bin/env bash
# Install everything the tests need and run them, on a screen and with a keyring of their own.
#   packaging/test.sh           every test but the long ones
#   packaging/test.sh --long    the long ones
# Other arguments go to pytest: packaging/test.sh tests/base -k money

# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

step "Looking at this system"
check_system

step "System packages"
install_packages "${window_packages[@]}" "${test_packages[@]}"

step "Python packages, in .venv"
find_python
install_wallet test

step "The local network's program"
find_node

step "Running the tests"
options=()
for argument in "$@"; do
    case "$argument" in
        --long) options+=(-m long --timeout 3600) ;;
        *) options+=("$argument") ;;
    esac
done
# One more than there are processors: windows and nodes wait for each other.
workers=$(($(nproc) + 1))
workers=$((workers < 2 ? 2 : workers > 4 ? 4 : workers))

# The tests get a home of their own, so that no wallet or keyring of the user's is ever seen.
own=$(mktemp -d)
trap 'rm -rf "$own"' EXIT
mkdir -m 700 "$own/home" "$own/run" "$own/tmp"
# Contracts compiled in memory are kept between runs by what they were compiled from.
mkdir -p "$venv/compiled" "$own/home/.cache"
ln -s "$venv/compiled" "$own/home/.cache/titanoboa"
cd "$here"
status=0
# shellcheck disable=SC2016 # these are for the inner shell to expand
env -u DBUS_SESSION_BUS_ADDRESS -u WAYLAND_DISPLAY -u QT_QPA_PLATFORM \
    HOME="$own/home" XDG_RUNTIME_DIR="$own/run" TMPDIR="$own/tmp" XDG_SESSION_TYPE=x11 \
    SYMBOLON_NEEDS_KEYRING=1 \
    PATH="$(dirname "$node"):$venv/bin:$PATH" \
    xvfb-run -a -s "-screen 0 1600x1200x24" dbus-run-session -- sh -c '
        printf test-password | gnome-keyring-daemon --unlock --components=secrets --daemonize \
            >/dev/null 2>&1
        exec python -m pytest "$@"' \
    sh -n "$workers" --dist loadfile --no-loadscope-reorder "${options[@]}" || status=$?
exit "$status"
