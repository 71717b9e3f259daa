"""Builds the wheel with the standard library alone (PEP 517), with the published program where IVAE_PROGRAM names it.

    dotnet publish -c Release -r linux-x64 -p:PublishAot=true src/Ivae.Cli -o published
    IVAE_PROGRAM=published/Ivae.Cli pip wheel --no-deps python        # or: python3 python/build_backend.py dist

Without IVAE_PROGRAM the wheel is of Python alone; the program is then found on PATH or by IVAE_HOME.
"""

import base64
import hashlib
import os
import pathlib
import re
import sys
import sysconfig
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    program = os.environ.get("IVAE_PROGRAM")
    version = _field("version")
    platform = re.sub(r"[^A-Za-z0-9]", "_", sysconfig.get_platform()) if program else "any"
    tag = f"py3-none-{platform}"
    info = f"ivae-{version}.dist-info"
    files = {f"ivae/{path.name}": (path.read_bytes(), 0o644) for path in sorted((ROOT / "ivae").glob("*.py"))}
    if program:
        ending = ".exe" if program.endswith(".exe") else ""
        files[f"ivae/bin/ivae{ending}"] = (pathlib.Path(program).read_bytes(), 0o755)
        for native in sorted(pathlib.Path(program).resolve().parent.iterdir()):
            if native.suffix in (".so", ".dylib", ".dll"):  # what draws PNG and PDF
                files[f"ivae/bin/{native.name}"] = (native.read_bytes(), 0o644)
    files[f"{info}/METADATA"] = (_metadata(version).encode(), 0o644)
    files[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: ivae\nRoot-Is-Purelib: {str(not program).lower()}\nTag: {tag}\n".encode(),
        0o644,
    )
    record = "".join(f"{name},sha256={_hash(content)},{len(content)}\n" for name, (content, _) in files.items())
    files[f"{info}/RECORD"] = (f"{record}{info}/RECORD,,\n".encode(), 0o644)

    name = f"ivae-{version}-{tag}.whl"
    os.makedirs(wheel_directory, exist_ok=True)
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, (content, mode) in files.items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))  # the same bytes at any time of day
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)
    return name


def build_sdist(sdist_directory, config_settings=None):
    raise NotImplementedError("build from the repository: the program is no part of a source distribution")


def _field(name):
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return re.search(rf'^{name} = "(.*)"$', text, re.MULTILINE).group(1)


def _metadata(version):
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needs = re.findall(r'"([^"]+)"', re.search(r"^dependencies = \[(.*)\]$", text, re.MULTILINE).group(1))
    head = ["Metadata-Version: 2.1", "Name: ivae", f"Version: {version}", f"Summary: {_field('description')}",
            "License: MIT", f"Requires-Python: {_field('requires-python')}", *(f"Requires-Dist: {need}" for need in needs),
            "Description-Content-Type: text/markdown"]
    return "\n".join(head) + "\n\n" + (ROOT / "README.md").read_text(encoding="utf-8")


def _hash(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    print(build_wheel(sys.argv[1] if len(sys.argv) > 1 else "dist"))
