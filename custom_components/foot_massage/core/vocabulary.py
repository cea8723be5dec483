"""What the words of a device mean in ours: options, levels and lengths.

Nothing is guessed: what is not understood is left out, and the person who sets the
massager up may say what it means.
"""

from collections.abc import Sequence
import re

from .massager import Heat, Technique
from .words import Words, plain

_MOST_SUGGESTED = 10
_FEWEST_EVEN_LEVELS = 5
_MAX_PERCENT = 100

# How strong a word is; "very" makes it a lowest or a highest.
_LOWEST_RANK, _LOW_RANK, _MEDIUM_RANK, _HIGH_RANK, _HIGHEST_RANK = range(5)

_OFF = Words(
    "off, close, closed, cancel, disable, disabled, aus, arret, eteint, apagado",
    "cerrado, uit, 关闭, 停止, 取消",
)
# These mean something else in longer texts, as in "no. 1" and "non-stop".
_OFF_ALONE = Words("no, none, stop, false, keine, kein, aucun, ninguno, geen, 关, 无")
_ON = Words("on, an, ein, marche, allume, encendido, aan, 开, 打开, 开启")
_AUTO = Words(
    "auto, automatic, automatik, automatique, automatico, automatisch, smart",
    "自动, 智能",
)

# The best word for a technique comes first: of "pinch" and "shiatsu" the first is
# kneading, if a massager tells them apart.
_TECHNIQUES: dict[Technique, tuple[Words, ...]] = {
    Technique.EFFLEURAGE: (
        Words(
            "effleurage, efleurage, strok*, streich*, strijk*, frotacion, 抚摸, 轻抚"
        ),
        Words("caress*, glid*, scrap*, schab*, 刮痧, 推拿抚"),
    ),
    Technique.KNEADING: (
        Words("knead*, knet*, petriss*, *petrissage, amas*, kneden, kneed*, 揉, 捏"),
        Words("pinch*, kneif*, pinc*, pellizc*, knijp*"),
        Words("shiatsu, siatsu"),
        Words("tuina, tui na, 推拿"),
    ),
    Technique.TRIGGER_POINT: (
        Words("trigger*, 触发点"),
        Words("acupress*, akupress*, acupoint*, digitopress*, digitopunt*"),
        Words("pressure point*, druckpunkt*, point* de pression, drukpunt*"),
        Words("指压, 点按, 点压, 穴位, reflexolog*, reflexzone*"),
    ),
    Technique.AIR_COMPRESSION: (
        Words("air, aircell*, airbag*, air bag*, air cell*, 气压, 气囊, 空气"),
        Words("compress*, kompress*, compres*, luft*, druckluft*, aire, lucht*"),
        Words("pressotherap*, presoterapia"),
    ),
    Technique.ROLLING: (
        Words("roll*, roul*, rodillo*, rodar, rodamiento, 滚"),
        Words("walz*, wals*"),
    ),
    Technique.TAPPING: (
        Words("tap, taps, tapping, tapot*, klopf*, golpe*, klop*, 叩击, 拍打, 拍击"),
        Words("knock*, 敲"),
        Words("beat*, hammer*, percuss*, perkuss*, percut*, martel*, 捶, 锤"),
    ),
    Technique.VIBRATION: (Words("vibra*, vibrier*, tril*, 震动, 振动, 震颤"),),
}

_HEAT_RANKS = {Heat.LOW: _LOW_RANK, Heat.MEDIUM: _MEDIUM_RANK, Heat.HIGH: _HIGH_RANK}

_LOWEST = Words(
    "min, minimum, minimal, lowest, gentlest, niedrigste, minimo, 最低, 最弱"
)
_LOW = Words(
    "low, weak, gentle, mild, soft, light, slow, niedrig, schwach, sanft, leicht",
    "gering, langsam, bas, basse, faible, doux, douce, leger, lent, bajo, baja",
    "debil, suave, lento, laag, zwak, zacht, licht, langzaam, 弱, 低, 轻, 小, 慢, 柔和",
)
_MEDIUM = Words(
    "medium, mid, middle, med, normal, moderate, standard, mittel, moyen, moyenne",
    "medio, media, moderado, gemiddeld, middel, normaal, 中, 标准",
)
_HIGH = Words(
    "high, strong, hard, firm, intense, deep, fast, hoch, stark, kraftig, fest",
    "schnell, haut, haute, fort, forte, eleve, rapide, alto, alta, fuerte, rapido",
    "hoog, sterk, stevig, snel, 强, 高, 重, 大, 快",
)
_HIGHEST = Words(
    "max, maximum, maximal, highest, strongest, turbo, hochste, 最高, 最强"
)
_VERY = Words("very, extra, super, ultra, sehr, tres, muy, zeer, 超, 特")

_NUMBERED = re.compile(
    r"(?P<word>level|lv|l|stufe|speed|gear|grade|step|niveau|nivel|stand|第)?\s*"
    r"(?P<number>\d+)\s*(?P<after>档|级|挡|c|degrees)?"
)
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九", "123456789")

# In seconds.
_UNITS = {
    1: "s|secs?|seconds?|sek|sekunden?|secondes?|segundos?|seconden?|秒钟?",
    60: "m|mins?|minutes?|minuten?|minuut|minutos?|分钟?",
    3600: "h|hrs?|hours?|std|stunden?|heures?|horas?|uur|uren|小时|时",
}
_UNIT = rf"(?:{'|'.join(_UNITS.values())})(?![a-z])"
_LENGTH = re.compile(rf"(\d+(?:[.,]\d+)?)\s*({_UNIT})?")
_LENGTHS = re.compile(rf"(?:{_LENGTH.pattern}\s*)+")
# Options that are just numbers are minutes if they look like a kitchen timer's, and
# places in a list of options otherwise.
_MINUTES_STEP = 5


def is_off(option: str) -> bool:
    """Return whether an option means that nothing runs, as "off" and "close" do."""
    text = plain(option)
    return _OFF.within(text) or _OFF_ALONE.alone(text)


def suggest_techniques(options: Sequence[str]) -> dict[Technique, str]:
    """Return the option for each technique, no option twice.

    An option that mixes two techniques stands for neither.
    """
    pure: dict[Technique, list[str]] = {}
    for option in options:
        fitting = [
            technique
            for technique, ranks in _TECHNIQUES.items()
            if any(words.within(plain(option)) for words in ranks)
        ]
        if len(fitting) == 1 and not is_off(option):
            pure.setdefault(fitting[0], []).append(option)
    return {
        technique: next(
            option
            for words in ranks
            for option in pure[technique]
            if words.within(plain(option))
        )
        for technique, ranks in _TECHNIQUES.items()
        if technique in pure
    }


def suggest_heat(options: Sequence[str]) -> dict[Heat, str]:
    """Return the option for each heat, from off to high.

    Bare digits are not guessed: on some massagers 1 is off. Of numbered levels the
    coolest, the middle and the warmest are taken; two are low and high.
    """
    off = [option for option in options if is_off(option)]
    texts = [(option, plain(option)) for option in options if option not in off]
    found: dict[Heat, str] = {Heat.OFF: off[0]} if off else {}
    for heat, wanted in _HEAT_RANKS.items():
        near = [
            (abs(rank - wanted), option)
            for option, text in texts
            if (rank := _rank(text)) is not None
            and abs(min(max(rank, _LOW_RANK), _HIGH_RANK) - wanted) < 1
        ]
        # "Very high" is high, unless there is a plain high.
        nearest = min(near, key=lambda one: one[0], default=None)
        if nearest and nearest[1] not in found.values():
            found[heat] = nearest[1]
    if not found.keys() - {Heat.OFF}:
        found |= _spread_heat(texts)
    return found


def suggest_levels(options: Sequence[str]) -> tuple[str, ...]:
    """Return options from gentlest to strongest, from two to ten or none.

    Without "off", 0 and "auto". None if the order of the rest is not known. Of more
    than ten they are evenly spread, the strongest the last.
    """
    levels = {
        option: text
        for option in options
        if not is_off(option) and not _AUTO.alone(text := plain(option)) and text != "0"
    }
    for measure in (_place, _rank):
        order = {option: measure(text) for option, text in levels.items()}
        if None not in order.values() and len(set(order.values())) == len(order) > 1:
            found = sorted(order, key=lambda option: order[option] or 0)
            places = _spread(len(found), min(len(found), _MOST_SUGGESTED))
            return tuple(found[place - 1] for place in places)
    return ()


def numeric_levels(minimum: float, maximum: float, step: float) -> tuple[float, ...]:
    """Return at most 10 values of a number, evenly spread, its highest the last.

    A minimum of 0 is off and left out. Empty if the number has no range. Where it can
    be done the steps between the values are equal, rather than the values many.
    """
    if step <= 0 or maximum <= minimum:
        return ()
    steps = int((maximum - minimum) / step + 1e-6)
    first = 0 if minimum else 1
    count = steps + 1 - first
    if count > _MOST_SUGGESTED:
        even = range(_MOST_SUGGESTED, _FEWEST_EVEN_LEVELS - 1, -1)
        count = next((n for n in even if steps % (n - 1 + first) == 0), _MOST_SUGGESTED)
    gaps = max(1, count - 1 + first)
    return tuple(
        round(minimum + step * round(steps * place / gaps), 6)
        for place in range(first, count + first)
    )


def fan_levels(percentage_step: float) -> tuple[int, ...]:
    """Return the percentages of a fan's speeds, at most 10, the last is 100.

    ``percentage_step`` is the fan's attribute: 100 divided by its number of speeds.
    """
    if not 0 < percentage_step <= _MAX_PERCENT:
        return ()
    count = min(round(_MAX_PERCENT / percentage_step), _MOST_SUGGESTED)
    # Rounded down as Home Assistant does: 67 % of three speeds would be the third.
    return _spread(_MAX_PERCENT, count)


def _spread(total: int, count: int) -> tuple[int, ...]:
    """Return so many of the numbers up to a total, evenly spread, it the last."""
    return tuple(total * place // count for place in range(1, count + 1))


def suggest_minutes(options: Sequence[str]) -> dict[int, str]:
    """Return the options that are lengths by their whole minutes, shortest first.

    Numbers without a unit are minutes if all of them are multiples of five.
    """
    bare = [int(option) for option in options if option.isdecimal()]
    unit_needed = any(number % _MINUTES_STEP for number in bare)
    found: dict[int, str] = {}
    for option in options:
        text = re.sub(r"[\s_-]+", " ", option.casefold()).strip()
        if (unit_needed and text.isdecimal()) or not _LENGTHS.fullmatch(text):
            continue
        minutes = sum(_seconds(*part) for part in _LENGTH.findall(text)) / 60
        if minutes >= 1 and minutes.is_integer():
            found.setdefault(int(minutes), option)
    return dict(sorted(found.items()))


def _seconds(number: str, unit: str) -> float:
    """Return one part of a length; the 30 of "1h30" has no unit and is minutes."""
    per_unit = (one for one, names in _UNITS.items() if re.fullmatch(names, unit))
    return float(number.replace(",", ".")) * next(per_unit, 60)


def _place(text: str) -> int | None:
    """Return the number of a level such as "level 3", "3" or "三档"."""
    numbered = _NUMBERED.fullmatch(text.translate(_CHINESE_DIGITS))
    return int(numbered["number"]) if numbered else None


def _rank(text: str) -> float | None:
    """Return how strong a word is, or None if it is not about that."""
    if _LOWEST.within(text):
        return _LOWEST_RANK
    if _HIGHEST.within(text):
        return _HIGHEST_RANK
    scale = ((_LOW_RANK, _LOW), (_MEDIUM_RANK, _MEDIUM), (_HIGH_RANK, _HIGH))
    ranks = [rank for rank, words in scale if words.within(text)]
    if not ranks:
        return None
    # "Medium high" is between the two.
    rank = sum(ranks) / len(ranks)
    return rank + (rank - _MEDIUM_RANK) if _VERY.within(text) else rank


def _spread_heat(texts: list[tuple[str, str]]) -> dict[Heat, str]:
    """Return the heats of options that are numbered, or of a single "on"."""
    if len(texts) == 1 and _ON.alone(texts[0][1]):
        return {Heat.MEDIUM: texts[0][0]}
    places = {
        place: option
        for option, text in texts
        if (place := _place(text)) is not None and not text.isdecimal()
    }
    ordered = [option for _, option in sorted(places.items())]
    match ordered:
        case []:
            return {}
        case [only]:
            return {Heat.MEDIUM: only}
        case [coolest, warmest]:
            return {Heat.LOW: coolest, Heat.HIGH: warmest}
    return {
        Heat.LOW: ordered[0],
        Heat.MEDIUM: ordered[len(ordered) // 2],
        Heat.HIGH: ordered[-1],
    }
