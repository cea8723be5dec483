"""House rules that no linter knows; scripts/lint runs them.

Each module has one ``check(root) -> list[str]``; a problem reads
"file:line: what is wrong: what to do".
"""
