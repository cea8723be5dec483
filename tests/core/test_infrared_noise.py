"""Noise: what a cheap receiver makes of a key is learned right, or not at all."""

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest

from custom_components.foot_massage.core.infrared import RawCode
from custom_components.foot_massage.core.infrared_decode import decode
from custom_components.foot_massage.core.infrared_learn import KeyLearner
from custom_components.foot_massage.core.infrared_press import Verdict
from tests.core.infrared_air import DAMAGE, REMOTES, damaged, lamp, received, sent

AGAIN, LEARNED = Verdict.PRESS_AGAIN, Verdict.LEARNED
TOGGLING = {"rc5", "rc6"}
# What nobody here can decode has to be heard more often: in both its forms, if it
# toggles, and not just by chance, if an edge may be missing.
MOST_PRESSES = dict.fromkeys(REMOTES, 3) | {"rc6": 4, "sony": 4}


def near(frame: Sequence[int], timings: Sequence[int]) -> bool:
    """Return whether each time is right to 15 % or 120 µs."""
    return len(frame) == len(timings) and all(
        abs(a - b) <= max(120, abs(b) * 0.15)
        for a, b in zip(frame, timings, strict=True)
    )


def is_right(code: RawCode | None, name: str, command: int) -> bool:
    """Return whether the learned key is the one that was sent."""
    assert code
    forms = [sent(name, command, toggle) for toggle in (0, 1)]
    frames = [frame for frame in (code.frame, code.toggled) if frame]
    return all(
        any(near(frame, form) for form in forms) and decode(frame) == decode(forms[0])
        for frame in frames
    )


@pytest.mark.parametrize("name", REMOTES)
def test_a_key_is_learned_in_few_presses(name: str) -> None:
    for seed in range(100):
        random = Random(f"{name} {seed}")
        command = random.randrange(256)
        # Nothing puts right the jitter of what cannot be decoded.
        jitter = 0.08 if decode(sent(name)) is None else 0.15
        learner = KeyLearner({})
        for press in range(MOST_PRESSES[name]):
            timings = received(random, sent(name, command, press % 2), jitter)
            verdict = learner.hear(timings, 2.0 * press)
            if verdict is LEARNED:
                break
            assert verdict in {AGAIN, Verdict.DIFFERENT}

        assert verdict is LEARNED
        assert is_right(learner.code, name, command)
        assert learner.code
        assert bool(learner.code.toggled) is (name in TOGGLING)


@pytest.mark.parametrize("name", REMOTES)
def test_nothing_wrong_is_learned_from_damage_alone(name: str) -> None:
    """1,000 receptions, each of which is spoiled."""
    verdicts: Counter[Verdict] = Counter()
    for seed in range(50):
        random = Random(f"{name} {seed}")
        command = random.randrange(256)
        learner = KeyLearner({})
        for press in range(20):
            timings = damaged(random, sent(name, command, press % 2))
            verdict = learner.hear(timings, 2.0 * press)
            verdicts[verdict] += 1
            if verdict is LEARNED:
                assert is_right(learner.code, name, command)
                learner = KeyLearner({})

    assert verdicts.total() == 1000
    # Now and then a whole frame comes through, next to a piece of another.
    assert verdicts[LEARNED] < 20
    assert verdicts[Verdict.NOISE] > 100


@pytest.mark.parametrize("name", REMOTES)
def test_a_key_is_learned_among_damage(name: str) -> None:
    learned = 0
    for seed in range(50):
        random = Random(f"{name} {seed}")
        command = random.randrange(256)
        learner = KeyLearner({})
        for press in range(20):
            timings = sent(name, command, press % 2)
            spoil = damaged if random.random() < 0.3 else received
            if learner.hear(spoil(random, timings), 2.0 * press) is LEARNED:
                assert is_right(learner.code, name, command)
                learned += 1
                break

    assert learned >= 40


def test_no_damage_is_a_clean_press() -> None:
    random = Random("damage")
    for spoil in DAMAGE:
        for _ in range(200):
            timings = received(random, spoil(random, sent("nec")))
            meaning = decode(timings)
            assert meaning is None or meaning == decode(sent("nec"))


def test_lamps_are_no_remotes() -> None:
    random = Random("lamp")
    learner = KeyLearner({})
    verdicts = {learner.hear(lamp(random), 2 * count) for count in range(500)}

    assert LEARNED not in verdicts
