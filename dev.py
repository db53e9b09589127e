"""Make the environment of bridging, and run something in it.

    python3 dev.py report [options] [STUDY]    write report.html about a study (default: the sample)
    python3 dev.py check [STUDY]               show what is wrong in the records of a study
    python3 dev.py test [pytest options]       run the tests
    python3 dev.py lint                        check style and types
    python3 dev.py wheel                       build a wheel into dist/
    python3 dev.py docs                        build the documentation into docs/_build/html
    python3 dev.py lowest [pytest options]     run the tests with the lowest versions allowed

On Windows: py dev.py ... Only Python is needed, 3.11 or newer. The environment is .venv beside
this file, made on first use and again when pyproject.toml, constraints.txt or Python changes.
"""

import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
SAMPLE = ROOT / "data" / "sample" / "five-houses"


def say(message):
    """Tell what goes on; standard output is left to the command that is run."""
    print(message, file=sys.stderr, flush=True)


def run(*command, cwd=ROOT):
    """Run a command and return its exit status: 0 is success."""
    return subprocess.call([str(part) for part in command], cwd=cwd)


def program(environment, name):
    """Path of a program in an environment."""
    windows = os.name == "nt"
    return environment / ("Scripts" if windows else "bin") / (name + ".exe" if windows else name)


def fingerprint():
    """What an environment is made from: one with another fingerprint is out of date."""
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join([*files, sys.version.encode(), bytes(ROOT)])).hexdigest()


def install_pinned(pip, uv):
    """Install the versions in constraints.txt: with uv, or where that fails with pip."""
    packages = ["--constraint", "constraints.txt", "--editable", ".[dev]"]
    failed = run(*pip, "uv") or run(*uv, *packages)
    if failed:
        say("uv could not do it; now pip tries, which takes longer.")
        failed = run(*pip, *packages)
    return failed


def install_lowest(pip, uv):
    """Install the lowest versions that pyproject.toml allows, which only uv can do."""
    if sys.version_info >= (3, 13):
        sys.exit("The lowest versions only exist for Python 3.11 and 3.12.")
    if run(*pip, "uv"):
        sys.exit("The lowest versions need uv, and pip could not install it.")
    older = "pyparsing==3.2.0"  # with newer ones matplotlib 3.8 warns of its own calls
    return run(*uv, "--resolution", "lowest-direct", "--editable", ".[dev]", older)


def environment(name=".venv", install=install_pinned):
    """Folder of an environment that is ready; it is made where missing, unfinished or old."""
    folder = ROOT / name
    python = program(folder, "python")
    stamp = folder / "stamp"  # written last
    if python.exists() and stamp.exists() and stamp.read_text() == fingerprint():
        return folder
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(
            "This Python can't make environments. On Debian or Ubuntu, install python3-venv:\n"
            "    sudo apt install python3-venv\n"
            "Elsewhere, install Python from python.org. Then run this again."
        )
    say(f"Making the environment in {name}: once, for about half a minute ...")
    pip = [python, "-m", "pip", "install", "--quiet"]
    uv = [python, "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    if run(sys.executable, "-m", "venv", "--clear", folder) or install(pip, uv):
        sys.exit("The environment could not be made; the reason stands above.")
    run(python, "-m", "compileall", "-q", "src")
    stamp.write_text(fingerprint())
    return folder


def names_a_study(options):
    """Say whether a folder is named among the options of `bridging report`, each with a value."""
    previous = ""
    for option in options:
        valued = (
            previous.startswith("-") and "=" not in previous and previous not in ("-h", "--help")
        )
        if not option.startswith("-") and not valued:
            return True
        previous = option
    return False


def report(*options):
    """Write a report; the command itself says where it lies."""
    folder = [] if names_a_study(options) else [SAMPLE]
    bridging = program(environment(), "bridging")
    return run(bridging, "report", "-o", "report.html", *folder, *options, cwd=None)


def check(*options):
    """Show what is wrong in records."""
    folder = [] if names_a_study(options) else [SAMPLE]
    return run(program(environment(), "bridging"), "check", *folder, *options, cwd=None)


def run_tests(environment, options):
    """Run the tests in an environment, on all cores."""
    return run(program(environment, "python"), "-m", "pytest", "-n", "auto", *options)


def test(*options):
    """Run the tests."""
    return run_tests(environment(), options)


def lint():
    """Check style, layout and types: all three, even where the first fails."""
    python = program(environment(), "python")
    checks = ["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]
    return max([run(python, "-m", *check) for check in checks])


def wheel():
    """Build a wheel into dist/."""
    return run(program(environment(), "python"), "-m", "hatchling", "build", "-t", "wheel")


def docs():
    """Build the documentation anew, with warnings as errors, and check its links and pictures."""
    python, site = program(environment(), "python"), ROOT / "docs" / "_build" / "html"
    strict = ["--fail-on-warning", "--keep-going", "--nitpicky", "--fresh-env", "--quiet"]
    failed = run(python, "-m", "sphinx", *strict, "docs", site)
    failed = run(python, Path("docs", "check_site.py"), site) or failed
    if not failed:
        print(site / "index.html")
    return failed


def lowest(*options):
    """Run the tests with the lowest versions."""
    return run_tests(environment(".venv-lowest", install_lowest), options)


COMMANDS = {
    "report": report,
    "check": check,
    "test": test,
    "lint": lint,
    "wheel": wheel,
    "docs": docs,
    "lowest": lowest,
}


def main(arguments):
    """Run one command and return its exit status."""
    if sys.version_info < (3, 11):
        sys.exit(f"bridging needs Python 3.11 or newer; this is {platform.python_version()}.")
    command, *options = arguments or ["--help"]
    if command in ("-h", "--help"):
        print(__doc__)
        return 0
    if command not in COMMANDS or (options and command in ("lint", "wheel", "docs")):
        say(__doc__)
        return 2
    try:
        return COMMANDS[command](*options)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
