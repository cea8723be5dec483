"""Frames of known protocols are understood as the encoders meant them."""

from random import Random

from infrared_protocols.commands.nec import NECCommand
from infrared_protocols.commands.rc5 import RC5Command
from infrared_protocols.commands.samsung import Samsung32Command
import pytest

from custom_components.foot_massage.core.infrared_decode import (
    Meaning,
    Protocol,
    decode,
    is_part,
)
from tests.core.infrared_air import received, sent


@pytest.mark.parametrize("address", [0x00, 0x04, 0xFF, 0x1234, 0xFF00])
@pytest.mark.parametrize("command", [0x00, 0x08, 0xA5, 0xFF])
def test_nec_means_what_the_library_says(address: int, command: int) -> None:
    timings = NECCommand(address=address, command=command).get_raw_timings()
    decoded = NECCommand.from_raw_timings(timings)

    assert decoded is not None
    assert decode(timings) == Meaning(
        protocol=Protocol.NEC, address=decoded.address, command=decoded.command
    )


def test_nec_without_a_checksum() -> None:
    timings = NECCommand(address=0x77F1, command=0x21, subfunction=0x3C)

    assert decode(timings.get_raw_timings()) == Meaning(
        protocol=Protocol.NEC_F16, address=0x77F1, command=0x3C21
    )


@pytest.mark.parametrize(("address", "heard"), [(0x07, 0x0707), (0x1234, 0x1234)])
def test_samsung(address: int, heard: int) -> None:
    timings = Samsung32Command(address=address, command=0x42).get_raw_timings()

    assert decode(timings) == Meaning(
        protocol=Protocol.SAMSUNG32, address=heard, command=0x42
    )


@pytest.mark.parametrize("toggle", [0, 1])
@pytest.mark.parametrize("address", [0, 5, 31])
@pytest.mark.parametrize("command", range(128))
def test_rc5(address: int, command: int, toggle: int) -> None:
    timings = RC5Command(address=address, command=command, toggle=toggle)

    meaning = decode(timings.get_raw_timings())

    assert meaning == Meaning(protocol=Protocol.RC5, address=address, command=command)
    assert meaning.toggle == toggle


@pytest.mark.parametrize("name", ["nec", "nec_extended", "nec_f16", "samsung", "rc5"])
def test_a_blurred_frame_means_the_same(name: str) -> None:
    random = Random(name)
    for command in range(256):
        timings = sent(name, command)
        meaning = decode(timings)

        assert meaning is not None
        assert decode(received(random, timings)) == meaning


@pytest.mark.parametrize(
    "timings",
    [
        # The leaders of no protocol, Samsung's without the checksum, half bits.
        [6000, -3000, *sent("nec")[2:]],
        [4500, -4500, *sent("nec_f16")[2:]],
        [9000, -4500, 1500, *sent("nec")[3:]],
        [9000, -4500, 562, -990, *sent("nec")[4:]],
        [889, -889] * 13 + [1778],
        [889, -889] * 3 + [1778, -1778, 1778],
        [1200, *sent("rc5")[1:]],
        [600, -3000, *sent("rc5")[2:]],
        sent("sony"),
        sent("rc6"),
    ],
)
def test_nothing_is_made_of_other_frames(timings: list[int]) -> None:
    assert decode(timings) is None


@pytest.mark.parametrize("name", ["nec", "samsung", "rc5"])
def test_a_piece_is_known_as_one(name: str) -> None:
    timings = sent(name)

    for length in range(11, len(timings) - 2, 2):
        bits = (length - 3) // 2
        # As long as a frame of another protocol with the same leader.
        whole = name != "rc5" and bits in {16, 24, 28}
        assert is_part(timings[:length]) is not whole
    assert not is_part(sent("sony"))
