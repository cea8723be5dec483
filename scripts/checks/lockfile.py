"""Each uv.lock fits its pyproject.toml, and names only PyPI's own addresses."""

from pathlib import Path
import re
import tomllib

# The second is for the newest Home Assistant.
FOLDERS = (".", "tests/newest")
PLAIN = ("https://pypi.org/simple", "https://files.pythonhosted.org/")
REMEDY = "run uv lock there"


def check(root: Path) -> list[str]:
    """Return foreign addresses, and requirements that a lock does not have."""
    return [problem for folder in FOLDERS for problem in _check(root, Path(folder))]


def _check(root: Path, folder: Path) -> list[str]:
    lock = folder / "uv.lock"
    text = (root / lock).read_text("utf-8")
    problems = [
        f"{lock}:{number}: {address}: {REMEDY} with PyPI as the index"
        for number, line in enumerate(text.splitlines(), 1)
        for address in re.findall(r'https?://[^"]+', line)
        if not address.startswith(PLAIN)
    ]
    project = tomllib.loads((root / folder / "pyproject.toml").read_text("utf-8"))
    packages = tomllib.loads(text)["package"]
    own = next(
        package for package in packages if package["name"] == project["project"]["name"]
    )
    if own["version"] != project["project"]["version"]:
        problems.append(f"{lock}:1: the project's version is not its own: {REMEDY}")
    locked = {
        (one["name"], one["specifier"])
        for group in own["metadata"]["requires-dev"].values()
        for one in group
    }
    return problems + [
        f"{lock}:1: {requirement} is not in it: {REMEDY}"
        for group in project["dependency-groups"].values()
        for requirement in group
        # A group that includes another is no requirement.
        if isinstance(requirement, str) and _split(requirement) not in locked
    ]


def _split(requirement: str) -> tuple[str, str]:
    """Return name and version of "Name==1.2" the way the lock spells them."""
    name, separator, version = requirement.partition("==")
    return re.sub(r"[-_.]+", "-", name).lower(), separator + version
