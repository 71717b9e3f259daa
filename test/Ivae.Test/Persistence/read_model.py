"""Reads a model file after docs/reference/model-format.md with the standard library alone, and prints what is in it as JSON."""
import hashlib
import json
import math
import re
import struct
import sys

with open(sys.argv[1], "rb") as file:
    content = file.read()
length = int.from_bytes(content[:8], "little")
header = json.loads(content[8:8 + length])
metadata = header.pop("__metadata__")
data = content[8 + length:]
arrays = {}
for name, entry in header.items():
    start, end = entry["data_offsets"]
    arrays[name] = struct.unpack(f"<{math.prod(entry['shape'])}f", data[start:end])
place = re.search(rb'"sha256":"([0-9a-f]{64})"', content).start(1)
unsigned = content[:place] + b"0" * 64 + content[place + 64:]
print(json.dumps({
    "model": json.loads(metadata["model"]),
    "shapes": {name: entry["shape"] for name, entry in header.items()},
    "sums": {name: sum(values) for name, values in arrays.items() if all(map(math.isfinite, values))},
    "checksum_matches": hashlib.sha256(unsigned).hexdigest() == metadata["sha256"],
}))
