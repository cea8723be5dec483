"""What the options and levels of a device mean in our words."""

import pytest

from custom_components.foot_massage.core.massager import Heat, Technique
from custom_components.foot_massage.core.vocabulary import (
    fan_levels,
    is_off,
    numeric_levels,
    suggest_heat,
    suggest_levels,
    suggest_minutes,
    suggest_techniques,
)
from custom_components.foot_massage.core.words import Words, plain

STROKE, KNEAD = Technique.EFFLEURAGE, Technique.KNEADING
PRESS, AIR = Technique.TRIGGER_POINT, Technique.AIR_COMPRESSION
ROLL, TAP, SHAKE = Technique.ROLLING, Technique.TAPPING, Technique.VIBRATION
OFF, LOW, MEDIUM, HIGH = Heat


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("massageTime_set", "massage time set"),
        ("Fuß-Massage_1", "fuss massage 1"),
        ("Intensité", "intensite"),
        ("level10", "level 10"),
        ("30分钟", "30 分钟"),
        ("40℃", "40 c"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_words() -> None:
    words = Words("heat*, *heizung, foot bath", "足")
    for text in ("heat", "heating level", "fussheizung", "the foot bath", "手足"):
        assert words.within(text)
    for text in ("", "preheat", "heizungen", "bath", "foot"):
        assert not words.within(text)
    for text in ("heat", "foot bath heat", "heatfoot bath", "足 heat"):
        assert words.alone(text)
    for text in ("", "heating", "heat level"):
        assert not words.alone(text)


@pytest.mark.parametrize(
    "option", ["off", "Close", "关闭", "关", "Aus", "none", "stop"]
)
def test_off(option: str) -> None:
    assert is_off(option)


@pytest.mark.parametrize("option", ["soft", "non-stop", "No. 1", "on", "0", "closest"])
def test_not_off(option: str) -> None:
    assert not is_off(option)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # The standard manual_mode of Tuya's massage chair.
        (
            ("pinch", "beat", "knock", "shiatsu", "tuina", "close"),
            {KNEAD: "pinch", TAP: "knock"},
        ),
        # Its auto_mode names parts of the body and aims.
        (("female_health", "help_sleep", "shoulder_relax", "close"), {}),
        # Tuya's demo of a neck massager.
        (
            ("relieve", "vitality", "hammering", "scraping", "intelligent"),
            {TAP: "hammering", STROKE: "scraping"},
        ),
        (("Shiatsu", "Air compression"), {KNEAD: "Shiatsu", AIR: "Air compression"}),
        (("Shiatsu", "Knead"), {KNEAD: "Knead"}),
        (("Knead", "Knead 2"), {KNEAD: "Knead"}),
        (
            ("Kneten", "Klopfen", "Streichen", "Vibration"),
            {KNEAD: "Kneten", TAP: "Klopfen", STROKE: "Streichen", SHAKE: "Vibration"},
        ),
        (("Pétrissage", "Roulement"), {KNEAD: "Pétrissage", ROLL: "Roulement"}),
        (("Amasamiento", "Rodillos"), {KNEAD: "Amasamiento", ROLL: "Rodillos"}),
        (("Kneden", "Luchtdruk"), {KNEAD: "Kneden", AIR: "Luchtdruk"}),
        (
            ("揉捏", "敲击", "滚动", "气压", "震动", "指压", "刮痧"),
            {
                KNEAD: "揉捏",
                TAP: "敲击",
                ROLL: "滚动",
                AIR: "气压",
                SHAKE: "震动",
                PRESS: "指压",
                STROKE: "刮痧",
            },
        ),
        (("trigger_point", "aircell"), {PRESS: "trigger_point", AIR: "aircell"}),
        # A mix is neither, and a technique that is off is none.
        (("Knead + roll", "Roll", "Vibration off"), {ROLL: "Roll"}),
        (("Hair", "Controller", "wave", "auto", "0"), {}),
        ((), {}),
    ],
)
def test_techniques(options: tuple[str, ...], expected: dict[Technique, str]) -> None:
    assert suggest_techniques(options) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("off", "low", "medium", "high"), "off low medium high"),
        (("high", "low", "close"), "close low - high"),
        (("关闭", "弱", "中", "强"), "关闭 弱 中 强"),
        (("off", "level_1", "level_2"), "off level_1 - level_2"),
        (("off", "level_2", "level_10", "level_1"), "off level_1 level_2 level_10"),
        (("Level1",), "- - Level1 -"),
        (("Aus", "Stufe1", "Stufe3", "Stufe2"), "Aus Stufe1 Stufe2 Stufe3"),
        (("off", "38°C", "45°C"), "off 38°C - 45°C"),
        (("off", "on"), "off - on -"),
        (("off", "medium"), "off - medium -"),
        (("very_low", "low", "high", "very_high"), "- low - high"),
        (("off", "min", "max"), "off min - max"),
        (("weak", "low"), "- weak - -"),
        # Nobody knows which digit is off, and which colour is warm.
        (("0", "1"), "- - - -"),
        (("0", "1", "off"), "off - - -"),
        (("red", "blue"), "- - - -"),
        ((), "- - - -"),
    ],
)
def test_heat(options: tuple[str, ...], expected: str) -> None:
    words = zip(Heat, expected.split(), strict=True)
    assert suggest_heat(options) == {heat: word for heat, word in words if word != "-"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("level_2", "level_10", "level_1"), ("level_1", "level_2", "level_10")),
        (("1", "2", "3"), ("1", "2", "3")),
        # 0 may be off, and one level less is better than a massage that is none.
        (("0", "2", "1"), ("1", "2")),
        (("off", "high", "mid", "low"), ("low", "mid", "high")),
        (("soft", "medium", "strong"), ("soft", "medium", "strong")),
        (("强", "中", "弱"), ("弱", "中", "强")),
        (("三档", "一档", "二档"), ("一档", "二档", "三档")),
        (("auto", "low", "high"), ("low", "high")),
        (("low", "mid-low", "mid", "mid-high"), ("low", "mid-low", "mid", "mid-high")),
        (("very high", "low", "high"), ("low", "high", "very high")),
        (("Faible", "Fort"), ("Faible", "Fort")),
        (("20%", "60%", "100%"), ("20%", "60%", "100%")),
        (
            tuple(map(str, range(1, 13))),
            ("1", "2", "3", "4", "6", "7", "8", "9", "10", "12"),
        ),
        (("narrow", "middle", "wide"), ()),
        (("low", "weak"), ()),
        (("low", "turbulent"), ()),
        (("off", "on"), ()),
        (("off", "low"), ()),
        (("10 min", "20 min"), ()),
        ((), ()),
    ],
)
def test_levels(options: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert suggest_levels(options) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ((0, 3, 1), (1, 2, 3)),
        ((1, 5, 1), (1, 2, 3, 4, 5)),
        ((0, 100, 1), (10, 20, 30, 40, 50, 60, 70, 80, 90, 100)),
        ((1, 100, 1), (1, 12, 23, 34, 45, 56, 67, 78, 89, 100)),
        ((0, 12, 1), (2, 4, 6, 8, 10, 12)),
        ((0, 13, 1), (1, 3, 4, 5, 6, 8, 9, 10, 12, 13)),
        ((0, 0.3, 0.1), (0.1, 0.2, 0.3)),
        ((20, 100, 40), (20, 60, 100)),
        ((1, 2, 5), (1,)),
        ((3, 3, 1), ()),
        ((0, 10, 0), ()),
    ],
)
def test_numeric_levels(
    number: tuple[float, float, float], expected: tuple[float, ...]
) -> None:
    assert numeric_levels(*number) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (100 / 3, (33, 66, 100)),
        (33.33, (33, 66, 100)),
        (100 / 6, (16, 33, 50, 66, 83, 100)),
        (50, (50, 100)),
        (100, (100,)),
        (1, (10, 20, 30, 40, 50, 60, 70, 80, 90, 100)),
        (0, ()),
        (101, ()),
    ],
)
def test_fan_levels(step: float, expected: tuple[int, ...]) -> None:
    assert fan_levels(step) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("off", "20 min", "10 min"), {10: "10 min", 20: "20 min"}),
        (("600s", "0.5h", "1 hour"), {10: "600s", 30: "0.5h", 60: "1 hour"}),
        (("0", "15", "30"), {15: "15", 30: "30"}),
        (("30分钟", "1小时"), {30: "30分钟", 60: "1小时"}),
        (("1h30", "10_minutes", "5-min"), {5: "5-min", 10: "10_minutes", 90: "1h30"}),
        (("10 Minuten", "0,5 Stunden"), {10: "10 Minuten", 30: "0,5 Stunden"}),
        (("60 min", "1h"), {60: "60 min"}),
        (("cancel", "1h", "2h"), {60: "1h", 120: "2h"}),
        (("90s", "20s", "level_1", "10 km", "long"), {}),
        # Places in a list of options are not minutes.
        (("0", "1", "2"), {}),
        ((), {}),
    ],
)
def test_minutes(options: tuple[str, ...], expected: dict[int, str]) -> None:
    assert suggest_minutes(options) == expected
    assert list(suggest_minutes(options)) == sorted(expected)
