"""The set-up: dev.py, and what the files of the project may not name."""

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """The module dev.py, at home in a folder of its own, where `run` only notes what it is asked."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.asked = []
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "run", lambda *command, **_: module.asked.append(command) or 0)
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "constraints.txt").write_text("numpy==2.4.6")
    return module


def make(folder, dev):
    """What a successful set-up leaves behind."""
    python = dev.program(folder, "python")
    python.parent.mkdir(parents=True)
    python.touch()
    (folder / "stamp").write_text(dev.fingerprint())


def test_old_pythons_can_read_it():
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    assert "main" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_old_pythons_are_refused_in_one_line(dev, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(SystemExit, match=r"^bridging needs Python 3\.11 or newer; this is .*\.$"):
        dev.main(["test"])


@pytest.mark.parametrize("arguments", [["tset"], ["lint", "src"], ["docs", "html"]])
def test_a_wrong_call_shows_the_usage(dev, capsys, arguments):
    assert dev.main(arguments) == 2
    assert "python3 dev.py report" in capsys.readouterr().err
    assert dev.asked == []


def test_help_is_no_error(dev, capsys):
    assert dev.main(["--help"]) == 0
    assert "python3 dev.py report" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["pyproject.toml", "constraints.txt"])
def test_an_environment_is_made_once_and_again_after_a_change(dev, tmp_path, file):
    make(tmp_path / ".venv", dev)
    assert dev.environment() == tmp_path / ".venv"
    assert dev.asked == []
    (tmp_path / file).write_text("changed")
    dev.environment()
    assert dev.asked[0][1:4] == ("-m", "venv", "--clear")
    assert (tmp_path / ".venv" / "stamp").read_text() == dev.fingerprint()


@pytest.mark.parametrize("lost", ["python", "stamp"])
def test_a_broken_environment_is_made_again(dev, tmp_path, lost):
    folder = tmp_path / ".venv"
    make(folder, dev)
    (dev.program(folder, lost) if lost == "python" else folder / lost).unlink()
    dev.environment()
    assert dev.asked[0][1:4] == ("-m", "venv", "--clear")


def test_pip_takes_over_where_uv_fails(dev, monkeypatch):
    monkeypatch.setattr(
        dev, "run", lambda *command, **_: dev.asked.append(command) or "uv" in command
    )
    assert dev.install_pinned(["pip"], ["uv"]) == 0
    assert dev.asked[-1] == ("pip", "--constraint", "constraints.txt", "--editable", ".[dev]")


def test_a_failed_set_up_leaves_no_stamp(dev, tmp_path):
    (tmp_path / ".venv").mkdir()
    with pytest.raises(SystemExit, match="could not be made"):
        dev.environment(install=lambda pip, uv: 1)
    assert not (tmp_path / ".venv" / "stamp").exists()


def test_a_python_without_venv_is_told_what_to_install(dev, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        dev.environment()


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], ["sample"]),
        (["--language", "nl"], ["sample", "--language", "nl"]),
        (["--language=nl"], ["sample", "--language=nl"]),
        (["--language", "nl", "mine"], ["--language", "nl", "mine"]),
        (["--language=nl", "mine"], ["--language=nl", "mine"]),
        (["mine", "-o", "page.html"], ["mine", "-o", "page.html"]),
    ],
)
def test_a_report_is_of_the_sample_unless_a_folder_is_named(dev, tmp_path, options, asked):
    make(tmp_path / ".venv", dev)
    dev.SAMPLE = "sample"
    dev.main(["report", *options])
    assert list(dev.asked[0][1:]) == ["report", "-o", "report.html", *asked]


@pytest.mark.parametrize(("options", "asked"), [([], ["sample"]), (["mine"], ["mine"])])
def test_records_are_checked(dev, tmp_path, options, asked):
    make(tmp_path / ".venv", dev)
    dev.SAMPLE = "sample"
    dev.main(["check", *options])
    assert list(dev.asked[0][1:]) == ["check", *asked]


def test_the_documentation_is_built_and_then_checked(dev, tmp_path, capsys):
    make(tmp_path / ".venv", dev)
    site = tmp_path / "docs" / "_build" / "html"
    assert dev.main(["docs"]) == 0
    build, check = dev.asked
    assert build[1:3] == ("-m", "sphinx") and build[-2:] == ("docs", site)
    assert {"--fail-on-warning", "--nitpicky"} <= set(build)
    assert check[1:] == (Path("docs", "check_site.py"), site)
    assert capsys.readouterr().out.strip() == str(site / "index.html")


def test_documentation_that_fails_names_no_page(dev, tmp_path, monkeypatch, capsys):
    make(tmp_path / ".venv", dev)
    monkeypatch.setattr(dev, "run", lambda *command, **_: "sphinx" in command)
    assert dev.main(["docs"]) == 1
    assert capsys.readouterr().out == ""


def test_no_file_names_a_place_on_one_machine_or_a_package_index():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    # Written so that they don't match themselves.
    private = re.compile(
        r"(?<![\w.])/(?:hom[e]|roo[t]|wor[k]|tm[p]|User[s])/\w|\b[A-Z]:\\+User[s]\\"
        r"|inde[x][-_]url|pypi\.or[g]|pythonhoste[d]"
    )
    found = {}
    for name in listed.stdout.decode().split("\0"):
        file = ROOT / name
        if file.is_file():
            found[name] = private.findall(file.read_bytes().decode(errors="ignore"))
    assert {name: places for name, places in found.items() if places} == {}
