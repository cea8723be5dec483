# Sourced by scripts/setup: environments beside .venv/, for what Home Assistant's
# requirements contradict.

# install_environment FOLDER LOCK OPTION PACKAGE==VERSION...: after python.sh has been
# sourced. LOCK holds the versions of everything that the packages bring; scripts/setup
# OPTION writes it anew where a package is not in it.
install_environment() {
  local folder=$1 lock=$2 option=$3
  shift 3
  locked "$lock" "$@" || lock_environment "$lock" "$option" "$@"
  make_of "$folder" "$lock" "$*" fill_environment "$folder" "$lock"
}

# make_of FOLDER LOCK WHAT COMMAND...: makes an environment, unless it is there.
make_of() {
  local folder=$1 lock=$2 what=$3
  # Written last, so that an environment that is only half there is not taken for ready.
  local stamp=$folder/.made-of
  shift 3
  if [ -e "$stamp" ] &&
    [ "$(environment_contents "$folder" "$lock")" = "$(cat "$stamp")" ]; then return; fi
  find_uv
  find_python
  rm -f "$stamp"
  step "Installing $what into $folder/" "$@" ||
    fail "the versions in $lock could not be installed. Is there a network?"
  environment_contents "$folder" "$lock" >"$stamp"
}

# locked LOCK PACKAGE==VERSION...
locked() {
  local package lock=$1
  shift
  for package in "$@"; do grep -qs "^$package " "$lock" || return; done
}

fill_environment() {
  "$uv" venv --clear --no-project --python "$python" "$1" &&
    "$uv" pip install --python "$1/bin/python" --compile-bytecode --require-hashes \
      --requirements "$2"
}

# What an environment has in it; fails if its Python does not run (any more).
environment_contents() {
  "$1/bin/python" - "$2" 2>/dev/null <<'END'
import hashlib, pathlib, platform, sys
print(
    f"Python {platform.python_version()},",
    f"lock {hashlib.sha256(pathlib.Path(sys.argv[1]).read_bytes()).hexdigest()}",
)
END
}

lock_environment() {
  find_uv
  find_python
  step "Writing $1" compile_lock "$@" ||
    fail "no versions were found that go with ${*:3}. Is there a network?"
}

compile_lock() {
  local lock=$1 option=$2
  shift 2
  printf '%s\n' "$@" |
    "$uv" pip compile --quiet --universal --generate-hashes --no-annotate \
      --python "$python" --output-file "$lock" \
      --custom-compile-command "scripts/setup $option" -
}
