#!/usr/bin/env python3
"""Confirms vectors/ with Python's standard library alone, from the pages of docs/formats/. Exits 1 at the first difference."""
import base64, hashlib, json, os, struct, sys, zipfile

here = os.path.dirname(os.path.abspath(__file__))
counts = {}

def load(name):
    with open(os.path.join(here, name), encoding="utf-8") as file:
        return json.load(file)

def check(what, holds):
    counts[what] = counts.get(what, 0) + 1
    if not holds:
        sys.exit(f"vectors differ: {what}")

def sha(data): return hashlib.sha256(data).digest()
def leaf_hash(leaf): return sha(b"\0" + leaf)
def node(left, right): return sha(b"\1" + left + right)
def b64(text): return base64.b64decode(text, validate=True)
def b64url(data): return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def split(n):
    k = 1
    while k * 2 < n: k *= 2
    return k

def mth(hashes):
    if not hashes: return sha(b"")
    if len(hashes) == 1: return hashes[0]
    k = split(len(hashes))
    return node(mth(hashes[:k]), mth(hashes[k:]))

def root_from_path(index, size, hash, path):
    """RFC 6962 section 2.1.1, from the top down."""
    if size == 1: return hash if not path else None
    k = split(size)
    if index < k: return node(root_from_path(index, k, hash, path[:-1]), path[-1])
    return node(path[-1], root_from_path(index - k, size - k, hash, path[:-1]))

def subtree_roots(start, end, low, high, hash, proof, whole=True):
    """(subtree hash, tree hash) that a subtree consistency proof leads to."""
    if (start, end) == (low, high):
        return (hash, hash) if whole else (proof[-1], proof[-1])
    middle, rest, last = low + split(high - low), proof[:-1], proof[-1]
    if end <= middle:
        inner, outer = subtree_roots(start, end, low, middle, hash, rest, whole)
        return inner, node(outer, last)
    if start >= middle:
        inner, outer = subtree_roots(start, end, middle, high, hash, rest, whole)
        return inner, node(last, outer)
    inner, outer = subtree_roots(middle, end, middle, high, hash, rest, False)
    return node(last, inner), node(last, outer)

for key in load("valid/keys.json")["keys"]:
    name, key_id, material = key["vkey"].split("+", 2)
    check("key id", name == key["name"] and sha(name.encode() + b"\n" + b64(material))[:4].hex() == key_id)

leaf_file = load("valid/leaf.json")
for leaf in leaf_file["leaves"] + [leaf_file["newer"]]:
    text = json.dumps(leaf["members"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    check("leaf is canonical JSON", text == leaf["text"] and len(text.encode()) < 2048)
    if "hash" in leaf: check("leaf hash", leaf_hash(text.encode()).hex() == leaf["hash"])

def commit(salt, data): return sha(b"sig/c1\0" + salt + struct.pack(">Q", len(data)) + data)

commitment = load("valid/commitment.json")
made = [commit(bytes.fromhex(i["salt"]), i["text"].encode()) for i in commitment["items"]]
for index, item in enumerate(commitment["items"]):
    check("commitment", made[index].hex() == item["commitment"])
    path = [bytes.fromhex(h) for h in item["proof"]]
    check("item proof", root_from_path(index, len(made), leaf_hash(made[index]), path).hex() == commitment["root"])
check("commitment root", mth([leaf_hash(c) for c in made]).hex() == commitment["root"])
release = commitment["release"]
check("release", leaf_hash(commit(bytes.fromhex(release["salt"]), release["text"].encode())).hex() == release["root"])
check("leaf commits", leaf_file["leaves"][0]["members"]["c"] == b64url(bytes.fromhex(commitment["root"])))

def frame(body):
    out = struct.pack(">BH", 1, len(body["items"]))
    for item in body["items"]:
        data = bytes.fromhex(item["hex"])
        out += bytes.fromhex(item["salt"]) + struct.pack(">I", len(data)) + data
    released = bytes.fromhex(body["release"]["hex"]) if body["release"] else b""
    out += struct.pack(">I", len(released)) + released + (bytes.fromhex(body["release"]["salt"]) if body["release"] else b"")
    signature = bytes.fromhex(body["releaseSignature"])
    return out + struct.pack(">H", len(signature)) + signature

bodies = load("valid/body.json")
for body in bodies["bodies"]: check("body frame", frame(body).hex() == body["hex"])
one, origin = bytes.fromhex(bodies["bodies"][0]["hex"]), bodies["frame"]["origin"].encode()
made_frame = struct.pack(">BH", 1, len(origin)) + origin + struct.pack(">I", len(bodies["frame"]["seqs"]))
for seq in bodies["frame"]["seqs"]: made_frame += struct.pack(">QI", seq, len(one)) + one
check("bodies frame", made_frame.hex() == bodies["frame"]["hex"])

sealed = load("valid/sealed-body.json")
seal, seal_key = bytes.fromhex(sealed["sealed"]), bytes.fromhex(sealed["key"])
check("sealed body", seal[0] == 2 and len(seal) == 1 + len(bytes.fromhex(sealed["body"])) + 16)
check("sealed commitment", b64url(sha(b"sig/s1\0" + struct.pack(">Q", len(seal)) + seal)) == sealed["sc"])
check("key commitment", b64url(sha(b"sig/k1\0" + seal_key)) == sealed["kc"])

merkle = load("valid/merkle.json")
hashes = [leaf_hash(leaf.encode()) for leaf in merkle["leaves"]]
roots = [b64(root) for root in merkle["roots"]]
for size, root in enumerate(roots): check("root", mth(hashes[:size]) == root)
for p in merkle["inclusion"]:
    check("inclusion", root_from_path(p["index"], p["size"], hashes[p["index"]], [b64(h) for h in p["proof"]]) == roots[p["size"]])
for p in merkle["consistency"]:
    old, new = subtree_roots(0, p["oldSize"], 0, p["size"], roots[p["oldSize"]], [b64(h) for h in p["proof"]])
    check("consistency", (old, new) == (roots[p["oldSize"]], roots[p["size"]]))
for p in merkle["subtreeConsistency"]:
    found = subtree_roots(p["start"], p["end"], 0, p["size"], b64(p["subtreeHash"]), [b64(h) for h in p["proof"]])
    check("subtree consistency", found == (b64(p["subtreeHash"]), b64(p["root"])))

for c in load("valid/checkpoint.json")["checkpoints"]:
    text, lines = c["note"].split("\n\n")
    check("checkpoint text", text.split("\n")[1:] == [str(c["size"]), c["root"]])
    times = [struct.unpack(">Q", b64(line.split(" ")[2])[4:12])[0] for line in lines.strip().split("\n")[1:]]
    check("cosignature times", times == [c["signedAt"], c["receiptedAt"], c["receiptedAt"]])

entries = load("valid/add-entries.json")
data, at, hashes = bytes.fromhex(entries["request"]["hex"]), 0, []
def take(n):
    global at
    at += n
    return data[at - n:at]
take(struct.unpack(">H", take(2))[0])
start, end = struct.unpack(">QQ", take(16))
take(struct.unpack(">H", take(2))[0])
packages = []
while at < len(data):
    first = start if not packages else packages[-1][1]
    last = min(end, first - first % 256 + 256)
    leaves = [take(struct.unpack(">H", take(2))[0]) for _ in range(first, last)]
    packages.append((first, last, leaves, [take(32) for _ in range(take(1)[0])]))
check("packages", [p[:2] for p in packages] == [(254, 256), (256, 258)])
first, last, leaves, proof = packages[1]
found = subtree_roots(256, 258, 0, end, mth([leaf_hash(l) for l in leaves]), proof)
check("package proof", found[1] == b64(entries["request"]["root"]))

def position(p):
    leaf, (head, note) = b64(p["leaf"]), p["tlogProof"].split("\n\n", 1)
    lines, size, root = head.split("\n"), int(note.split("\n")[1]), b64(note.split("\n")[2])
    index = int(lines[1].split(" ")[1])
    return index == p["seq"] and root_from_path(index, size, leaf_hash(leaf), [b64(h) for h in lines[2:]]) == root
document = load("valid/proof.json")["document"]
check("proof document", all(position(p) for p in document["positions"]))

# Ed25519 (RFC 8032 section 5.1.7), from its text: slow and not for secrets.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
def ed_add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2 % P
    return ((x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P)
def ed_times(n, point):
    out = (0, 1)
    while n:
        if n & 1: out = ed_add(out, point)
        point, n = ed_add(point, point), n >> 1
    return out
def ed_point(data):
    y, sign = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square: x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square: return None
    return (P - x if x & 1 != sign else x, y)
def ed_verify(key, message, signature):
    a, r, s = ed_point(key), ed_point(signature[:32]), int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    base = ed_point(bytes.fromhex("58" + "66" * 31))
    return None not in (a, r) and s < L and ed_times(s, base) == ed_add(r, ed_times(h, a))

def signed(note, vkey):
    """Whether an Ed25519 key (type 0x01) has signed a note; of other types whether its line is there in the right length."""
    name, key_id, material = vkey.split("+", 2)
    text, lines = note.split("\n\n")
    for line in lines.strip("\n").split("\n"):
        mark, signer, data = line.split(" ")
        data = b64(data)
        if (signer, data[:4].hex()) != (name, key_id): continue
        if b64(material)[0] == 1: return ed_verify(b64(material)[1:], (text + "\n").encode(), data[4:])
        return len(data) == 4 + 8 + (2420 if b64(material)[0] == 6 else 64)
    return False

for name in ("key", "transport"):
    file = load(f"valid/{name}-statement.json")
    for s in file["statements"]:
        members = json.loads(s["text"])
        check("statement is canonical JSON", json.dumps(members, sort_keys=True, separators=(",", ":")) + "\n" == s["text"])
        check("statement is what is signed", s["note"].startswith(s["text"] + "\n"))
        check("root signed", all(signed(s["note"], vkey) for vkey in file["root"]))
        for vkey in members.get("keys", []) + (members["former"] if name == "key" else []):
            holder, key_id, material = vkey.split("+", 2)
            check("stated key id", holder == members["name"] and sha(holder.encode() + b"\n" + b64(material))[:4].hex() == key_id)
        for der in members.get("certificates", []): check("certificate is DER", b64(der)[0] == 0x30)
    for s in load(f"invalid/{name}-statement.json")["statements"]:
        if s["reason"] == "root_signature_missing": check("root did not sign", not all(signed(s["note"], vkey) for vkey in file["root"]))

courier = load("valid/courier.json")
for m in courier["manifests"]:
    members = json.loads(m["note"].split("\n")[0])
    check("manifest is canonical JSON", json.dumps(members, sort_keys=True, separators=(",", ":")) == m["note"].split("\n")[0])
    check("manifest signed", members["to"] == courier["self"] and signed(m["note"], courier["parties"][members["from"]]))
    for named, volume in zip(members["volumes"], courier["volumes"], strict=True):
        data = bytes.fromhex(volume["hex"])
        check("volume", (named["name"], named["sha256"], named["size"]) == (volume["name"], sha(data).hex(), len(data)))
wrong = load("invalid/courier.json")
for m in wrong["manifests"]:
    if m["reason"] == "courier_signature_invalid": check("manifest not signed", not signed(m["note"], wrong["parties"]["mx"]))
named = {volume["sha256"] for volume in json.loads(courier["manifests"][0]["note"].split("\n")[0])["volumes"]}
for case in wrong["volumes"]:
    there = {sha(bytes.fromhex(data)).hex() for data in case["files"]}
    check("volumes are not those named", case["reason"] == ("courier_volume_missing" if named - there else "courier_volume_foreign") and there != named)

with zipfile.ZipFile(os.path.join(here, "valid/evidence.zip")) as archive:
    parts = {name: archive.read(name) for name in archive.namelist()}
contents = json.loads(parts["contents"])
check("evidence contents are canonical JSON", json.dumps(contents, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == parts["contents"])
check("evidence contents are what is signed", parts["contents.signed"].decode().split("\n")[:2] == ["enlace-evidence/v1", sha(parts["contents"]).hex()])
check("evidence names every part", sorted(m["name"] for m in contents["members"]) == sorted(set(parts) - {"contents", "contents.signed"}))
for member in contents["members"]:
    check("evidence part", sha(parts[member["name"]]).hex() == member["sha256"] and len(parts[member["name"]]) == member["bytes"])
opening = json.loads(parts["records/1/1/opening"])
leaf = json.loads(parts["records/1/1/leaf"])
def b64url_bytes(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
for item in opening["items"]:
    check("evidence item", b64url(commit(b64url_bytes(item["salt"]), parts[f"records/1/1/item-{item['index']}"])) == opening["commitments"][item["index"]])
check("evidence items are the entry's", b64url(mth([leaf_hash(b64url_bytes(c)) for c in opening["commitments"]])) == leaf["c"])
check("evidence release", b64url(leaf_hash(commit(b64url_bytes(opening["release_salt"]), parts["records/1/1/release"]))) == leaf["rel"])
head, note = parts["records/1/1/entry.tlog-proof"].decode().split("\n\n", 1)
path = [b64(line) for line in head.split("\n")[2:]]
size, root = int(note.split("\n")[1]), b64(note.split("\n")[2])
check("evidence entry is in the log", root_from_path(leaf["seq"], size, leaf_hash(parts["records/1/1/leaf"]), path) == root)

def sum_leaf(event):
    place, value = struct.pack(">HQ", event["log"], event["seq"]), struct.pack(">Q", event["value"])
    return value + struct.pack(">Q", 1) + place + place + sha(b"\0" + place + value + leaf_hash(b64(event["leaf"])))

def sum_node(left, right):
    check("places in order", left[26:36] < right[16:26])
    numbers = [struct.unpack(">QQ", side[:16]) for side in (left, right)]
    total, count = (a + b for a, b in zip(*numbers))
    return struct.pack(">QQ", total, count) + left[16:26] + right[26:36] + sha(b"\1" + left + right)

def sum_tree(nodes): return nodes[0] if len(nodes) == 1 else sum_node(sum_tree(nodes[:split(len(nodes))]), sum_tree(nodes[split(len(nodes)):]))

def sum_path(index, size, described, path):
    if size == 1: return described
    k = split(size)
    if index < k: return sum_node(sum_path(index, k, described, path[:-1]), path[-1])
    return sum_node(path[-1], sum_path(index - k, size - k, described, path[:-1]))

result = load("valid/sealed-result.json")
sealed_text = result["seal"].split("\n")[0]
result_seal = json.loads(sealed_text)
check("seal is canonical JSON", json.dumps(result_seal, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == sealed_text)
for vkey in result["keys"]: check("seal signed", signed(result["seal"], vkey))
total = sum_tree([sum_leaf(event) for event in result["events"]])
check("sealed total", struct.unpack(">QQ", total[:16]) == (int(result_seal["sum"]), result_seal["count"]) and total[36:] == b64(result_seal["root"]))
for event in result["events"]:
    check("event under the seal", sum_path(event["index"], result_seal["count"], sum_leaf(event), [b64(one) for one in event["path"]]) == total)
    home = result_seal["logs"][event["log"]]
    check("event in its log", root_from_path(event["seq"], home["size"], leaf_hash(b64(event["leaf"])), [b64(one) for one in event["entry"]]) == b64(home["root"]))
randomness = sha(bytes.fromhex(result["beacon"]["signature"]))
sample_seed = sha(b"enlace-sample/1\0" + total[36:] + total[8:16] + randomness)
def drawn(within, index_of):
    chosen, draw = [], 0
    while len(chosen) < result["sample"]["events"]:
        x = struct.unpack(">Q", sha(sample_seed + struct.pack(">I", draw))[:8])[0]
        draw += 1
        if x >= 2**64 // within * within: continue
        index = index_of(x % within)
        if index not in chosen: chosen.append(index)
    return chosen
def at_amount(amount):
    for event in result["events"]:
        if amount < event["value"]: return event["index"]
        amount -= event["value"]
check("sample by event", drawn(result_seal["count"], lambda x: x) == result["drawn"]["by_event"])
check("sample by amount", drawn(int(result_seal["sum"]), at_amount) == result["drawn"]["by_amount"])

statement = load("valid/statement.json")
statement_text = json.loads(statement["text"])
check("statement is canonical JSON", json.dumps(statement_text, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n" == statement["text"])
check("hash of the statement", sha(statement["text"].encode()).hex() == statement["sha256"])
for note in statement["certificates"]:
    said = json.loads(note.split("\n")[0])
    check("certificate over the statement", said["sha256"] == statement["sha256"] and said["parties"] == statement_text["parties"])
    check("certificate signed", any(vkey.startswith(f"node.{said['by']}.") and signed(note, vkey) for vkey in statement["keys"]))

print("confirmed: " + ", ".join(f"{what} {n}" for what, n in counts.items()))
