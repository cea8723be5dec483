"""A key is learned from a cheap receiver, and never anything but that key."""

from collections.abc import Sequence

from infrared_protocols.commands.nec import NECCommand
from infrared_protocols.commands.pronto import ProntoCommand
from infrared_protocols.commands.samsung import Samsung32Command
import pytest

from custom_components.foot_massage.core.infrared import RawCode, alike
from custom_components.foot_massage.core.infrared_learn import KeyLearner
from custom_components.foot_massage.core.infrared_press import Verdict
from custom_components.foot_massage.core.remote import RemoteKey
from tests.core.infrared_air import sent

AGAIN, LEARNED = Verdict.PRESS_AGAIN, Verdict.LEARNED
POWER = RawCode(frame=tuple(sent("nec", 0x01)))


def duration(timings: Sequence[int]) -> int:
    return sum(map(abs, timings))


def hear(learner: KeyLearner, *receptions: Sequence[int], at: float = 0) -> Verdict:
    """Return what comes of receptions that are two seconds apart."""
    for index, timings in enumerate(receptions):
        verdict = learner.hear(timings, at + 2 * index)
    return verdict


@pytest.mark.parametrize(("carrier", "learned"), [(None, 38_000), (36_100, 36_100)])
def test_a_held_key_in_one_reception(carrier: int | None, learned: int) -> None:
    timings = NECCommand(address=4, command=8, repeat_count=2).get_raw_timings()
    learner = KeyLearner({})

    assert learner.hear(timings, 0, carrier) is AGAIN
    assert learner.code is None
    assert learner.hear(timings[:70], 2, carrier) is LEARNED, "cut off while held"
    code = learner.code
    assert code
    assert code.carrier == learned
    assert code.timings() == pytest.approx(timings, abs=5)
    assert code.gap == 41_000
    assert code.repeat_gap == 96_000


@pytest.mark.parametrize(
    ("command", "gaps"),
    [
        (NECCommand(address=4, command=8, repeat_count=9), (41_000, 96_000)),
        (Samsung32Command(address=4, command=8, repeat_count=9), (48_000, 48_000)),
    ],
)
def test_a_held_key_frame_by_frame(command: NECCommand, gaps: tuple) -> None:
    """Most receivers take the gap between two frames for the end."""
    whole = command.get_raw_timings()
    frame = whole[:67]
    again = whole[68 : 68 + (3 if abs(whole[69]) == 2250 else 67)]
    learner = KeyLearner({})
    for press in (0, 2):
        verdict = learner.hear(frame, press)
        for count in range(1, 10):
            # Frames begin every 108 ms, and are reported when they have ended.
            at = press + 0.108 * count + (duration(again) - duration(frame)) / 1e6
            assert learner.hear(again, at) in {
                Verdict.HELD,
                LEARNED,
            }

    assert verdict is LEARNED
    assert learner.code
    assert learner.code.repeats == 3, "the press is meant, not how long it took"
    assert learner.code.repeat == (() if len(again) == 67 else tuple(again))
    assert (learner.code.gap, learner.code.repeat_gap) == pytest.approx(gaps, abs=5000)
    assert learner.hear(sent("sony"), 9) is LEARNED, "that is over"
    assert learner.hear([], 12) is LEARNED


def test_a_held_key_with_a_toggle_bit() -> None:
    learner = KeyLearner({})

    assert learner.hear(sent("rc5", toggle=0), 0) is AGAIN
    assert learner.hear(sent("rc5", toggle=0), 0.114) is Verdict.HELD
    assert learner.hear(sent("rc5", toggle=1), 0.228) is AGAIN, "another press"
    assert learner.hear(sent("rc5", toggle=1), 0.342) is Verdict.HELD
    assert learner.hear(sent("rc5", toggle=0), 2) is LEARNED
    assert learner.code
    assert learner.code.repeats == 1
    assert learner.code.carrier == 36_000
    assert learner.code.toggled == tuple(sent("rc5", toggle=1))


def test_a_toggle_bit_that_never_changes() -> None:
    learner = KeyLearner({})

    assert hear(learner, *[sent("rc5")] * 3) is AGAIN
    assert hear(learner, sent("rc5"), at=6) is LEARNED
    assert learner.code
    assert not learner.code.toggled


def test_two_keys_in_turn_are_no_toggle_bit() -> None:
    one, other = sent("rc6", toggle=0), sent("rc6", toggle=1)

    assert hear(KeyLearner({}), one, one, other, other) is AGAIN
    assert hear(KeyLearner({}), sent("sony", 1), sent("sony", 6)) is Verdict.DIFFERENT


@pytest.mark.parametrize("name", ["nec", "sony"])
def test_pronto_is_learned(name: str) -> None:
    pronto = ProntoCommand.from_raw_timings([*sent(name), -40_000])
    learner = KeyLearner({})
    timings = pronto.get_raw_timings()

    assert hear(learner, *[timings] * 4) is LEARNED
    assert learner.code
    assert alike(learner.code.frame, sent(name))


@pytest.mark.parametrize(
    ("timings", "verdict"),
    [
        ([], Verdict.TOO_SHORT),
        ([-5000], Verdict.TOO_SHORT),
        (sent("nec")[2:10], Verdict.TOO_SHORT),
        ([9000, -2250, 562], Verdict.REPEAT_ONLY),
        ([9000, -2250, 562, -96_000, 9000, -2250, 562], Verdict.REPEAT_ONLY),
        (sent("nec")[:41], Verdict.TRUNCATED),
        (sent("rc5")[:11], Verdict.TRUNCATED),
        ([*sent("nec"), -40_000, *sent("nec", 2)], Verdict.MIXED),
        ([*sent("sony"), -3000, *sent("sony")], Verdict.MIXED),
        ([*sent("nec"), -600_000, *sent("nec")], Verdict.NOISE),
        ([500, 500, -500], Verdict.NOISE),
        ([*sent("nec")[:20], 30, *sent("nec")[21:]], Verdict.NOISE),
        ([25_000, *sent("nec")[1:]], Verdict.NOISE),
        ([300, -800] * 20, Verdict.NOISE),
        ([300, -800] * 21, Verdict.NOISE),
        ([round(200 * 1.12**step) * (-1) ** step for step in range(31)], "noise"),
        ([500, -500] * 600, Verdict.TOO_LONG),
    ],
)
def test_what_is_no_press(timings: list[int], verdict: Verdict) -> None:
    learner = KeyLearner({})

    assert hear(learner, *[timings] * 4) is Verdict(verdict)
    assert learner.code is None


def test_what_follows_something_refused() -> None:
    learner = KeyLearner({})

    assert learner.hear(sent("nec")[:41], 0) is Verdict.TRUNCATED
    assert learner.hear([9000, -2250, 562], 0.1) is Verdict.HELD
    assert learner.hear(sent("nec"), 0.2) is AGAIN
    assert learner.hear(sent("nec", 2), 0.3) is Verdict.DIFFERENT


def test_the_whole_frame_replaces_its_pieces() -> None:
    whole = sent("sony")
    learner = KeyLearner({})

    assert hear(learner, whole[:21], whole[:21]) is AGAIN
    assert hear(learner, whole, whole, whole[:21], at=4) is Verdict.TRUNCATED
    assert hear(learner, whole[4:], at=10) is Verdict.TRUNCATED
    assert hear(learner, whole, whole, whole, at=12) is LEARNED
    assert learner.code
    assert alike(learner.code.frame, whole)


def test_a_key_that_is_known() -> None:
    learner = KeyLearner({RemoteKey.POWER: POWER})

    assert hear(learner, POWER.frame) is Verdict.DUPLICATE
    assert learner.duplicate_of is RemoteKey.POWER


def test_an_unknown_protocol_s_key_that_is_known() -> None:
    code = RawCode(
        frame=tuple(sent("rc6", toggle=0)), toggled=tuple(sent("rc6", toggle=1))
    )
    learner = KeyLearner({RemoteKey.HEAT: code})

    assert hear(learner, code.toggled) is Verdict.DUPLICATE
    assert hear(learner, sent("rc6", 9), at=4) is AGAIN


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("nec", AGAIN),
        ("nec_extended", Verdict.OTHER_REMOTE),
        ("samsung", Verdict.OTHER_REMOTE),
        ("rc5", Verdict.OTHER_REMOTE),
        ("sony", Verdict.OTHER_REMOTE),
    ],
)
def test_a_key_of_another_remote(name: str, verdict: Verdict) -> None:
    known = {RemoteKey.POWER: POWER}

    assert hear(KeyLearner(known), sent(name)) is verdict
    assert hear(KeyLearner(known, same_remote=False), sent(name)) is AGAIN


def test_another_remote_s_shape() -> None:
    known = {RemoteKey.POWER: RawCode(frame=tuple(sent("sony")))}

    assert hear(KeyLearner(known), sent("sony", 1)) is AGAIN
    assert hear(KeyLearner(known), sent("rc6", 1)) is Verdict.OTHER_REMOTE


def test_a_checksum_that_is_one_by_chance() -> None:
    by_chance = NECCommand(address=0x77F1, command=0xC3, subfunction=0x3C)
    known = {RemoteKey.POWER: RawCode(frame=tuple(by_chance.get_raw_timings()))}

    assert hear(KeyLearner(known), sent("nec_f16")) is AGAIN


def test_the_right_remote_blurred() -> None:
    blurred = sent("nec")
    blurred[21] = -1000

    assert hear(KeyLearner({RemoteKey.POWER: POWER}), blurred) is Verdict.NOISE
    assert hear(KeyLearner({}), sent("nec"), *[blurred] * 3) is AGAIN


def test_a_held_key_of_an_unknown_protocol() -> None:
    # Its marks are shorter than its spaces, and not by what receivers do.
    frame = [3000, -1500, *[300, -900, 300, -2700] * 6, 300]
    learner = KeyLearner({})
    for press in range(3):
        verdict = learner.hear(frame, press)
        assert learner.hear(frame, press + 0.1) in {Verdict.HELD, LEARNED}

    assert verdict is LEARNED
    assert learner.code
    assert learner.code.frame == tuple(frame)
    assert learner.code.repeats == 1
    assert learner.code.gap == pytest.approx(100_000 - duration(frame), abs=5)
