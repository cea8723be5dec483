# Sourced by scripts/setup: the newest Home Assistant in an environment of its own, for
# scripts/test --newest. tests/newest/pyproject.toml says which.

# install_newest: after environment.sh has been sourced.
install_newest() {
  local folder=.venv-newest project=tests/newest
  # Written last, so that an environment that is only half there is not taken for ready.
  local stamp=$folder/.made-of
  if [ -e "$stamp" ] && [ "$(environment_contents "$folder" "$project/uv.lock")" = \
    "$(cat "$stamp")" ]; then return; fi
  find_uv
  find_python
  rm -f "$stamp"
  step "Installing the newest Home Assistant into $folder/" env \
    UV_PROJECT_ENVIRONMENT="$PWD/$folder" \
    "$uv" sync --frozen --compile-bytecode --project "$project" --python "$python" ||
    fail "the versions in $project/uv.lock could not be installed. Is there a network?"
  environment_contents "$folder" "$project/uv.lock" >"$stamp"
}
