#!/usr/bin/env bash
# Puts the release's certificate into a keychain of this runner's own, and Apple's key into a file, for the build after
# it. Without a certificate nothing happens. For GitHub's runners alone, which are thrown away afterwards.
#   CERTIFICATE  a PKCS #12 file in base64, and its PASSWORD
#   NOTARY_KEY   the text of an App Store Connect API key
set -euo pipefail

if [ -z "${CERTIFICATE:-}" ]; then
    echo "no certificate: the app is signed by nobody"
    exit 0
fi
umask 077
keychain=$RUNNER_TEMP/release.keychain-db
own=$(openssl rand -hex 24)
security create-keychain -p "$own" "$keychain"
security set-keychain-settings -lut 21600 "$keychain"
security unlock-keychain -p "$own" "$keychain"
base64 -d <<<"$CERTIFICATE" >"$RUNNER_TEMP/certificate.p12"
security import "$RUNNER_TEMP/certificate.p12" -k "$keychain" -P "${PASSWORD:-}" -T /usr/bin/codesign
rm "$RUNNER_TEMP/certificate.p12"
security set-key-partition-list -S apple-tool:,apple: -s -k "$own" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" login.keychain-db

if [ -n "${NOTARY_KEY:-}" ]; then
    printf '%s\n' "$NOTARY_KEY" >"$RUNNER_TEMP/notary.p8"
    echo "BILAGSDROP_NOTARY_KEY=$RUNNER_TEMP/notary.p8" >>"$GITHUB_ENV"
fi
