"""What is taken for a person's hand on a light, and what is not."""

from homeassistant.core import Context, State
import pytest

from custom_components.foot_massage.light_touch import Told, is_touch

OURS = Context(user_id="ada")
EARLIER = Context(user_id="ada")
GLIDE = Told(start=150, goal=100, arrived=10)
GOING_OFF = Told(start=None, goal=0, arrived=10)


def light(level: int | None, context: Context | None = None) -> State:
    """Return a light at a brightness (0 is off, None out of reach)."""
    if not level:
        value = "unavailable" if level is None else "off"
        return State("light.lamp", value, context=context)
    return State("light.lamp", "on", {"brightness": level}, context=context)


def touched(
    before: int | None,
    after: int | None,
    told: Told | None,
    context: Context | None = None,
    now: float = 0,
) -> bool:
    return is_touch(
        light(before, EARLIER), light(after, context), told, ours=OURS, now=now
    )


@pytest.mark.parametrize("context", [None, OURS, EARLIER])
@pytest.mark.parametrize(
    ("level", "now", "expected"),
    [
        (150, 0, False),
        (157, 0, False),
        (125, 9, False),
        (93, 0, False),
        (80, 0, True),
        (180, 0, True),
        (0, 0, True),
        (125, 11, True),
        (104, 11, False),
    ],
)
def test_without_a_sign_the_brightness_tells(
    context: Context | None, level: int, now: float, expected: bool
) -> None:
    # Bulbs report with our context for a while, whatever happens to them.
    assert touched(140, level, GLIDE, context, now) is expected


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        (Context(user_id="ada"), True),
        (Context(user_id="bob"), True),
        (Context(parent_id="an automation"), True),
        (Context(parent_id=OURS.id), False),
        (OURS, False),
        (Context(), False),
    ],
)
def test_who_told_it(context: Context, expected: bool) -> None:
    assert touched(140, 130, GLIDE, context) is expected


@pytest.mark.parametrize(
    ("level", "now", "expected"), [(200, 0, False), (0, 11, False), (200, 11, True)]
)
def test_on_its_way_off(level: int, now: float, expected: bool) -> None:
    assert touched(140, level, GOING_OFF, now=now) is expected


@pytest.mark.parametrize(
    ("context", "expected"), [(Context(), True), (OURS, False), (EARLIER, False)]
)
def test_before_it_was_told_anything(context: Context, expected: bool) -> None:
    assert touched(140, 130, None, context) is expected


@pytest.mark.parametrize(
    ("before", "after"), [(140, 140), (140, None), (None, 200), (None, 0)]
)
def test_coming_and_going_is_no_touch(before: int | None, after: int | None) -> None:
    assert not touched(before, after, GLIDE, Context(user_id="ada"))
