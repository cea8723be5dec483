"""Run every check and print a line for each: python -m scripts.checks."""

from pathlib import Path
import sys

from . import (
    actions,
    blueprints,
    entities,
    flows,
    home,
    imports,
    lockfile,
    manifest,
    messages,
    sizes,
    texts,
)

CHECKS = {
    "Import rules": imports.check,
    "Sizes": sizes.check,
    "Manifest": manifest.check,
    "Lock file": lockfile.check,
    "Demo home": home.check,
    "Translations": texts.check,
    "Entities": entities.check,
    "Actions, triggers, conditions": actions.check,
    "Messages": messages.check,
    "Dialogs": flows.check,
    "Blueprints": blueprints.check,
}


def main() -> int:
    """Print what each check found; returns the exit status."""
    root = Path(__file__).parents[2]
    found = False
    for name, check in CHECKS.items():
        problems = check(root)
        print(f"{name}: {f'{len(problems)} problems' if problems else 'ok'}")
        for problem in problems:
            print(f"  {problem}")
        found = found or bool(problems)
    return int(found)


if __name__ == "__main__":
    sys.exit(main())
