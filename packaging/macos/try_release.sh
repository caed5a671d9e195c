#!/usr/bin/env bash
# Installs the disk image as an owner does (open it, copy the app), runs the self-test from where it was copied to, hands
# it a file, and takes it out again.
set -euo pipefail

images=(dist/bilagsdrop-*-macos-*.dmg)
[ "${#images[@]}" -eq 1 ]
volume=$(mktemp -d)
hdiutil attach "${images[0]}" -nobrowse -readonly -mountpoint "$volume"
[ -L "$volume/Applications" ]
ditto "$volume/Bilagsdrop.app" "/Applications/Bilagsdrop.app"
hdiutil detach "$volume"

app=/Applications/Bilagsdrop.app
plutil -lint "$app/Contents/Info.plist"
codesign --verify --deep --strict "$app"
if [ -n "$(codesign --display --verbose=2 "$app" 2>&1 | sed -n 's/^Authority=//p')" ]; then
    spctl --assess --type execute --verbose "$app"
    helper=$(find "$app/Contents/Frameworks" -type d -name QtWebEngineProcess.app | head -n 1)
    codesign --display --entitlements - "$helper" 2>/dev/null | grep -q com.apple.security.cs.allow-jit
fi
"$app/Contents/MacOS/bilagsdrop" self-test --json --require bundle,keyring,window,webview,delivery
rm -rf "$app"
