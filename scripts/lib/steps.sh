# Sourced: what scripts/setup prints, and how it runs things that take time.

log_folder=$(mktemp -d)
heartbeat=
trap 'stop_heartbeat; rm -rf "$log_folder"' EXIT

# done_in SECONDS TEXT
done_in() { printf '[%d s] %s\n' "$1" "$2"; }

note() { printf '       %s\n' "$*"; }

# fail TEXT: says what is wrong and what to do, and ends the script.
fail() {
  printf 'scripts/setup: %s\n' "$*" >&2
  exit 1
}

# step TEXT COMMAND...: runs it with a sign of life every 10 s, then prints how
# long it took, or the end of its output (shown_lines=8) if it failed. Returns its
# status.
# (`set -e` does not reach into it, as everywhere left of || or &&.)
step() {
  local text=$1 log="$log_folder/log" started=$SECONDS status=0
  shift
  printf '[...] %s\n' "$text"
  : >"$log"
  show_progress "$log" &
  heartbeat=$!
  "$@" >"$log" 2>&1 || status=$?
  stop_heartbeat
  if [ "$status" = 0 ]; then
    done_in "$((SECONDS - started))" "$text"
  else
    done_in "$((SECONDS - started))" "$text: failed"
    tail -n "${shown_lines:-8}" "$log" | cut -c 1-120 | sed 's/^/       | /'
  fi
  return "$status"
}

# The sleep lets go of standard output, or a pipe would outlive the script.
show_progress() {
  local waited=0
  while sleep 10 >/dev/null 2>&1; do
    waited=$((waited + 10))
    note "$waited s: $(tail -n 1 "$1" | tr '\r' '\n' | tail -n 1 | cut -c 1-70)"
  done
}

stop_heartbeat() {
  [ -n "$heartbeat" ] || return 0
  kill "$heartbeat" 2>/dev/null || true
  wait "$heartbeat" 2>/dev/null || true
  heartbeat=
}
