#!/usr/bin/env python3
"""Checks a count by its public list, with nothing of klich: python3 count.py < count.txt [RECEIPT PETITION].

Every line `# DAY LINES PLEDGES ROOT` is computed anew from the lines above it, by the definition of RFC 6962, section 2.1.
Prints a line for each day, and where a receipt is given the places where it stands. Ends with 1 where anything differs.
"""
import hashlib
import sys


def sha(data):
    return hashlib.sha256(data).digest()


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha(b"\x01" + root(leaves[:k]) + root(leaves[k:]))


def main():
    wanted = None
    if len(sys.argv) == 3:
        receipt, petition = sys.argv[1:]
        wanted = sha(f"klich-pledge v1\n{petition}\n{receipt}\n".encode()).hex()
    leaves, pledges, wrong, standing = [], 0, 0, set()
    for line in sys.stdin.read().splitlines():
        if line.startswith("# "):
            day, lines, total, claimed = line[2:].split(" ")
            computed = root(leaves).hex()
            holds = (int(lines), int(total), claimed) == (len(leaves), pledges, computed)
            print(day, "holds" if holds else f"DIFFERS: {len(leaves)} lines, {pledges} pledges, {computed}")
            wrong += not holds
            continue
        sign, commitment = line.split(" ")
        # A line that withdraws must have something to withdraw, and nothing is added twice.
        if (commitment in standing) == (sign == "+"):
            print("DIFFERS:", line)
            wrong += 1
        (standing.add if sign == "+" else standing.discard)(commitment)
        pledges += 1 if sign == "+" else -1
        if commitment == wanted:
            print(f"line {len(leaves)}: {sign}")
        leaves.append(sha(b"\x00" + line.encode()))
    sys.exit(1 if wrong else 0)


main()
