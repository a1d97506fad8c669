#!/bin/sh
# Builds Samsyn.dmg on a Mac, from what Maven has built there: mvn -DskipTests package, then this.
# Not run on any machine of ours yet. To be opened without a warning it must be signed and notarised:
#   SAMSYN_SIGN="Developer ID Application: ..." packaging/mac/build.sh
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
out="$root/target/dist"
built=$(unzip -p "$root/target/samsyn.jar" META-INF/MANIFEST.MF | tr -d '\r' | sed -n 's/^Implementation-Version: //p')
version=${built%-SNAPSHOT}
case "$version" in
  0.*) version="1.${version#0.}" ;; # macOS takes no version below 1
esac

rm -rf "$out"
mkdir -p "$out/input/lib"
cp "$root/target/samsyn.jar" "$root/LICENSE" "$out/input/"
cp "$root"/target/lib/*.jar "$out/input/lib/"
"$root/packaging/common/licences.sh" "$root" > "$out/input/THIRD-PARTY.txt"

set --
if [ -n "${SAMSYN_SIGN:-}" ]; then
  set -- --mac-sign --mac-signing-key-user-name "$SAMSYN_SIGN"
fi
jpackage @"$root/packaging/common/jpackage.txt" --type dmg --app-version "$version" \
  --input "$out/input" --icon "$root/packaging/common/samsyn.icns" --license-file "$root/LICENSE" \
  --mac-package-identifier no.samsyn.console --mac-package-name Samsyn --dest "$out" "$@"
ls -l "$out"/*.dmg
