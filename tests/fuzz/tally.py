"""What came of many inputs, in figures."""

from collections import Counter
from pathlib import Path


class Tally:
    """Counts outcomes, and says how the memory went."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._outcomes: Counter[str] = Counter()
        self._memory: list[int] = []

    def count(self, outcome: str) -> None:
        self._outcomes[outcome] += 1

    def weigh(self) -> None:
        """Take note of how much memory is in use, in KiB."""
        status = Path("/proc/self/status").read_text("ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        self._memory.append(int(line.split()[1]))

    def growth(self) -> int:
        """Return by how much the memory grew after the first quarter, in KiB."""
        return self._memory[-1] - self._memory[len(self._memory) // 4]

    @property
    def total(self) -> int:
        return self._outcomes.total()

    def __getitem__(self, outcome: str) -> int:
        return self._outcomes[outcome]

    def report(self) -> None:
        outcomes = ", ".join(
            f"{count} {outcome}" for outcome, count in self._outcomes.most_common()
        )
        print(f"\n{self._name}: {self.total} inputs: {outcomes}")
        if self._memory:
            kept = " ".join(f"{one / 1024:.1f}" for one in self._memory)
            print(f"{self._name}: resident memory in MiB: {kept}")
