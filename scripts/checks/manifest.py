"""The manifest is complete, and says the same as pyproject, HACS and the README."""

from collections.abc import Iterator
from pathlib import Path
import re
import tomllib
from urllib.parse import unquote

from .source import INTEGRATION, line_of, load_json

# The repository's name, until it has a public home of its own.
SLUG = "foot-massage/foot-massage"
MANIFEST = INTEGRATION / "manifest.json"
REQUIRED = (
    "domain",
    "name",
    "codeowners",
    "config_flow",
    "documentation",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "requirements",
    "version",
)
_LINK = re.compile(
    r"github(?:usercontent)?\.com/([\w.-]+/[\w-]+)"
    r"|owner=([\w-]+&repository=[\w-]+)"
)


def check(root: Path) -> list[str]:
    """Return what is missing, out of order, or told differently elsewhere."""
    return [
        *_manifest(root),
        *_floor(root),
        *(problem for page in _pages(root) for problem in _slugs(root, page)),
    ]


def _pages(root: Path) -> Iterator[Path]:
    """Yield every file that may link to the repository."""
    yield MANIFEST
    for path in sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")]):
        yield path.relative_to(root)


def _manifest(root: Path) -> Iterator[str]:
    manifest = load_json(root, MANIFEST)
    keys = list(manifest)
    ordered = sorted(keys, key=lambda key: (key != "domain", key != "name", key))
    for key in REQUIRED:
        if key not in manifest:
            yield f"{MANIFEST}:1: {key} is missing: add it"
    if keys != ordered:
        yield f"{MANIFEST}:1: keys are out of order: domain, name, then a to z"
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    if manifest.get("version") != project["version"]:
        line = line_of(root, MANIFEST, '"version"')
        yield f"{MANIFEST}:{line}: not the version in pyproject.toml: make them equal"


def _floor(root: Path) -> Iterator[str]:
    """HACS and the README name the same oldest Home Assistant."""
    hacs = Path("hacs.json")
    readme = Path("README.md")
    floor = load_json(root, hacs).get("homeassistant", "")
    if not re.fullmatch(r"20\d\d\.\d+\.\d+", floor):
        yield f"{hacs}:1: homeassistant is not like 2026.10.0: write all three numbers"
    text = (root / readme).read_text("utf-8")
    stated = re.findall(r"Home Assistant (20\d\d\.\d+(?:\.\d+)?)", text)
    if not stated:
        yield f"{readme}:1: the oldest Home Assistant is not named: add {floor}"
    for version in stated:
        if version not in {floor, floor.removesuffix(".0")}:
            line = line_of(root, readme, version)
            yield f"{readme}:{line}: {version} is not {floor} as in {hacs}: correct it"


def _slugs(root: Path, page: Path) -> Iterator[str]:
    """Every link to the repository names the same repository."""
    for number, line in enumerate((root / page).read_text("utf-8").splitlines(), 1):
        for found in _LINK.findall(unquote(line)):
            slug = "".join(found).replace("&repository=", "/")
            # The pages also link to other projects, the manifest does not.
            ours = page == MANIFEST or found[1] or re.search("foot.?massage", slug)
            if ours and slug != SLUG:
                yield f"{page}:{number}: links to {slug}: use {SLUG}"
