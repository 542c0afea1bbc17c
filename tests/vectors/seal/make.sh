#!/usr/bin/env bash
# Makes the vectors of end-to-end sealing and signing anew, with Debian's age and minisign: what others' tools write, klich reads.
# They are committed; run this only to add one. Nothing here is secret.
set -euo pipefail
cd "$(dirname "$0")"
rm -f ./*.age ./*.txt ./*.key ./*.pub ./*.minisig ./*.json ./*.manifest

age-keygen -o organiser.key 2>/dev/null
age-keygen -o device.key 2>/dev/null
recipient="$(age-keygen -y organiser.key)"
device="$(age-keygen -y device.key)"
statement="$(printf 'We stand together.' | sha256sum | cut -d ' ' -f 1)"
printf '%-1024s' "{\"v\":1,\"t\":\"pledge\",\"c\":\"belarus-16-november\",\"s\":\"$statement\",\"k\":\"$device\",\"d\":\"2026-11-16\",\"l\":\"en\",\"kinds\":[\"sign\"],\"name\":\"Ann\",\"print\":true}" > pledge.json
age -r "$recipient" -o pledge.age pledge.json
age -a -r "$recipient" -r "$device" -o pledge-armoured.age pledge.json

for who in ann ben; do
  minisign -G -f -W -p "$who.pub" -s "$who.key" >/dev/null
done
cat > call.manifest <<MANIFEST
klich-alert v1
campaign: belarus-16-november
sequence: 7
kind: call
expires: 2026-11-16T21:00:00Z
audience: everyone
text.en: sha256:$(printf 'Come.' | sha256sum | cut -d ' ' -f 1)
MANIFEST
for who in ann ben; do
  minisign -S -W -s "$who.key" -m call.manifest -x "call.$who.minisig" -t 'campaign:belarus-16-november sequence:7' </dev/null >/dev/null
done
# The old kind, not prehashed, which klich refuses.
minisign -S -l -W -s ann.key -m call.manifest -x call.legacy.minisig </dev/null >/dev/null
