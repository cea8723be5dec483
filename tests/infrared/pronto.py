"""Writes codes as Pronto hex, as the lists of remotes on the web do."""

from custom_components.foot_massage.core.infrared import RawCode

LEARNED = 0
CLOCK_HZ = 4_145_146
LONGEST_WORD = 0xFFFF


def to_pronto(code: RawCode) -> str:
    """Return a code as Pronto hex, which can hold neither repeats nor toggled forms."""
    period = 1_000_000 / code.carrier
    first = [*code.frame, -code.gap]
    # The custom for a code that is simply repeated: only a repeat part.
    once, repeat = ([], first)
    if code.repeat:
        once, repeat = first, [*code.repeat, -code.repeat_gap]
    words = [
        LEARNED,
        round(CLOCK_HZ / code.carrier),
        len(once) // 2,
        len(repeat) // 2,
        *(
            min(max(round(abs(us) / period), 1), LONGEST_WORD)
            for us in (*once, *repeat)
        ),
    ]
    return " ".join(f"{word:04X}" for word in words)
