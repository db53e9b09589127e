"""What kind of file this is, and whether a workbook can be opened: it may come from anywhere."""

import io
import re
import zipfile
from pathlib import Path

from bridging.errors import StudyError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOOK_PART = "xl/workbook.xml"
CONTENT_PART, MANIFEST = "content.xml", "META-INF/manifest.xml"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"

# what Excel itself writes stays far below these
MOST_BYTES = 100_000_000
MOST_PARTS = 2_000
MOST_UNPACKED = 500_000_000
MOST_RATIO = 200
SMALL = 20_000_000  # below this, a part may be packed as tightly as it likes
CHUNK = 1 << 20
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)")
PLAIN_TEXT = (b"utf-8", b"us-ascii", b"ascii")
WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")

SAVE_AGAIN = "Open it in Excel or LibreOffice, and save it again as a workbook (.xlsx)."


def looks_like_workbook(path: Path) -> bool:
    """Whether a file is a workbook of some kind by its first bytes, whatever its name says.

    Examples
    --------
    >>> looks_like_workbook(Path("no-such-file.xlsx"))
    False
    """
    try:
        with path.open("rb") as file:
            return file.read(8).startswith((ZIP, OLE))
    except OSError:
        return False


def safe_content(path: Path) -> bytes:
    """Return the bytes of a workbook that can be opened.

    Raises
    ------
    StudyError
        For a file that is locked, of another kind, damaged, or built to do harm.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise StudyError(f"File {path.name!r} can't be opened: {error.strerror}.") from error
    if size > MOST_BYTES:
        raise StudyError(_too_large(path.name))
    if content.startswith(OLE):
        raise StudyError(_old_or_locked(path.name, content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts_read(path.name, archive)
            _check_size(path.name, archive)
            _check_parts(path.name, archive, parts)
    except StudyError:
        raise
    except Exception as error:  # a damaged archive fails in any way that zip files can fail
        raise StudyError(damaged(path.name)) from error
    return content


def damaged(name: str) -> str:
    """Return the message for a workbook that can't be read."""
    return f"File {name!r} can't be read as a workbook: it is damaged, or no workbook. {SAVE_AGAIN}"


def _too_large(name: str) -> str:
    return (
        f"File {name!r} can't be opened: it is larger than a workbook of records can be. "
        "Split it, or save its sheets as CSV (UTF-8)."
    )


def _old_or_locked(name: str, content: bytes) -> str:
    """Say why a file of Excel's older container can't be opened."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _locked(name)
    return (
        f"File {name!r} must be a workbook of the present kind (.xlsx); it is an old one (.xls). "
        f"{SAVE_AGAIN}"
    )


def _locked(name: str) -> str:
    return (
        f"File {name!r} can't be opened: it is locked with a password. "
        "Take the password off in Excel or LibreOffice, and save it again."
    )


def is_open_document(content: bytes) -> bool:
    """Whether the bytes of a workbook that can be opened are one of LibreOffice (.ods)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return BOOK_PART not in archive.namelist()


def _parts_read(name: str, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the parts that may be read, which goes by the kind of workbook."""
    parts = set(archive.namelist())
    if BOOK_PART in parts:
        return archive.infolist()  # any part may be what another one points to
    if "mimetype" in parts and _start(archive, "mimetype", 100).startswith(OPEN_DOCUMENT):
        if MANIFEST in parts and b"encryption-data" in _start(archive, MANIFEST, CHUNK):
            raise StudyError(_locked(name))
        return [archive.getinfo(CONTENT_PART)]
    if "xl/workbook.bin" in parts:
        raise StudyError(
            f"File {name!r} must be a workbook (.xlsx); it is a binary one (.xlsb). {SAVE_AGAIN}"
        )
    raise StudyError(damaged(name))


def _start(archive: zipfile.ZipFile, part: str, size: int) -> bytes:
    """Return the first bytes of a part, however far it unpacks."""
    with archive.open(part) as file:
        return file.read(size)


def _check_size(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to far more than it is: reading stops at these sizes."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > SMALL and unpacked / packed > MOST_RATIO)
    ):
        raise StudyError(_too_large(name))


def _check_parts(name: str, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse declarations and entities, which no workbook needs, and text they could hide in."""
    for part in parts:
        with archive.open(part) as file:
            before = b""
            while chunk := file.read(CHUNK):
                if not before and _is_hidden_text(chunk):
                    raise StudyError(damaged(name))
                if DECLARATION.search(before + chunk):
                    raise StudyError(
                        f"File {name!r} can't be opened: it declares entities, which no workbook "
                        f"of records needs. {SAVE_AGAIN}"
                    )
                before = chunk[-16:]


def _is_hidden_text(start: bytes) -> bool:
    """Whether a part is text of which the bytes are not those of its letters."""
    encoding = ENCODING.match(start[:200].removeprefix(b"\xef\xbb\xbf"))
    plain = encoding is None or encoding[1].lower() in PLAIN_TEXT
    return start.startswith(WIDE_TEXT) or not plain
