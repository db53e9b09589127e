"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from bridging.errors import OutputError


def check_output(path: str | Path) -> Path:
    """Return the path of a file that can be written, or raise OutputError with a hint."""
    target = _followed(Path(path))
    if target.is_dir():
        raise OutputError(
            f"The output must be a file; {str(target)!r} is a folder. "
            f"Name a file in it, as {str(target / 'report.html')!r}."
        )
    if target.exists() and not target.is_file():
        raise OutputError(_refused(target, "it is no ordinary file"))
    folder = target.parent
    if not folder.exists():
        raise OutputError(
            f"File {str(target)!r} can't be written: the folder {str(folder)!r} does not exist. "
            "Make it first."
        )
    if not folder.is_dir():
        raise OutputError(
            f"File {str(target)!r} can't be written: {str(folder)!r} is not a folder. "
            "Choose another place."
        )
    if not os.access(folder, os.W_OK):
        raise OutputError(_refused(target, "no permission to write in its folder"))
    if target.exists() and not _writable(target):
        raise OutputError(_refused(target, "it is read-only"))
    return target


def _followed(path: Path) -> Path:
    """Return what a link points to, so that the link stays."""
    return path.resolve() if path.is_symlink() else path


def _writable(path: Path) -> bool:
    """Whether a file may be replaced; a read-only file is meant to stay, even for root."""
    return bool(path.stat().st_mode & 0o200) and os.access(path, os.W_OK)


def _refused(target: Path, reason: str) -> str:
    return f"File {str(target)!r} can't be written: {reason}. Choose another place."


def missing_library(library: str, extra: str) -> OutputError:
    """Return the error for a kind of file whose library is not installed."""
    return OutputError(
        f"The file can't be written: the library {library!r} is not installed. "
        f"Install it with: pip install 'bridging[{extra}]'"
    )


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file beside the old one, and replace that when the new one is complete."""
    path = check_output(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name[:40]}-", suffix=".part"
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(_refused(path, error.strerror or "the disk refuses")) from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, else those of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
