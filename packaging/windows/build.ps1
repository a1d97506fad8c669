# Builds Samsyn.msi on Windows, from what Maven has built there: mvn -DskipTests package, then this.
# Needs WiX Toolset 3 on the path (JDK 17 knows no newer one). Not run on any machine of ours yet.
$ErrorActionPreference = 'Stop'

$root = (Resolve-Path "$PSScriptRoot\..\..").Path
$out = "$root\target\dist"
$jar = "$root\target\samsyn.jar"
$manifest = (& jar xf $jar META-INF/MANIFEST.MF; Get-Content META-INF\MANIFEST.MF)
Remove-Item -Recurse META-INF
$built = ($manifest | Select-String '^Implementation-Version: (.*)$').Matches[0].Groups[1].Value
$version = $built -replace '-SNAPSHOT$', ''

Remove-Item -Recurse -Force -ErrorAction SilentlyContinue $out
New-Item -ItemType Directory "$out\input\lib" | Out-Null
Copy-Item $jar, "$root\LICENSE" "$out\input"
Copy-Item "$root\target\lib\*.jar" "$out\input\lib"
if (Test-Path "$root\target\samsyn-sbom.json") { Copy-Item "$root\target\samsyn-sbom.json" "$out\input" }
Get-Content "$root\src\main\resources\licences.txt" | Set-Content "$out\input\THIRD-PARTY.txt"

# Installed for one person, without an administrator. The upgrade code is for good: with another
# one, Windows would install a new version beside the old one.
# The trust store of Windows lies in a module that only Java for Windows has.
& jpackage "@$root\packaging\common\jpackage.txt" --type msi --app-version $version `
  --add-modules jdk.crypto.mscapi `
  --input "$out\input" --icon "$root\packaging\common\samsyn.ico" --license-file "$root\LICENSE" `
  --add-launcher "samsyn-cli=$root\packaging\windows\samsyn-cli.properties" `
  --win-per-user-install --win-menu --win-menu-group Samsyn --win-shortcut --win-dir-chooser `
  --win-upgrade-uuid 5f0c1b0e-6a3c-4a57-9d0a-2b6f6f1f7c55 --dest $out
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Get-ChildItem "$out\*.msi"
