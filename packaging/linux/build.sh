#!/bin/sh
# Builds the app image, and with "deb" the Debian package, from what Maven has built:
#   mvn -Pdist -DskipTests package          the image
#   packaging/linux/build.sh deb            the image and the package
# Needs the JDK's jpackage and jlink, binutils and, for the package, fakeroot and dpkg-deb.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out="$root/target/dist"
input="$out/input"
common="$root/packaging/common"

[ -f "$root/target/samsyn.jar" ] || { echo "target/samsyn.jar is missing: mvn package first" >&2; exit 1; }
built=$(unzip -p "$root/target/samsyn.jar" META-INF/MANIFEST.MF | tr -d '\r' | sed -n 's/^Implementation-Version: //p')
# Packages have numbers only; a snapshot is the number that it will have.
version=${built%-SNAPSHOT}

rm -rf "$out"
mkdir -p "$input/lib"
cp "$root/target/samsyn.jar" "$input/"
cp "$root"/target/lib/*.jar "$input/lib/"
cp "$root/LICENSE" "$input/"
# Made by the dist profile; who builds without it gets a package without.
[ ! -f "$root/target/samsyn-sbom.json" ] || cp "$root/target/samsyn-sbom.json" "$input/"
"$root/packaging/common/licences.sh" "$root" > "$input/THIRD-PARTY.txt"

cd "$root"
jpackage @"$common/jpackage.txt" --type app-image --app-version "$version" \
  --input "$input" --icon "$common/samsyn.png" --dest "$out"
# The name as people type it; jpackage's own is the one that menus show.
mv "$out/Samsyn" "$out/samsyn"
mv "$out/samsyn/bin/Samsyn" "$out/samsyn/bin/samsyn"
mv "$out/samsyn/lib/app/Samsyn.cfg" "$out/samsyn/lib/app/samsyn.cfg"
sed -i 's/<main-launcher>Samsyn</<main-launcher>samsyn</' "$out/samsyn/lib/app/.jpackage.xml" || true

# The linker leaves out the archive of the JDK's own classes, with which each start takes less time.
JAVA_TOOL_OPTIONS=-Xshare:dump "$out/samsyn/bin/samsyn" --version > /dev/null 2>&1
[ -f "$out/samsyn/lib/runtime/lib/server/classes.jsa" ] || { echo "no archive of classes was made" >&2; exit 1; }

said=$("$out/samsyn/bin/samsyn" --version)
[ "$said" = "Samsyn $built" ] || { echo "the image says '$said' and the jar '$built'" >&2; exit 1; }
echo "$out/samsyn: $said, $(du -sm "$out/samsyn" | cut -f1) MB"

if [ "${1:-}" = deb ]; then
  jpackage --type deb --app-image "$out/samsyn" --name samsyn --app-version "$version" \
    --vendor Samsyn --license-file "$root/LICENSE" --icon "$common/samsyn.png" \
    --description "Keeps activity records the same everywhere, however bad the network is" \
    --linux-package-name samsyn --linux-app-category office --linux-menu-group Office \
    --linux-deb-maintainer post@samsyn.example.org --linux-shortcut \
    --linux-package-deps "libgtk-3-0, libxxf86vm1, libgl1, libpangoft2-1.0-0" \
    --resource-dir "$here/resources" --dest "$out"
  ls -l "$out"/*.deb
fi
