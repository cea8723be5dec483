# Sourced by scripts/setup: the system's parts that only the browser tests and a
# few of Home Assistant's media integrations use.

system_packages=(chromium ffmpeg fonts-dejavu-core libpcap0.8 libturbojpeg0)

# install_browser: installs what is missing where that is possible (root and apt).
install_browser() {
  local package missing=()
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    for package in "${system_packages[@]}"; do
      package_installed "$package" || missing+=("$package")
    done
    if ((${#missing[@]})); then
      install_packages "${missing[@]}" || [ "${CI:-}" != true ] ||
        fail "these system packages are needed: ${missing[*]}"
    fi
  fi
  command -v chromium >/dev/null ||
    note "Chromium is not installed: the browser tests are left out."
}

# Debian 13 and newer call some libraries NAMEt64.
package_installed() {
  { dpkg-query --show --showformat '${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null || true; } |
    grep -qx installed
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  step "Reading the system's package lists" apt-get update &&
    step "Installing $*" apt-get install -y --no-install-recommends "$@"
}
