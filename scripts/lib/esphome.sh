# Sourced by scripts/setup: ESPHome in an environment of its own and a compiler, for the
# tests of firmware/.
#
# A newer ESPHome: change the version here and run scripts/setup --with-firmware.

esphome_version=2026.10.0

# install_esphome: after environment.sh has been sourced.
install_esphome() {
  install_compiler
  install_environment .venv-esphome firmware/requirements.txt --with-firmware \
    "esphome==$esphome_version"
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
