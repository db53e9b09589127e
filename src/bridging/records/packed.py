"""The settings of a study that is kept as a data package."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bridging.errors import StudyError
from bridging.records.schema import PACKAGE_FILE, SETTINGS_FILE

PROPERTY = "bridging"  # a property of our own, as the standard allows


def packed_settings(folder: Path) -> Mapping[str, Any]:
    """Return the settings in a ``datapackage.json``, as a ``study.toml`` would have them.

    Only our own property and the title are read; tables are found by their names, so that a
    package can't point elsewhere.

    Raises
    ------
    StudyError
        The file can't be read, or holds no data package.
    """
    try:
        package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise StudyError(f"{PACKAGE_FILE} can't be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise StudyError(f"{PACKAGE_FILE} must be saved as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise StudyError(
            f"{PACKAGE_FILE} can't be read: it is no JSON. "
            f"Write the package anew, or add a {SETTINGS_FILE}."
        ) from error
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        raise StudyError(f"{PACKAGE_FILE} must be a data package, with `resources`.")
    own = package.get(PROPERTY, {})
    settings = own.get("settings", {}) if isinstance(own, dict) else None
    if not isinstance(settings, dict):
        raise StudyError(f"{PACKAGE_FILE} must hold our settings as an object.")
    title = package.get("title")
    kept = {key: value for key, value in settings.items() if key != "tables"}
    return {"title": title, **kept} if isinstance(title, str) else kept
