"""Speaks to Assist, and shows what it answers and what the massager does then."""

from collections.abc import Iterable

from tests.emulator.process import EmulatorProcess

from .client import HomeClient
from .evidence import Finding
from .story import say


async def speak(
    client: HomeClient, emulator: EmulatorProcess, sentences: Iterable[str]
) -> list[Finding]:
    """Say one sentence after the other; returns whether each was understood."""
    findings: list[Finding] = []
    for sentence in sentences:
        response = await client.say(sentence)
        massager = await emulator.state()
        say(f"\nYou:       {sentence}")
        say(f"Assist:    {response['speech']['plain']['speech']}")
        say(f"Massager:  {massager['activity']}")
        understood = response["response_type"] != "error"
        findings.append(Finding(f"“{sentence}” was understood", understood))
    return findings
