"""Codes are read as people paste them, and refused with a reason."""

from dataclasses import replace

from infrared_protocols.commands.nec import NECCommand
from infrared_protocols.commands.pronto import ProntoCommand
import pytest

from custom_components.foot_massage.core.infrared import (
    CodeError,
    CodeProblem,
    RawCode,
    alike,
    fold,
    parse_code,
)
from tests.core.infrared_air import REMOTES, sent
from tests.infrared.pronto import to_pronto

FRAME = tuple(sent("nec"))
NEC_REPEAT = (9000, -2250, 562)
HELD = NECCommand(address=0x12, command=0x5A, repeat_count=3)
# A key of an LED lamp's remote, as it is found on many a web page.
PRONTO = (
    "0000 006D 0022 0002 0157 00AC 0015 0016 0015 0016 0015 0016 0015 0016 0015 0016"
    " 0015 0016 0015 0016 0015 0016 0015 0041 0015 0041 0015 0041 0015 0041 0015 0041"
    " 0015 0041 0015 0041 0015 0041 0015 0016 0015 0041 0015 0016 0015 0016 0015 0016"
    " 0015 0016 0015 0016 0015 0016 0015 0041 0015 0016 0015 0041 0015 0041 0015 0041"
    " 0015 0041 0015 0041 0015 0041 0015 0641 0157 0056 0015 0E94"
)


def text(timings: list[int] | tuple[int, ...], separator: str = ", ") -> str:
    return separator.join(map(str, timings))


@pytest.mark.parametrize(
    "pasted",
    [
        text(FRAME),
        text(FRAME, " "),
        text(FRAME, ",\n") + ",\n",
        " ".join(f"{us:+d}" for us in FRAME),
        str(list(FRAME)),
        f"code: {list(FRAME)}",
        f"[12:00:01][D][remote.raw:041]: Received Raw: {text(FRAME[:30])},\n"
        f"[12:00:01][D][remote.raw:041]:   {text(FRAME[30:])}",
        text([abs(us) for us in FRAME]),
    ],
)
def test_times_in_us(pasted: str) -> None:
    assert parse_code(pasted) == RawCode(frame=FRAME)


def test_silence_around_it() -> None:
    assert parse_code(text([-5000, *FRAME, -30_000])) == RawCode(
        frame=FRAME, gap=30_000
    )


def test_a_held_key() -> None:
    code = parse_code(text(HELD.get_raw_timings()))

    assert code == RawCode(
        frame=FRAME, gap=41_000, repeat=NEC_REPEAT, repeat_gap=96_000, repeats=3
    )
    assert code.timings() == HELD.get_raw_timings()
    assert parse_code(text(code.timings()[:70])).repeat_gap > 0


def test_the_same_frame_again() -> None:
    code = parse_code(text([*FRAME, -40_000, *FRAME, -44_000, *FRAME]))

    assert code == RawCode(frame=FRAME, gap=42_000, repeats=2)
    assert code.timings(extra_repeats=1).count(-42_000) == 3


def test_two_frames_that_differ_stay_together() -> None:
    other = sent("nec", 0x11)

    code = parse_code(text([-100, *FRAME, -20_000, *other, -50_000]))

    assert code.timings() == [*FRAME, -20_000, *other]
    assert code.gap == 50_000
    assert parse_code(text(code.frame)).frame == code.frame
    assert fold([FRAME, (500,)], [9000], 38_000) is None


def test_the_other_form() -> None:
    code = RawCode(frame=FRAME, toggled=tuple(sent("rc5")), repeats=1)

    assert code.timings()[: len(FRAME)] == list(FRAME)
    assert code.timings(toggled=True) == [*code.toggled, -40_000, *code.toggled]
    assert RawCode(frame=FRAME).timings(toggled=True) == list(FRAME)


def test_pronto() -> None:
    code = parse_code(PRONTO)
    sent_by_library = ProntoCommand.from_pronto_hex(PRONTO, repeat_count=1)

    assert code.carrier == sent_by_library.modulation
    assert alike(replace(code, repeats=1).timings(), FRAME) is False
    assert [
        *replace(code, repeats=1).timings(),
        -code.repeat_gap,
    ] == pytest.approx(
        [*sent_by_library.get_raw_timings()[:-1], -code.repeat_gap], abs=1
    )
    assert to_pronto(code) == PRONTO
    assert parse_code(f"Received Pronto: data={PRONTO.lower()}") == code


@pytest.mark.parametrize("name", REMOTES)
def test_pronto_there_and_back(name: str) -> None:
    code = RawCode(frame=tuple(sent(name)), carrier=36_000)
    pronto = to_pronto(code)
    back = parse_code(pronto)

    assert alike(back.frame, code.frame)
    assert to_pronto(back) == pronto
    assert alike(
        ProntoCommand.from_pronto_hex(pronto).get_raw_timings()[:-1], code.frame
    )


def test_pronto_that_repeats_the_frame() -> None:
    words = to_pronto(RawCode(frame=FRAME)).split()
    twice = ["0000", "006D", words[3], words[3], *words[4:], *words[4:]]

    assert parse_code(" ".join(twice)) == parse_code(" ".join(words))


@pytest.mark.parametrize(
    ("pasted", "reason"),
    [
        ("", CodeProblem.NOT_NUMBERS),
        ("JgBQAAABKZIU", CodeProblem.NOT_NUMBERS),
        ("900.5, 450", CodeProblem.NOT_NUMBERS),
        ("9000, -4500, 562", CodeProblem.TOO_SHORT),
        ("-5000", CodeProblem.TOO_SHORT),
        (text([500, -500] * 513), CodeProblem.TOO_LONG),
        (text([500, -500] * 512 + [500]), CodeProblem.TOO_LONG),
        ("500 " * 1100, CodeProblem.TOO_LONG),
        ("500, 500, -500, 500, -500, 500, -500", CodeProblem.NOT_ALTERNATING),
        ("500, -500, 0, -500, 500, -500, 500", CodeProblem.NOT_ALTERNATING),
        ("500, -500, 20, -500, 500, -500, 500", CodeProblem.IMPLAUSIBLE_TIMING),
        ("500, -500, 60000, -500, 500, -500, 500", CodeProblem.IMPLAUSIBLE_TIMING),
        ("500, -500, 500, -500, 500, -500, 500, -900000", "implausible_timing"),
        ("5000 006D 0001 0000 0015 0015", CodeProblem.BAD_PRONTO_HEADER),
        ("0000 0000 0001 0000 0015 0015", CodeProblem.BAD_PRONTO_HEADER),
        ("0000 006D", CodeProblem.BAD_PRONTO_HEADER),
        ("0000 006D 0001 0000 0015 0015 0015", CodeProblem.ODD_LENGTH),
        ("0000 006D 0002 0000 0015 0015", CodeProblem.LENGTH_MISMATCH),
        ("0000 006D 0000 0000", CodeProblem.TOO_SHORT),
        ("0000 006D 0001 0000 0015 0000", CodeProblem.IMPLAUSIBLE_TIMING),
        (PRONTO.replace("006D", "0002"), CodeProblem.IMPLAUSIBLE_CARRIER),
    ],
)
def test_what_is_no_code(pasted: str, reason: str) -> None:
    with pytest.raises(CodeError) as caught:
        parse_code(pasted)

    assert caught.value.reason == reason
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"frame": FRAME[:-1]}, CodeProblem.NOT_ALTERNATING),
        ({"frame": tuple(-us for us in FRAME)}, CodeProblem.NOT_ALTERNATING),
        ({"repeat": (500,)}, CodeProblem.TOO_SHORT),
        ({"toggled": (500, -500, 500)}, CodeProblem.TOO_SHORT),
        ({"gap": 10}, CodeProblem.IMPLAUSIBLE_TIMING),
        ({"repeat_gap": 10**6}, CodeProblem.IMPLAUSIBLE_TIMING),
        ({"carrier": 0}, CodeProblem.IMPLAUSIBLE_CARRIER),
        ({"repeats": -1}, CodeProblem.IMPLAUSIBLE_REPEATS),
        ({"repeats": 21}, CodeProblem.IMPLAUSIBLE_REPEATS),
    ],
)
def test_what_no_remote_can_send(changes: dict, reason: CodeProblem) -> None:
    with pytest.raises(CodeError) as caught:
        replace(RawCode(frame=FRAME), **changes)

    assert caught.value.reason is reason
