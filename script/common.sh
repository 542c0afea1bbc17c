# shellcheck shell=bash
# What script/test and script/lint share: where builds go, one line a step, and how a missing tool is got or asked for.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cache="${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/klich"
# CI runs in a clone that is thrown away: builds are kept beside it, so that the next run is quick.
if [[ -z ${CARGO_TARGET_DIR:-} && ${CI:-} == true ]]; then
  export CARGO_TARGET_DIR="$cache/target"
fi
if [[ ${CI:-} == true ]]; then
  export CARGO_INCREMENTAL=0
fi
export PATH="${CARGO_HOME:-${HOME:-/root}/.cargo}/bin:$cache/tools/bin:$PATH"

logs="$(mktemp -d)"
trap 'rm -rf "$logs"' EXIT
failed=()

have() { command -v "$1" >/dev/null 2>&1; }

stop() {
  printf 'stopped: %s\n' "$*" >&2
  exit 1
}

# step NAME COMMAND…: runs it in silence and prints one line; where it fails, its whole output follows.
step() {
  local name="$1" log="$logs/step" began=$SECONDS
  shift
  if "$@" >"$log" 2>&1 </dev/null; then
    printf 'ok      %s (%d s)\n' "$name" $((SECONDS - began))
  else
    printf 'FAILED  %s (%d s): %s\n' "$name" $((SECONDS - began)) "$*"
    sed 's/^/        /' "$log"
    failed+=("$name")
    return 1
  fi
}

# finish WHAT: the closing line and the exit code.
finish() {
  if ((${#failed[@]})); then
    local list
    list="$(printf ', %s' "${failed[@]}")"
    printf '%s: FAILED: %s\n' "$1" "${list:2}" >&2
    exit 1
  fi
  printf '%s: all steps passed in %d s\n' "$1" "$SECONDS"
}

# debian COMMAND PACKAGE…: installs the packages where the command is missing.
debian() {
  local command="$1" root=()
  shift
  if have "$command"; then return 0; fi
  if ! have apt-get; then
    stop "'$command' is missing; install it with this system's package manager ($* on Debian) and try again"
  fi
  if ((EUID != 0)); then
    have sudo || stop "'$command' is missing; as root: apt-get install $*"
    root=(sudo)
  fi
  # `apt-get update` once a run: package lists of a fresh machine are empty or old.
  if [[ ! -e $logs/updated ]]; then
    step "apt-get update" "${root[@]}" apt-get update || stop "the package lists could not be fetched"
    touch "$logs/updated"
  fi
  step "install $*" "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
    stop "'$command' is missing and could not be installed"
}

# Rust itself is never installed behind a person's back: which toolchain a machine has is its owner's choice.
need_rust() {
  local wanted found
  wanted="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
  have cargo || stop "Rust $wanted or newer is missing: get rustup from https://rustup.rs (on Debian 13: apt-get install rustup), then: rustup default stable"
  found="$(rustc --version | cut -d ' ' -f 2)"
  if [[ $(printf '%s\n%s\n' "$wanted" "${found%%-*}" | sort -V | head -n 1) != "$wanted" ]]; then
    stop "Rust $found is too old, $wanted or newer is needed: rustup update stable"
  fi
  # ring and psm hold C and assembly.
  debian cc gcc libc6-dev
  # jemalloc is built with it.
  debian make make
}
