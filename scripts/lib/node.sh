# Sourced by scripts/setup: Node.js, and what builds the card with it. The integration
# and its other tests do without: the built card is in the repository.

# install_node: after browser.sh has been sourced.
install_node() {
  # Written last, so that a folder that is only half there is not taken for ready.
  local stamp=frontend/node_modules/.made-of lock
  if ! command -v npm >/dev/null && [ "$(id -u)" = 0 ] &&
    command -v apt-get >/dev/null; then
    install_packages nodejs npm || true
  fi
  command -v npm >/dev/null ||
    fail "npm is missing, and building the card needs it. Install Node.js 20 or newer" \
      "(https://nodejs.org/)."
  lock=$(cksum frontend/package-lock.json)
  if [ "$lock" = "$(cat "$stamp" 2>/dev/null)" ]; then return; fi
  step "Installing what builds the card" npm --prefix frontend ci ||
    fail "what builds the card could not be installed. Is there a network?"
  echo "$lock" >"$stamp"
}
