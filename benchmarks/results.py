"""What was found last, kept beside the benchmarks and shown in docs/performance.md."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
import json
from pathlib import Path
from typing import Final

from .figure import Figure
from .machine import described
from .table import as_markdown

FOLDER: Final = Path(__file__).with_name("results")
PAGE: Final = Path(__file__).parents[1] / "docs" / "performance.md"
_BEGIN: Final = "<!-- results -->\n"
_END: Final = "<!-- end of results -->\n"


def keep(found: Mapping[str, Iterable[Figure]], order: Iterable[str]) -> None:
    """Write the results of each benchmark that was run, and show all there are."""
    FOLDER.mkdir(exist_ok=True)
    for name, figures in found.items():
        result = {"machine": described(), "figures": [asdict(one) for one in figures]}
        text = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.json").write_text(text, "utf-8")
    PAGE.write_text(with_results(PAGE.read_text("utf-8"), order), "utf-8")


def with_results(page: str, order: Iterable[str]) -> str:
    """Return a page with all results that are kept between its marks, in this order.

    Raises ValueError for a page without marks.
    """
    files = (FOLDER / f"{name}.json" for name in order)
    results = [json.loads(one.read_text("utf-8")) for one in files if one.exists()]
    machines = dict.fromkeys(one["machine"] for one in results)
    figures = [Figure(**one) for result in results for one in result["figures"]]
    before, after = page.index(_BEGIN) + len(_BEGIN), page.index(_END)
    shown = "\n".join([*machines, "", as_markdown(figures), ""])
    return page[:before] + shown + page[after:]
