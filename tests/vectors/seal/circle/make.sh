#!/usr/bin/env bash
# Makes the vector of a sealed alert anew, with klich and Debian's age: what klich seals to a circle, age opens, header by
# header. It is committed; run this only where the format gets a new version. Nothing here is secret.
set -euo pipefail
cd "$(dirname "$0")"
rm -f ./*.key ./*.age ./*.json ./*.toml ./*.devices ./*.sealed ./*.minisig
klich="${KLICH:-klich}"

age-keygen -o device.key 2>/dev/null
{
  printf 'klich-devices v1\ncampaign: belarus-16-november\ncircle: medics\n'
  { age-keygen -y device.key; for _ in 1 2; do age-keygen 2>/dev/null | age-keygen -y; done; } | LC_ALL=C sort | sed 's/^/device: /'
} > medics.devices
cat > call.toml <<'TOML'
kind = "call"
campaign = "belarus-16-november"
sequence = 7
expires = 2099-01-01T00:00:00Z
salt = "00112233445566778899aabbccddeeff"
[audience]
circles = ["medics"]
[text]
be = "Бінты на мост а 18-й."
en = "Bandages to the bridge at 18."
TOML
"$klich" alert sign call.toml --key ../ann.key --output call.minisig
"$klich" alert seal call.toml --circle medics --devices medics.devices --signature call.minisig --signer ../ann.pub --output call.sealed

# A header's bytes before the payload's are an age file.
sed -n 's/^payload: //p' call.sealed | base64 -d > payload
while read -r header; do
  { base64 -d <<<"$header"; cat payload; } > member.age
  if age -d -i device.key -o opened.json member.age 2>/dev/null; then break; fi
done < <(sed -n 's/^header: [0-9a-f]* //p' call.sealed)
rm payload
test -s opened.json
