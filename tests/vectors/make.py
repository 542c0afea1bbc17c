#!/usr/bin/env python3
"""Writes the vault's test vectors, by an implementation of its own that shares no code with klich.

Needs Python 3, and argon2-cffi, which is the reference implementation of Argon2, for the root key under a passphrase; without
it, that file is left as it is. Sources: RFC 8439, draft-irtf-cfrg-xchacha-03, RFC 5869, RFC 9106, and the layouts in
src/vault/.
A vector of a released version is never changed: a new version gets new files.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import struct

try:
    from argon2.low_level import Type, hash_secret_raw
except ImportError:
    hash_secret_raw = None

HERE = pathlib.Path(__file__).parent


def rotl(value, bits):
    return ((value << bits) | (value >> (32 - bits))) & 0xFFFFFFFF


def rounds(state):
    state = list(state)

    def quarter(a, b, c, d):
        for x, y, z, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[x] = (state[x] + state[y]) & 0xFFFFFFFF
            state[z] = rotl(state[z] ^ state[x], bits)

    for _ in range(10):
        for n in range(4):
            quarter(n, n + 4, n + 8, n + 12)
        for n in range(4):
            quarter(n, 4 + (n + 1) % 4, 8 + (n + 2) % 4, 12 + (n + 3) % 4)
    return state


SIGMA = struct.unpack("<4I", b"expand 32-byte k")


def hchacha(key, nonce16):
    state = rounds(SIGMA + struct.unpack("<8I", key) + struct.unpack("<4I", nonce16))
    return struct.pack("<8I", *state[:4], *state[12:])


def chacha(key, nonce12, counter, data):
    out = bytearray()
    for start in range(0, len(data), 64):
        state = SIGMA + struct.unpack("<8I", key) + (counter + start // 64,) + struct.unpack("<3I", nonce12)
        block = struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(rounds(state), state)))
        out += bytes(a ^ b for a, b in zip(data[start : start + 64], block))
    return bytes(out)


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for start in range(0, len(message), 16):
        total = (total + int.from_bytes(message[start : start + 16] + b"\x01", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def xchacha_seal(key, nonce24, plaintext, aad):
    key, nonce12 = hchacha(key, nonce24[:16]), b"\0\0\0\0" + nonce24[16:]
    ciphertext = chacha(key, nonce12, 1, plaintext)
    pad = lambda data: data + bytes(-len(data) % 16)
    message = pad(aad) + pad(ciphertext) + struct.pack("<2Q", len(aad), len(ciphertext))
    return ciphertext + poly1305(chacha(key, nonce12, 0, bytes(32)), message)


def hkdf(salt, secret, info, length=32):
    prk = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(prk, info + b"\x01", "sha256")[:length]


def mac(key, *parts):
    return hmac.digest(key, b"".join(parts), "sha256")


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])


def padded(data, bucket):
    return data + bytes(-max(len(data), 1) % bucket + (1 if not data else 0))


def fixed(label, length):
    """Bytes that are the same each time."""
    return hashlib.shake_256(label.encode()).digest(length)


def envelope(key, key_id, nonce, table, row_key, record):
    aad = b"klich.v1" + table.encode() + b"\0" + row_key
    return b"\x01" + struct.pack(">I", key_id) + nonce + xchacha_seal(key, nonce, padded(record, 64), aad)


def envelopes():
    cases = []
    for name, table, row_key, record, key_id in (
        ("one byte", "state", b"\0" * 8, b"\0", 1),
        ("a record", "audience", fixed("row 1", 16), b"\0" + fixed("record 1", 40), 1),
        ("one byte short of a bucket", "pledges", fixed("row 2", 16), fixed("record 2", 63), 2),
        ("a whole bucket", "pledges", fixed("row 2", 16), fixed("record 3", 64), 2),
        ("one byte over a bucket", "ledger", fixed("row 3", 24), fixed("record 4", 65), 0xFFFFFFFF),
        ("the longest", "inbox", struct.pack(">Q", 7), fixed("record 5", 4032), 70000),
        ("an empty record", "alert-texts", b"", b"", 0),
    ):
        key, nonce = fixed(f"data key {key_id}", 32), fixed(f"nonce {name}", 24)
        cases.append(
            {
                "name": name,
                "key": key.hex(),
                "key_id": key_id,
                "nonce": nonce.hex(),
                "table": table,
                "row_key": row_key.hex(),
                "record": record.hex(),
                "envelope": envelope(key, key_id, nonce, table, row_key, record).hex(),
            }
        )
    return {"cases": cases}


def envelope2(key, key_id, nonce, table, odd, row_key, origin, record):
    aad = b"klich.v2" + table.encode() + bytes([odd]) + row_key
    plain = padded(bytes([len(origin)]) + origin + record, 64)
    return b"\x02" + struct.pack(">I", key_id) + nonce + xchacha_seal(key, nonce, plain, aad)


def envelopes2():
    cases = []
    for name, table, odd, row_key, origin, record, key_id in (
        ("no origin, an empty record", "state", False, b"", b"", b"", 0),
        ("a person", "audience", True, fixed("row 1", 16), b"\x01" + fixed("id", 8), fixed("record 1", 40), 1),
        ("one byte short of a bucket", "ledger", False, fixed("row 3", 24), b"\x02\x05alert" + fixed("id", 8), fixed("record 2", 47), 2),
        ("a whole bucket", "ledger", True, fixed("row 3", 24), b"\x02\x05alert" + fixed("id", 8), fixed("record 3", 48), 2),
        ("one byte over a bucket", "ledger", True, fixed("row 3", 24), b"\x02\x05alert" + fixed("id", 8), fixed("record 4", 49), 3),
        ("the longest", "inbox", False, struct.pack(">Q", 7), fixed("origin", 255), fixed("record 5", 3776), 0xFFFFFFFF),
    ):
        key, nonce = fixed(f"data key {key_id}", 32), fixed(f"nonce {name}", 24)
        cases.append(
            {
                "name": name,
                "key": key.hex(),
                "key_id": key_id,
                "nonce": nonce.hex(),
                "table": table,
                "odd": odd,
                "row_key": row_key.hex(),
                "origin": origin.hex(),
                "record": record.hex(),
                "envelope": envelope2(key, key_id, nonce, table, odd, row_key, origin, record).hex(),
            }
        )
    return {"cases": cases}


def origins():
    index_key = fixed("index key", 32)
    masked, plain, untied = [], [], []
    for id in (b"", b"42", fixed("id", 32), fixed("id", 70)):
        key, name = fixed("petition key release", 32), fixed("petition name", 16)
        row_key = mac(key, b"pledges\0", id)[:16]
        pad = b"".join(mac(key, b"\0pledges\0", row_key, bytes([n])) for n in range(3))
        origin = b"\x04" + name + bytes(a ^ b for a, b in zip(id, pad))
        fields = {"key": key, "petition": name, "row_key": row_key, "id": id, "origin": origin}
        masked.append({"table": "pledges"} | {name: value.hex() for name, value in fields.items()})
    for kind, group, id, origin in (
        ("id", b"", b"123456789", b"\x01123456789"),
        ("grouped", b"alert 1", b"42", b"\x02\x07alert 142"),
        ("group", b"alert 1", b"", b"\x03alert 1"),
        ("ordered", b"", b"", b"\x06"),
    ):
        plain.append({"kind": kind, "group": group.hex(), "id": id.hex(), "origin": origin.hex()})
    for table in ("pledges", "tally"):
        before = fixed("row before", 16)
        key = mac(hkdf(None, index_key, table.encode() + b"\0untied"), before)[:16]
        untied.append({"table": table, "before": before.hex(), "row_key": key.hex()})
    return {"index_key": index_key.hex(), "masked": masked, "plain": plain, "untied": untied}


def row_keys():
    index_key = fixed("index key", 32)
    derive = lambda *info: hkdf(None, index_key, b"".join(info))
    rows, groups, names, petitions = [], [], [], []
    for table in ("audience", "pledges", "dialogues"):
        for id in (b"", b"123456789", fixed("id", 100)):
            key = mac(derive(table.encode()), id)[:16]
            rows.append({"table": table, "id": id.hex(), "row_key": key.hex()})
    for table, group, id in (("ledger", b"alert 1", b"42"), ("ledger", b"alert 2", b"42"), ("aside", b"alert 1", b"42")):
        prefix = mac(derive(table.encode(), b"\0groups"), group)[:8]
        own = mac(derive(table.encode(), b"\0group keys"), group)
        groups.append(
            {
                "table": table,
                "group": group.hex(),
                "id": id.hex(),
                "prefix": prefix.hex(),
                "row_key": (prefix + mac(own, id)[:16]).hex(),
            }
        )
    for petition in ("release", "реформа"):
        names.append({"petition": petition, "name": mac(derive(b"petition names"), petition.encode())[:16].hex()})
        key = fixed(f"petition key {petition}", 32)
        for table, id in (("pledges", b"42"), ("tally", b"42")):
            row = mac(key, table.encode(), b"\0", id)[:16]
            petitions.append({"key": key.hex(), "table": table, "id": id.hex(), "row_key": row.hex()})
    return {
        "index_key": index_key.hex(),
        "rows": rows,
        "groups": groups,
        "petition_names": names,
        "petition_rows": petitions,
    }


def keyring():
    root, salt, nonce = fixed("root key", 32), fixed("salt", 32), fixed("keyring nonce", 24)
    data_keys = [(1, fixed("data key 1", 32)), (70000, fixed("data key 70000", 32))]
    petitions = sorted((fixed(f"petition {n}", 16), fixed(f"petition key {n}", 32)) for n in range(3))
    index_key = fixed("index key", 32)
    body = varint(70000)
    body += varint(len(data_keys)) + b"".join(varint(id) + key for id, key in data_keys)
    body += index_key
    body += varint(len(petitions)) + b"".join(name + key for name, key in petitions)
    bound = b"klich-keyring\n\x01" + salt
    sealed = xchacha_seal(hkdf(salt, root, b"klich keyring v1"), nonce, padded(body, 256), bound)
    file = bound + nonce + sealed
    file += hashlib.sha256(file).digest()
    return {
        "root_key": root.hex(),
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "current": 70000,
        "data_keys": [{"id": id, "key": key.hex()} for id, key in data_keys],
        "index_key": index_key.hex(),
        "petitions": [{"name": name.hex(), "key": key.hex()} for name, key in petitions],
        "file": file.hex(),
    }


def generations(version, stage):
    """A keyring of versions that know generations; version 2 knew no stages but 0 and 1."""
    root, salt, nonce = fixed("root key", 32), fixed("salt", 32), fixed("keyring nonce", 24)
    rotating = stage in (1, 2)
    # The current key, one before it while rows lie under that, and one for copies.
    ids = {0: (70001,), 1: (70000, 70001), 2: (70000, 70001, 70002), 3: (70001, 70002)}[stage]
    data_keys = [(id, fixed(f"data key {id}", 32)) for id in ids]
    old = lambda label: fixed(f"{label} before", 32) if rotating else None
    option = lambda key: b"\x01" + key if key else b"\0"
    petitions = sorted((fixed(f"petition {n}", 16), fixed(f"petition key {n}", 32), old(f"petition key {n}") if n else None) for n in range(3))
    index_key, index_before, name_key = fixed("index key", 32), old("index key"), fixed("name key", 32)
    body = varint(70001)
    body += varint(len(data_keys)) + b"".join(varint(id) + key for id, key in data_keys)
    body += varint(300) + index_key + option(index_before) + name_key
    body += varint(len(petitions)) + b"".join(name + key + option(before) for name, key, before in petitions)
    body += bytes([stage])
    bound = b"klich-keyring\n" + bytes([version]) + salt
    sealed = xchacha_seal(hkdf(salt, root, b"klich keyring v1"), nonce, padded(body, 256), bound)
    file = bound + nonce + sealed
    file += hashlib.sha256(file).digest()
    told = {"rotating": rotating} if version == 2 else {"stage": stage, "copies": 70002 if stage == 2 else None}
    return {
        "root_key": root.hex(),
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "current": 70001,
        "data_keys": [{"id": id, "key": key.hex()} for id, key in data_keys],
        "generation": 300,
        "index_key": index_key.hex(),
        "index_before": index_before and index_before.hex(),
        "name_key": name_key.hex(),
        "petitions": [{"name": name.hex(), "key": key.hex(), "before": before and before.hex()} for name, key, before in petitions],
        **told,
        "file": file.hex(),
    }


def root_keys():
    cases = []
    for passphrase, memory, passes, lanes in (
        ("kupala night 1863", 65536, 1, 1),
        ("Кліч, 16 лістапада — “быць”", 81920, 2, 4),
    ):
        root, salt, nonce = fixed("root key", 32), fixed(f"salt {lanes}", 32), fixed(f"root nonce {lanes}", 24)
        key = hash_secret_raw(passphrase.encode(), salt, passes, memory, lanes, 32, Type.ID, 0x13)
        bound = b"klich-root-key\n\x01" + struct.pack(">3I", memory, passes, lanes) + salt
        file = bound + nonce + xchacha_seal(key, nonce, root, bound)
        file += hashlib.sha256(file).digest()
        cases.append(
            {
                "passphrase": passphrase,
                "memory_kib": memory,
                "passes": passes,
                "lanes": lanes,
                "salt": salt.hex(),
                "nonce": nonce.hex(),
                "root_key": root.hex(),
                "file": file.hex(),
            }
        )
    return {"cases": cases}


def long_parts():
    cases = []
    for value, count, last, data in ((0, 1, True, b""), (2**64 - 1, 300, False, fixed("part", 2000)), (77, 2, True, b"end")):
        encoded = b"\0" + varint(value) + varint(count) + bytes([last]) + varint(len(data)) + data
        cases.append({"value": str(value), "count": count, "last": last, "bytes": data.hex(), "encoded": encoded.hex()})
    return {"cases": cases}


def backup():
    """A backup as it lies within its sealed stream: two halves of a table, a row that was changed and one that was removed."""
    file = generations(2, 0)["file"]
    rows = [(tag, fixed(f"row {tag}", 16), fixed(f"envelope {tag}", 109)) for tag in (2, 0x82, 11)]
    place = lambda tag, key: bytes([tag, len(key)]) + key
    row = lambda tag, key, value: b"\x02" + place(tag, key) + struct.pack(">H", len(value)) + value
    out = b"klich-backup\n\x01" + b"\x01" + struct.pack(">I", len(file) // 2) + bytes.fromhex(file)
    out += b"".join(row(*one) for one in rows)
    out += row(2, rows[0][1], fixed("later envelope", 109)) + b"\x03" + place(0x82, rows[1][1])
    counts = ((2, 2, 0), (11, 1, 0), (0x82, 1, 1))
    out += b"\x04" + bytes([len(counts)]) + b"".join(struct.pack(">BQQ", *count) for count in counts)
    out += hashlib.sha256(out).digest()
    items = [{"kind": "keyring", "bytes": file}]
    items += [{"kind": "row", "tag": tag, "key": key.hex(), "value": value.hex()} for tag, key, value in rows]
    items += [{"kind": "row", "tag": 2, "key": rows[0][1].hex(), "value": fixed("later envelope", 109).hex()}]
    items += [{"kind": "removed", "tag": 0x82, "key": rows[1][1].hex()}]
    return {"items": items, "file": out.hex()}


def audit_chain():
    """Entries as postcard writes them, each with the hash of the one before."""
    entries, before = [], bytes(32)
    for number, (seconds, by, act, alert) in enumerate(
        ((1_794_816_000, 1, 1, fixed("alert", 5)), (1_794_816_060, 2, 5, fixed("alert", 5)), (1_794_902_400, 0, 15, bytes(5))), 1
    ):
        encoded = b"\0" + struct.pack(">QqIB", number, seconds, by, act) + alert + before
        before = hashlib.sha256(b"klich audit v1\0" + encoded).digest()
        fields = {"number": number, "seconds": seconds, "by": by, "act": act}
        entries.append(fields | {"alert": alert.hex(), "encoded": encoded.hex(), "digest": before.hex()})
    return {"entries": entries}


def store1():
    """A store of the first versions: keyring 1, envelopes 1, records 1. Two subscribers and their count."""
    ring, index_key = keyring(), fixed("index key", 32)
    data_key = fixed("data key 70000", 32)
    zigzag = lambda number: varint(number * 2)
    rows = []

    def row(tag, table, id, record):
        key = mac(hkdf(None, index_key, table.encode()), id)[:16]
        value = envelope(data_key, 70000, fixed(f"nonce {table} {id.hex()}", 24), table, key, record)
        rows.append({"tag": tag, "key": key.hex(), "value": value.hex()})

    for user, language in ((7_000_000_001, 1), (42, 0)):
        record = b"\0" + zigzag(user) + bytes([language]) + b"\x01" + zigzag(20_400)
        row(2, "audience", struct.pack("<q", user), record)
    row(11, "tally", b"audience", b"\0" + bytes([2, 0, 1, 1, 1]))
    return {"root_key": ring["root_key"], "keyring": ring["file"], "rows": rows}


def check_itself():
    """draft-irtf-cfrg-xchacha-03, appendix A.3.1."""
    text = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        b"sunscreen would be it."
    )
    sealed = xchacha_seal(
        bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58)), text, bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    )
    assert sealed[:16].hex() == "bd6d179d3e83d43b9576579493c0e939", sealed[:16].hex()
    assert sealed[-16:].hex() == "c0875924c1c7987947deafd8780acf49", sealed[-16:].hex()


def write(name, content):
    (HERE / name).write_text(content if isinstance(content, str) else json.dumps(content, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    check_itself()
    write("envelope-v1.json", envelopes())
    write("row-keys-v1.json", row_keys())
    write("keyring-v1.json", keyring())
    write("envelope-v2.json", envelopes2())
    write("origins-v1.json", origins())
    write("keyring-v2.json", {"at_rest": generations(2, 0), "rotating": generations(2, 1)})
    stages = ("at_rest", "moving", "copying", "clearing")
    write("keyring-v3.json", {name: generations(3, stage) for stage, name in enumerate(stages)})
    write("long-part-v1.json", long_parts())
    write("backup-v1.json", backup())
    write("audit-chain-v1.json", audit_chain())
    write("store-v1.json", store1())
    if hash_secret_raw:
        write("root-key-v1.json", root_keys())
    else:
        print("root-key-v1.json is left as it is: argon2-cffi is not installed")
    encoded = base64.urlsafe_b64encode(fixed("root key", 32)).decode().rstrip("=")
    write("key-file-v1.txt", f"klich-key-v1 {encoded}\n")
