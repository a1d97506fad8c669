#!/bin/sh
# Lists every library that is shipped, with the licence that it names: licences.sh ROOT
# A library that names none stops the build: somebody has to look it up.
set -eu
root=$1
known="$root/src/main/resources/licences.txt"

echo "Samsyn is under the Apache License 2.0. It ships these libraries, each under its own licence:"
echo
missing=0
for jar in "$root"/target/lib/*.jar; do
  name=$(basename "$jar" .jar)
  # Without its version: a licence rarely changes with one, and a list with versions is soon wrong.
  plain=$(echo "$name" | sed -E 's/-[0-9][0-9A-Za-z.+_]*(-jdk[0-9]+|-(linux|win|mac)(-aarch64)?)?$//')
  licence=$(awk -F': *' -v n="$plain" '$1 == n { print $2 }' "$known")
  if [ -z "$licence" ]; then
    echo "no licence is known for $plain ($name): add it to src/main/resources/licences.txt" >&2
    missing=1
  fi
  echo "$name: $licence"
done
echo
echo "The typeface Inter is under the SIL Open Font License 1.1; the icons Material Design under Apache 2.0."
echo "The Java runtime is OpenJDK, under the GNU General Public License 2 with the Classpath Exception."
exit $missing
