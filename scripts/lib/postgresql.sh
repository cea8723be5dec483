# Sourced by scripts/setup: PostgreSQL, in which the tests of tests/recorder/ have a
# recorder keep its data. They start a server of their own.

# install_postgresql: where that is possible; after browser.sh has been sourced.
install_postgresql() {
  postgresql_installed && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    install_packages postgresql || [ "${CI:-}" != true ] ||
      fail "this system package is needed: postgresql"
  fi
  postgresql_installed ||
    note "PostgreSQL is not installed: its tests are left out."
}

# Debian keeps it away from PATH.
postgresql_installed() {
  command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}
