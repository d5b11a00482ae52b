# Sourced by the commands beside it: what a machine needs, and how it gets it.
# shellcheck shell=bash

set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build_packages=(gcc libc6-dev meson ninja-build pkg-config gettext tzdata ca-certificates
  libglib2.0-dev libsoup-3.0-dev libjson-glib-dev libsqlite3-dev zlib1g-dev libadwaita-1-dev)
test_packages=(clang-tidy cppcheck chromium xvfb xauth dbus at-spi2-core locales
  adwaita-icon-theme fonts-cantarell fonts-dejavu-core procps)

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

other_system() {
  cat >&2 <<TEXT
This script installs packages on Debian 12 and newer only. Install these with
your system's package manager, then run it again:
  a C compiler, meson (1.0 or newer), ninja, pkg-config, gettext, tzdata,
  node (18 or newer) with npm, and the development files of
  GLib (2.74), libsoup 3 (3.2), json-glib (1.6), SQLite (3.40), zlib, libadwaita (1.2)
For the tests also: clang-tidy, cppcheck, Chromium, Xvfb, D-Bus.
  Fedora: dnf install gcc meson gettext nodejs-npm glib2-devel libsoup3-devel json-glib-devel sqlite-devel zlib-devel libadwaita-devel
  Arch:   pacman -S base-devel meson npm glib2-devel libsoup3 json-glib sqlite libadwaita
TEXT
}

# Installs the packages named that are not there; asks nothing when none is missing.
install_packages() {
  local missing=() package installed

  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    [[ $installed == *"$package installed"* ]] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "these packages are missing, and neither root nor sudo is there to install them: ${missing[*]}"
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

has_node() {
  command -v npm >/dev/null && [ "$(node -p 'parseInt(process.versions.node)' 2>/dev/null || echo 0)" -ge 18 ]
}

# prepare [PACKAGE...]: what every build needs, and the packages named.
prepare() {
  if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    has_node || set -- "$@" nodejs npm
    install_packages "${build_packages[@]}" "$@"
  else
    local tool
    for tool in cc meson ninja pkg-config msgfmt; do
      command -v "$tool" >/dev/null || { other_system; exit 1; }
    done
    has_node || { other_system; exit 1; }
    pkg-config --exists 'glib-2.0 >= 2.74' 'libsoup-3.0 >= 3.2' 'json-glib-1.0 >= 1.6' 'sqlite3 >= 3.40' zlib ||
      { other_system; exit 1; }
  fi
}

# npm_install run|test: the pinned front-end packages, once for each lock file; those for tests serve a run too.
npm_install() {
  local stamp=$top/node_modules/.installed lock options=()
  lock=$(sha256sum < "$top/package-lock.json")
  case $(cat "$stamp" 2>/dev/null) in
    "test $lock" | "$1 $lock") return 0 ;;
  esac
  [ "$1" = test ] || options=(--omit=dev)
  (cd "$top" && npm ci --no-audit --no-fund --loglevel=error "${options[@]}" >&2)
  echo "$1 $lock" > "$stamp"
}

# build FOLDER [MESON-OPTION...]: configures once, then compiles what changed.
build() {
  local folder=$1
  shift
  [ -f "$folder/build.ninja" ] || meson setup "$folder" "$top" "$@" >&2
  ninja -C "$folder" --quiet >&2
}
