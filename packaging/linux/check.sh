#!/bin/sh
# Installs the package into an empty root, starts it without a display, lets it play the tour, and
# removes it again. Fails loudly: packaging/linux/check.sh [FILE.deb]
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
deb=${1:-$(ls "$root"/target/dist/*.deb)}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

fail() { echo "FAIL $1" >&2; exit 1; }

mkdir -p "$place/system/var/lib/dpkg/info" "$place/system/var/lib/dpkg/updates" "$place/system/usr/local/bin"
touch "$place/system/var/lib/dpkg/status" "$place/system/var/lib/dpkg/available"
# Its own list of what is installed is empty, so what the package depends on cannot be there.
dpkg --root="$place/system" --force-not-root --force-depends --force-script-chrootless \
  --log=/dev/null -i "$deb" > "$place/dpkg.log" 2>&1 || { cat "$place/dpkg.log"; fail "it does not install"; }

samsyn="$place/system/opt/samsyn/bin/samsyn"
[ -x "$samsyn" ] || fail "no launcher in /opt/samsyn/bin"
[ -s "$place/system/opt/samsyn/lib/app/THIRD-PARTY.txt" ] || fail "no list of licences"
sbom="$place/system/opt/samsyn/lib/app/samsyn-sbom.json"
[ -s "$sbom" ] || fail "no bill of materials"
for jar in "$place"/system/opt/samsyn/lib/app/lib/*.jar; do
  name=$(basename "$jar" .jar | sed -E 's/-(linux|win|mac)(-aarch64)?$//')
  version=$(echo "$name" | sed -E 's/^.*-([0-9][0-9A-Za-z.+_-]*)$/\1/')
  grep -q "\"version\" : \"$version\"" "$sbom" || fail "the bill of materials knows nothing of $name"
done
dpkg-deb -f "$deb" Depends | grep -q libgtk-3-0 || fail "it does not say that it needs GTK 3"
ls "$place"/system/opt/samsyn/lib/*.desktop > /dev/null || fail "no entry for menus"

"$samsyn" --version | grep -q '^Samsyn [0-9]' || fail "it does not say its version"
echo "ok   $("$samsyn" --version), $(du -sm "$place/system/opt/samsyn" | cut -f1) MB installed, $(du -m "$deb" | cut -f1) MB to load"

# A console without a display says so in words, and ends.
code=0
env -u DISPLAY -u WAYLAND_DISPLAY "$samsyn" console --data "$place/none" 2> "$place/console.err" || code=$?
[ "$code" = 1 ] && grep -q "no display" "$place/console.err" || fail "console without a display: $code"
echo "ok   without a display the console says so"

cd "$place"
env -u DISPLAY -u WAYLAND_DISPLAY "$samsyn" demo --tour || fail "the tour found something that is not as it should be"
[ "$(find target/tour -name '*.png' | wc -l)" -ge 10 ] || fail "the tour drew too few pictures"

dpkg --root="$place/system" --force-not-root --force-script-chrootless --log=/dev/null -r samsyn \
  > "$place/dpkg.log" 2>&1 || { cat "$place/dpkg.log"; fail "it does not go away again"; }
[ ! -e "$place/system/opt/samsyn/bin/samsyn" ] || fail "it left its launcher behind"
echo "ok   installed, started, toured, removed"
