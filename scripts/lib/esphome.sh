# Sourced by scripts/setup: ESPHome in an environment of its own (its requirements and
# Home Assistant's contradict each other) and a compiler, for the tests of firmware/.
#
# A newer ESPHome: change the version here and run scripts/setup --with-firmware.

esphome_version=2026.10.0
esphome_lock=firmware/requirements.txt
# Written last, so that an environment that is only half there is not taken for ready.
esphome_stamp=.venv-esphome/.made-of

# install_esphome: after find_uv's and find_python's file has been sourced.
install_esphome() {
  install_compiler
  grep -qs "^esphome==$esphome_version " "$esphome_lock" || lock_esphome
  if [ -e "$esphome_stamp" ] &&
    [ "$(esphome_contents)" = "$(cat "$esphome_stamp")" ]; then return; fi
  find_uv
  find_python
  rm -f "$esphome_stamp"
  step "Installing ESPHome $esphome_version into .venv-esphome/" make_esphome_venv ||
    fail "the versions in $esphome_lock could not be installed. Is there a network?"
  esphome_contents >"$esphome_stamp"
}

make_esphome_venv() {
  "$uv" venv --clear --no-project --python "$python" .venv-esphome &&
    "$uv" pip install --python .venv-esphome/bin/python --require-hashes \
      --requirements "$esphome_lock"
}

# What .venv-esphome/ has in it; fails if its Python does not run (any more).
esphome_contents() {
  .venv-esphome/bin/python - "$esphome_lock" 2>/dev/null <<'END'
import hashlib, importlib.metadata, pathlib, platform, sys
print(
    f"Python {platform.python_version()},",
    f"ESPHome {importlib.metadata.version('esphome')},",
    f"lock {hashlib.sha256(pathlib.Path(sys.argv[1]).read_bytes()).hexdigest()}",
)
END
}

lock_esphome() {
  find_uv
  find_python
  step "Writing $esphome_lock" compile_esphome_lock ||
    fail "ESPHome $esphome_version could not be resolved. Is there a network?"
}

compile_esphome_lock() {
  echo "esphome==$esphome_version" |
    "$uv" pip compile --quiet --universal --generate-hashes --no-annotate \
      --python "$python" --output-file "$esphome_lock" \
      --custom-compile-command "scripts/setup --with-firmware" -
}

# ESPHome brings ninja, but no compiler.
install_compiler() {
  command -v g++ >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    install_packages build-essential || true
  fi
  command -v g++ >/dev/null ||
    fail "g++ is missing, and the firmware tests need it. Install it (on Debian and" \
      "Ubuntu: apt-get install build-essential)."
}
