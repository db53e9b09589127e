import os
import sys

import pytest

import bridging as br
from bridging.errors import OptionError, OutputError
from bridging.report import build
from bridging.report.output import write_whole


@pytest.fixture(scope="module")
def study():
    return br.simulate.southern_women()


def test_a_page_is_written_and_its_path_returned(study, tmp_path):
    path = br.report(study, tmp_path / "page.html")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_missing_folder(study, tmp_path):
    with pytest.raises(OutputError, match=r"can't be written: the folder '.*none' does not exist"):
        br.report(study, tmp_path / "none" / "page.html")


def test_a_folder_instead_of_a_file(study, tmp_path):
    with pytest.raises(OutputError, match=r"must be a file; '.*' is a folder\. Name a file in it"):
        br.report(study, tmp_path)


def test_a_file_instead_of_a_folder(study, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="is not a folder"):
        br.report(study, tmp_path / "file" / "page.html")


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0,
    reason="an administrator may write anywhere",
)
def test_a_folder_without_permission(study, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="no permission to write in its folder"):
        br.report(study, tmp_path / "page.html")


def test_a_refusal_is_told(study, tmp_path, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(OutputError, match="no permission to write in its folder. Choose another"):
        br.report(study, tmp_path / "page.html")


def test_an_old_page_survives_a_failure_while_rendering(study, tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    path.write_text("old")

    def fail(*content):
        raise RuntimeError("no page")

    monkeypatch.setattr(build, "document", fail)
    with pytest.raises(RuntimeError, match="no page"):
        br.report(study, path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_an_old_page_survives_a_failure_while_replacing(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    path.write_text("old")

    def fail(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OutputError, match="can't be written: No space left on device"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_an_old_page_is_replaced_with_its_permissions(study, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("old")
    path.chmod(0o640)
    br.report(study, path)
    assert path.read_text(encoding="utf-8") != "old"
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o640


def test_wrong_options(study, tmp_path):
    for options, message in (
        ({"language": "fr"}, "`language` must be one of"),
        ({"audience": "press"}, "`audience` must be one of"),
        ({"minimum": 0}, "`minimum` must be a whole number"),
        ({"seed": -1}, "`seed` must be a whole number from 0"),
    ):
        with pytest.raises(OptionError, match=message):
            br.report(study, tmp_path / "page.html", **options)


def test_what_is_no_study_is_refused(tmp_path):
    with pytest.raises(OptionError, match=r"`study` must be a Study, not a dict\. Read one with"):
        br.report({}, tmp_path / "page.html")


def test_a_device_is_never_replaced(tmp_path):
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    with pytest.raises(OutputError, match="it is no ordinary file"):
        write_whole(fifo, "x")
    assert fifo.is_fifo()


def test_a_read_only_page_stays(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="it is read-only"):
        write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


def test_a_link_is_followed(tmp_path):
    real, link = tmp_path / "real.html", tmp_path / "link.html"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    write_whole(link, "new")
    assert link.is_symlink() and real.read_text(encoding="utf-8") == "new"
