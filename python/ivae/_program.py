"""The ivae program: where it is, and one run of it."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading

USAGE, DATA, DIVERGED = 2, 3, 4
SECONDS_TO_STOP = 60


class DivergedError(RuntimeError):
    """Training ended in numbers that are not finite."""


def program():
    """Path of the program: of the folder IVAE_HOME, of this package, or of PATH.

    Raises
    ------
    FileNotFoundError
        It is in none of them.
    """
    endings = [".exe", ""] if os.name == "nt" else [""]
    home = os.environ.get("IVAE_HOME")
    places = [pathlib.Path(home)] if home else [pathlib.Path(__file__).parent / "bin"]
    for place in places:
        for name in ("ivae", "Ivae.Cli"):
            for ending in endings:
                path = place / (name + ending)
                if path.is_file():
                    return _executable(path)
    if home:
        raise FileNotFoundError(f"IVAE_HOME is {home}, and there is no program ivae in it; name the folder that has it.")
    found = shutil.which("ivae")
    if found:
        return found
    raise FileNotFoundError(
        "the program ivae is neither in this package nor on PATH; install it (dotnet tool install Ivae.Cli), "
        "or set IVAE_HOME to the folder that has it.")


def run(*arguments, verbose=False, names=None):
    """Runs the program and gives what it wrote to stdout.

    Parameters
    ----------
    *arguments : str
        Its command line.
    verbose : bool
        Whether its messages are shown as they come.
    names : dict or None
        What paths of this session are called in messages.

    Raises
    ------
    ValueError
        The command line or the data is at fault; the message is the program's.
    DivergedError
        Training diverged.
    RuntimeError
        The program is at fault.
    KeyboardInterrupt
        It was interrupted, and has written what it had.
    """
    process = subprocess.Popen(
        [program(), *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", start_new_session=True)  # one interrupt: the second would end it at once
    messages = []
    reader = threading.Thread(target=_read, args=(process.stderr, messages, verbose), daemon=True)
    reader.start()
    try:
        data = process.stdout.read()
        code = process.wait()
    except KeyboardInterrupt:
        _stop(process)
        raise
    finally:
        process.stdout.close()
        reader.join()
        process.stderr.close()
    if code == 0:
        return data
    message = _plain("".join(messages).strip(), names or {})
    if code in (USAGE, DATA):
        raise ValueError(message)
    raise DivergedError(message) if code == DIVERGED else RuntimeError(message)


def _read(stream, messages, verbose):
    for line in stream:
        messages.append(line)
        if verbose:
            print(line, end="", file=sys.stderr, flush=True)


def _stop(process):
    """Lets it write what it has."""
    process.send_signal(signal.SIGINT)
    try:
        process.stdout.read()
        process.wait(SECONDS_TO_STOP)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        process.wait()


def _plain(message, names):
    """A message without paths of this session, the name of the command and dashes of options."""
    for path, name in names.items():
        message = message.replace(str(path), name)
    message = re.sub(r"^ivae( \w+)?: ", "", message)
    return re.sub(r"--([a-z][a-z-]*)", lambda match: match.group(1).replace("-", "_"), message)


def _executable(path):
    if os.name != "nt" and not os.access(path, os.X_OK):
        path.chmod(path.stat().st_mode | 0o111)  # an archive program may have left it out
    return str(path)
