"""Figures as a table: to be looked at, and in docs/performance.md."""

from collections.abc import Iterable, Sequence

from .figure import Figure

_HEADINGS = ("", "ours", "beside", "", "ratio", "at most", "±")
_LEFT = (0, 3)


def rows(figures: Iterable[Figure]) -> list[tuple[str, ...]]:
    """Return the cells of each figure."""
    return [
        (
            one.what,
            _value(one.value, one.unit),
            "" if one.peer_value is None else _value(one.peer_value, one.unit),
            one.peer,
            "" if one.ratio is None else f"{one.ratio:.2f}",
            _bar(one),
            _noise(one),
        )
        for one in figures
    ]


def as_text(figures: Sequence[Figure]) -> str:
    """Return a table for the terminal; what misses its bar has a mark."""
    lines = [_HEADINGS, *rows(figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    marks = ["", *("missed" if one.missed else "" for one in figures)]
    return "\n".join(
        "  ".join([*map(_aligned, cells, widths, range(len(cells))), mark]).rstrip()
        for cells, mark in zip(lines, marks, strict=True)
    )


def as_markdown(figures: Iterable[Figure]) -> str:
    """Return a table in Markdown."""
    rule = ["---" if place in _LEFT else "--:" for place in range(len(_HEADINGS))]
    lines = [_HEADINGS, rule, *rows(figures)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _aligned(cell: str, width: int, place: int) -> str:
    return cell.ljust(width) if place in _LEFT else cell.rjust(width)


def _value(value: float, unit: str) -> str:
    return f"{_rounded(value)} {unit}"


def _bar(figure: Figure) -> str:
    if figure.bar is None:
        return ""
    if figure.bar_is_for == "ratio":
        return f"{figure.bar:g} times"
    return _value(figure.bar, figure.unit)


def _noise(figure: Figure) -> str:
    return _rounded(figure.noise) if figure.bar is not None and figure.noise else ""


def _rounded(value: float) -> str:
    """Return a number with three digits that mean something, at least."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
