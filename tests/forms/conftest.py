"""LibreOffice, driven by a macro as somebody would work in it, on a Belgian computer."""

import os
import shutil
import signal
import subprocess
from xml.sax.saxutils import escape

import pytest

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MODULE = (
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
    'script:language="StarBasic">{text}</script:module>'
)
LIBRARY = (
    '<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" '
    '"library.dtd"><library:library xmlns:library="http://openoffice.org/2000/library" '
    'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Module1"/></library:library>'
)
BELGIAN = (
    '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" '
    'oor:op="fuse"><value>nl-BE</value></prop></item></oor:items>'
)
BASIC = """
Sub Main
  Open "{said}" For Output As #1
  On Error Goto Wrong
  Work
  Print #1, "done"
  Close #1
  StarDesktop.terminate()
  Exit Sub
Wrong:
  Print #1, "error in line " & Erl & ": " & Error$
  Close #1
  StarDesktop.terminate()
End Sub

Sub Say(text)
  Print #1, text
End Sub

Function Given(name As String, value)
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Given = made
End Function

Function Book(path As String)
  If path = "" Then
    Book = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array(Given("Hidden", True)))
  Else
    Book = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, Array(Given("Hidden", True)))
  End If
End Function

Function Sheet(of_book, name As String)
  If Not of_book.Sheets.hasByName(name) Then of_book.Sheets.insertNewByName(name, of_book.Sheets.Count)
  Sheet = of_book.Sheets.getByName(name)
End Function

Sub Typed(of_book, name As String, place As String, text As String)
  Sheet(of_book, name).getCellRangeByName(place).FormulaLocal = text
End Sub

Sub Save(of_book, path As String, kind As String)
  of_book.storeToURL(ConvertToURL(path), Array(Given("FilterName", kind)))
End Sub

Sub SaveLocked(of_book, path As String, kind As String)
  Dim word As New com.sun.star.beans.NamedValue, way As New com.sun.star.beans.NamedValue
  word.Name = "OOXPassword" : word.Value = "geheim"
  way.Name = "CryptoType" : way.Value = "Standard"
  locked = CreateUnoValue("[]com.sun.star.beans.NamedValue", Array(word, way))
  If kind = "calc8" Then
    how = Given("Password", "geheim")
  Else
    how = Given("EncryptionData", locked)
  End If
  of_book.storeToURL(ConvertToURL(path), Array(Given("FilterName", kind), how))
End Sub

Sub Work
{work}
End Sub
"""


class Office:
    """A LibreOffice of its own, with settings of its own, in a folder."""

    def __init__(self, program, folder):
        self.command = [
            *(program, f"-env:UserInstallation=file://{folder}/profile"),
            *("--headless", "--norestore", "--nologo"),
        ]
        self.said = folder / "said.txt"
        self.run("--terminate_after_init")  # makes its folder of settings
        user = folder / "profile" / "user"
        self.module = user / "basic" / "Standard" / "Module1.xba"
        self.module.parent.mkdir(parents=True, exist_ok=True)
        (self.module.parent / "script.xlb").write_text(XML + LIBRARY)
        settings = user / "registrymodifications.xcu"
        settings.write_text(settings.read_text().replace("</oor:items>", BELGIAN))

    def run(self, *arguments):
        """Start it, and stop all of it where it takes too long, as a wrong macro does."""
        started = subprocess.Popen(
            [*self.command, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            assert started.wait(timeout=120) == 0
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            raise

    def work(self, *lines):
        """Carry out lines of Basic; return what they said."""
        text = BASIC.format(said=self.said, work="\n".join(lines))
        self.module.write_text(XML + MODULE.format(text=escape(text)), encoding="utf-8")
        self.said.unlink(missing_ok=True)
        self.run("macro:///Standard.Module1.Main")
        said = self.said.read_text(encoding="utf-8").splitlines()
        assert said[-1] == "done", said
        return said[:-1]


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return Office(program, tmp_path_factory.mktemp("office"))
