# Sourced by scripts/setup: the newest Home Assistant in an environment of its own, for
# scripts/test --newest. tests/newest/pyproject.toml says which.

# install_newest: after environment.sh has been sourced.
install_newest() {
  make_of .venv-newest tests/newest/uv.lock "the newest Home Assistant" sync_newest
}

sync_newest() {
  UV_PROJECT_ENVIRONMENT=$PWD/.venv-newest "$uv" sync --frozen --compile-bytecode \
    --project tests/newest --python "$python"
}
