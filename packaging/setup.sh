#!/bin/sh
# All set-up for `make demo` and `make test` on Debian or Ubuntu: system libraries, virtual environment, locked packages.
# Usage: setup.sh system demo|test|bench|package|package-test|package-test-windows, setup.sh python, or setup.sh bench.
# Safe to run again: what is there already is left alone.
set -eu
cd "$(dirname "$0")/.."

VENV=.venv

# What Qt's wheels link against and don't carry themselves (from ldd of Qt's libraries and plugins), and a font.
QT="libegl1 libgl1 libopengl0 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libx11-6 libxcb1
    libexpat1 zlib1g fonts-dejavu-core"
XCB="libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
     libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0"
WEBENGINE="libnss3 libnspr4 libasound2 libgbm1 libdrm2 libxcomposite1 libxdamage1 libxrandr2 libxrender1 libxtst6
           libxkbfile1 libxext6 libxfixes3 libudev1 libgssapi-krb5-2"
# A screen, a session bus and a secret service of the tests' own, and strace to record what the program writes.
TESTS="xvfb xauth xdotool dbus gnome-keyring strace"
# What the measurements look at a window through, and another one that makes pictures smaller.
BENCH="xvfb imagemagick"
# What makes a Debian package, and what its desktop files are checked with.
PACKAGE="binutils patchelf dpkg-dev xz-utils zstd desktop-file-utils appstream"
# A bare system to install it on.
BARE="debootstrap util-linux xvfb xdotool"
# A Windows to build on, the compilers of what Python lacks there, the installer's compiler, a signer, and a screen and
# Danish for its pages.
WINDOWS="wine wine64 gcc-mingw-w64-x86-64 binutils-mingw-w64-x86-64 nsis osslsigncode xvfb xdotool locales"

say() { printf '%s\n' "$*" >&2; }

die() {
    say "set-up: $*"
    exit 1
}

# Debian 13 and Ubuntu 24.04 renamed some libraries to NAMEt64; either name serves.
installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null | grep -qx installed
}

missing() {
    for package in "$@"; do
        installed "$package" || printf '%s ' "$package"
    done
}

has_candidate() {
    apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'
}

# The names of this release's packages, for the names given.
available() {
    for package in "$@"; do
        if has_candidate "$package"; then
            printf '%s ' "$package"
        elif has_candidate "${package}t64"; then
            printf '%s ' "${package}t64"
        else
            die "this system has no package $package; Debian 12 or newer, or Ubuntu 22.04 or newer, is needed."
        fi
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

install_packages() {
    command -v apt-get >/dev/null || die "these are missing, and there is no apt-get to install them with: $*"
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        die "these packages are missing; installing them needs root or sudo: $*"
    say "set-up: installing $*"
    as_root apt-get update -q >&2 || die "apt-get update failed; is there a network?"
    names=$(available "$@") || exit 1
    # shellcheck disable=SC2086  # one word for each package
    as_root apt-get install -q -y --no-install-recommends $names >&2 || die "apt-get could not install: $names"
}

needs() {
    command -v dpkg-query >/dev/null ||
        die "this is neither Debian nor Ubuntu; install Qt's libraries yourself, then run 'make SYSTEM=no $purpose'."
    # shellcheck disable=SC2046  # one word for each package
    set -- $(missing "$@")
    [ $# -eq 0 ] || install_packages "$@"
}

system() {
    purpose=$1
    # shellcheck disable=SC2086  # one word for each package
    case $purpose in
        test) needs $QT $XCB $WEBENGINE $TESTS ;;
        bench) needs $QT $XCB $WEBENGINE $TESTS $BENCH ;;
        demo) needs $QT $XCB $WEBENGINE ;;
        package) needs $QT $XCB $WEBENGINE $PACKAGE ;;
        package-test) needs $QT $XCB $WEBENGINE $PACKAGE $BARE ;;
        package-test-windows) needs $QT $XCB $WEBENGINE $WINDOWS ;;
        *) die "unknown purpose: $purpose" ;;
    esac
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if new_enough "$name"; then
            printf '%s' "$name"
            return
        fi
    done
    die "Python 3.11 or newer is needed; none was found. Name one with PYTHON=/path/to/python3.11."
}

# Debian's python3 comes without ensurepip, in python3-venv or pythonX.Y-venv.
with_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    if [ "$("$1" -c 'import sys; print(sys.executable)')" = "/usr/bin/python3" ]; then
        install_packages python3-venv
    else
        install_packages "$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
}

python_environment() {
    if ! { [ -x $VENV/bin/python ] && new_enough $VENV/bin/python && $VENV/bin/python -m pip --version; } >/dev/null 2>&1
    then
        python=$(find_python) || exit 1
        with_venv "$python"
        say "set-up: making $VENV with $("$python" --version)"
        "$python" -m venv --clear $VENV
    fi
    say "set-up: installing the locked packages into $VENV"
    $VENV/bin/python -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: \
        -r packaging/requirements-dev.lock || die "the locked packages could not be installed; is there a network?"
    $VENV/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
}

# What the program is measured beside. pyvips comes as its source, a few files of Python.
bench_environment() {
    say "set-up: installing what is measured beside the program into $VENV/bench"
    $VENV/bin/python -m venv --clear $VENV/bench
    $VENV/bench/bin/python -m pip install -q --disable-pip-version-check --require-hashes \
        -r packaging/requirements-bench.lock || die "the locked packages could not be installed; is there a network?"
}

case ${1-} in
    system) system "${2-test}" ;;
    python) python_environment ;;
    bench) bench_environment ;;
    *) die "usage: setup.sh system demo|test|bench|package|package-test|package-test-windows, setup.sh python|bench" ;;
esac
