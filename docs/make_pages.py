"""Pages that are made at each build: notebooks, sources and the gallery, in docs/made.

`docs/conf.py` calls `make_pages`. Pages that are committed (measures, data, glossary) are made by
`make_tables.py` instead.
"""

import json
import re
import shutil

from make_gallery import make_gallery

from bridging import figures
from bridging.measures import all_measures

ACCENTS = {
    r"{\l}": "ł",
    r"{\oe}": "œ",
    r"{\"a}": "ä",
    r"{\"u}": "ü",
    r"{\"o}": "ö",
    r"{\'e}": "é",
    r"\&": "&",
    "--": "–",
}

DUTCH_NOTEBOOKS = "01_eerste_blik", "02_vijf_huizen"

NOTEBOOKS = """# Notebooks

They lie in the folder `notebooks` of the project and are shown here as they were run. To run one
yourself, open it in JupyterLab: `pip install "bridging[notebook]"` brings it.

Begin with *A first look* (in Dutch: *Een eerste blik*); each of the others can be read by itself.

```{toctree}
:maxdepth: 1
:glob:

notebooks/*
```
"""


def make_pages(docs):
    """Write every made page anew."""
    made = docs / "made"
    shutil.rmtree(made, ignore_errors=True)
    (made / "notebooks").mkdir(parents=True)
    for notebook in sorted((docs.parent / "notebooks").glob("*.ipynb")):
        text = with_alternatives(notebook.read_text(encoding="utf-8"))
        (made / "notebooks" / notebook.name).write_text(text, encoding="utf-8")
    (made / "notebooks.md").write_text(NOTEBOOKS, encoding="utf-8")
    bibliography = (docs / "references.bib").read_text(encoding="utf-8")
    (made / "sources.md").write_text(sources_page(bibliography), encoding="utf-8")
    (made / "measure_functions.rst").write_text(measure_functions(), encoding="utf-8")
    (made / "figure_functions.rst").write_text(figure_functions(), encoding="utf-8")
    make_gallery(docs, made)


def measure_functions():
    """List the functions of the measures, by what they take."""
    parts = ["Functions of the measures", "=========================", ""]
    parts += ["Each takes one structure, and broadcasts over its leading axes.", ""]
    for structure in dict.fromkeys(measure.structure.__name__ for measure in all_measures()):
        names = [m.name for m in all_measures() if m.structure.__name__ == structure]
        parts += [structure, "-" * len(structure), "", *listed("bridging.measures", names, "api")]
    return "\n".join(parts)


def figure_functions():
    """List the functions that draw."""
    names = sorted(name for name in figures.__all__ if name.startswith("plot_"))
    head = ["Functions of the figures", "========================", ""]
    return "\n".join([*head, *listed("bridging.figures", names, "api")])


def listed(module, names, folder):
    """Write the directive that gives each function a page."""
    rows = [f"   {module}.{name}" for name in names]
    return [".. autosummary::", f"   :toctree: {folder}", "", *rows, ""]


def with_alternatives(text):
    """Give the pictures of a notebook a text alternative: the words that stand above them."""
    notebook = json.loads(text)
    said = ""
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            said = source
        elif any("image/png" in output.get("data", {}) for output in cell["outputs"]):
            words = " ".join(re.sub(r"[#*`]", "", said).split())
            cell["metadata"]["mystnb"] = {"image": {"alt": f"Figure. {words}"}}
    return json.dumps(notebook)


def sources_page(bibliography):
    """Write the works of a BibTeX file as a list, each under its key."""
    entries = sorted(read_entries(bibliography), key=lambda entry: entry["key"])
    lines = [
        "# Sources",
        "",
        "The works that measures, tests and intervals come from, by the key that the pages and "
        "`br.list_measures()` use. The same list as BibTeX: {download}`references.bib "
        "<../references.bib>`.",
        "",
    ]
    for entry in entries:
        lines += [f"({entry['key']})=", f"`{entry['key']}`", f": {describe(entry)}", ""]
    return "\n".join(lines)


def read_entries(bibliography):
    """Read a BibTeX file whose fields stand on lines of their own, as ours do."""
    entries = []
    for kind, key, body in re.findall(r"@(\w+)\{([^,]+),\n(.*?)\n\}", bibliography, re.S):
        fields = re.findall(r"^\s*(\w+)\s*=\s*\{(.*?)\},?$", body, re.M)
        entries.append({"kind": kind, "key": key, **{n: plain(value) for n, value in fields}})
    return entries


def plain(value):
    """Write a BibTeX value without its braces and commands."""
    for command, letter in ACCENTS.items():
        value = value.replace(command, letter)
    return value.replace("{", "").replace("}", "")


def describe(entry):
    """Write one work as a sentence."""
    authors = entry.get("author", entry.get("editor", "")).replace(" and others", " and others")
    names = authors.split(" and ")
    who = " and ".join([*([", ".join(names[:-1])] if names[:-1] else []), names[-1]])
    where = entry.get("journal") or entry.get("booktitle") or entry.get("publisher")
    where = where or entry.get("school") or entry.get("howpublished") or ""
    volume = entry.get("volume", "") + (f"({entry['number']})" if "number" in entry else "")
    place = ", ".join(part for part in (f"*{where}*" if where else "", volume) if part)
    pages = f", {entry['pages']}" if "pages" in entry else ""
    link = f" [doi:{entry['doi']}](https://doi.org/{entry['doi']})" if "doi" in entry else ""
    title = entry["title"].rstrip(".?")
    return f"{who} ({entry['year']}). {title}. {place}{pages}.{link}"
