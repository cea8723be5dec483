"""The words by which the parts of a foot massager are known in Home Assistant.

Names of entities in English, German, French, Spanish, Dutch and Chinese, the standard
codes of Tuya and the properties of MIoT.
"""

from .massager import Zone
from .role_entity import Role
from .words import Words

_MASSAGE = (
    "massage, massager, massages, massaging, massagegerat, masseur, masaje, masajeador",
    "massageapparaat, 按摩, 按摩器, 按摩仪, 按摩机, 足疗机, 足疗",
)
_FOOT = (
    "foot, feet, fuss, fusse, pied, pieds, pie, pies, voet, voeten",
    "foot bath, footbath, foot spa, fussbad",
    "足, 足部, 足底, 脚, 脚部, 脚底, 足浴, 泡脚",
)
# What is left out when a name is judged: "Main switch of the foot massager".
_FILLER = (*_MASSAGE, *_FOOT, "device, machine, main, the, of, des, de, del, 机, 器")
_ON_OFF = (
    "power, switch, on, off, on off, state, status",
    "ein, aus, an, schalter, strom, marche, arret, interrupteur, alimentation",
    "encendido, apagado, interruptor, aan, uit, schakelaar, 开关, 电源, 总开关, 状态",
)
_SOCKET = (
    "relay, outlet, socket, plug, channel, output, motor, relais, steckdose, ausgang",
    "kanal, prise, sortie, rele, enchufe, salida, stopcontact, stekker, uitgang",
    "插座, 插口, 继电器, 电机",
)

MASSAGE = Words(*_MASSAGE, "massage*, *massage")
FOOT = Words(*_FOOT, "fuss*, voet*")
LEG = Words("leg, legs, bein, beine, jambe, jambes, pierna, piernas, been, benen, 腿部")
AIR = Words("air, aircell, airbag, air bag, luft*, 气囊, 气压")

# No role is about any of these: other parts of the body, and all that a device has
# besides its massage.
NOT_OURS = Words(
    "head, neck, back, shoulder*, arm, arms, hand, hands, hip, hips, waist, lumbar",
    "seat, body, backrest, wave, tilt, pillow",
    "kopf*, nacken*, rucken*, schulter*, huft*, tete, nuque, dos, epaule*, bras",
    "cabeza, cuello, espalda, hombro*, brazo*, hoofd*, nek*, rug, schouder*",
    "头部, 颈, 肩, 背部, 后背, 腰, 臀, 手臂, 手部",
    "angle, position, location, part, height, lift, gravity, preset, memory, firmness",
    "lock*, child*, kind*, enfant*, infantil, 童锁, 锁",
    "led, light*, lamp*, licht*, beleuchtung, lumiere, luz, indicator*, backlight",
    "brightness, display*, screen*, anzeige*, night mode, night light, 灯, 屏",
    "beep*, buzzer*, sound*, voice*, volume, music, mute*, tone, ton, son, sonido",
    "geluid, 声, 音",
    "disturb*, dnd, notification*, alarm*, privacy, cloud, wifi, signal, firmware",
    "update*, reboot, restart, identify, reset, factory, fault, error, problem",
    "battery, filter*, humidity, sensitivity, water*, drain*, overheat*, overload*",
    "auto off, auto update, power on behav*, power on state, power outage",
    "inching, delay, schedule*, sleep mode, sleep aid",
    "preheat*, constant temperature*, heat protection, 恒温, 预热, 免打扰, 故障",
    "oxygen*, anion*, ozone*, uv, steril*, disinfect*, fragrance, bubble*",
    "inverted, reverse, direction, eco, boost, usb charge",
)

HEATING = Words(
    "heat, heating, heater, heated, heat*, warm, warmth, warmer, warming, blanket",
    "*heizung, heiz*, warme*, *warme, chauff*, chaleur, calor, calef*, calient*",
    "verwarm*, warmte*, 加热, 热敷, 温热, 发热, 热",
)
# A switch for one of these is not the massager's.
NOT_POWER = Words("timer, countdown, time, auto*, mode, valve, 定时, 倒计时, 模式, 阀")
ONLY_ON_OFF = Words(*_FILLER, *_ON_OFF)
ONLY_SOCKET = Words(*_FILLER, *_ON_OFF, *_SOCKET)
ONLY_MASSAGE = Words(*_FILLER)

_ZONE_WORDS = {
    # A foot roller works the sole from the arch to the heel.
    Zone.ARCH_AND_HEEL: Words(
        "arch, heel, heels, sole, soles, foot roller, foot control, plantar, ferse*",
        "fussgewolbe, sohle*, fusssohle*, voute, talon*, arco, hiel*, voetzool, holte",
        "足弓, 足跟, 脚跟, 脚心, 足底滚轮, 滚轮",
    ),
    Zone.BALL: Words(
        "ball, balls, forefoot, ballen, fussballen, vorfuss, avant pied, metatars*",
        "antepie, voorvoet, 前掌, 脚掌",
    ),
    Zone.TOES_AND_DORSUM: Words(
        "toe, toes, dorsum, instep, top of foot, top of the foot, zehen, zeh*, spann",
        "fussrucken, orteil*, cou de pied, dedos, empeine, tenen, wreef",
        "脚趾, 足趾, 脚背, 足背",
    ),
    Zone.CALVES_AND_ACHILLES: Words(
        "calf, calves, ankle, ankles, achilles, wade*, knochel*, mollet*, cheville*",
        "pantorrilla*, tobillo*, kuit*, enkel*, 小腿, 脚踝",
        "leg, legs, bein, beine, jambe*, pierna*, been, benen, 腿部",
    ),
}
ZONES = tuple(_ZONE_WORDS.items())

_PAUSE = (
    "pause, paused, hold, pausieren, anhalten, pausa, pausar, pauze, pauzeren, 暂停"
)
_RESUME = (
    "resume, continue, fortsetzen, weiter, reprendre, continuer, reanudar, continuar",
    "hervatten, doorgaan, 继续, 恢复",
)
_START = (
    "start, on, begin, starten, an, ein, einschalten, anschalten, demarrer, allumer",
    "marche, iniciar, encender, empezar, aan, inschakelen",
    "开始, 启动, 开机, 打开, 开启",
)
_STOP = (
    "stop, off, end, stoppen, aus, ausschalten, beenden, arret, arreter, eteindre",
    "parar, detener, apagar, uit, uitschakelen, 停止, 关闭, 关机, 结束",
)
# A button that a role knows by one of these, and by nothing else, has that role.
PRESSES = {
    role: (Words(*words), Words(*_FILLER, *words, "turn, all, session, power, 电源"))
    for role, words in {
        Role.START: _START,
        Role.STOP: _STOP,
        Role.PAUSE: (_PAUSE,),
        Role.RESUME: _RESUME,
    }.items()
}
PAUSE = Words(_PAUSE)
ONLY_PAUSE = Words(*_FILLER, _PAUSE, "switch, 开关")
# Keys that do one thing and then the other; nobody can say which.
TOGGLE = Words(
    "toggle, umschalten, basculer, alternar, wisselen, on off, start stop, start pause",
    "play pause, ein aus, marche arret, aan uit, 开关, 切换, 启停",
)

_DURATION = (
    "duration, time, time set, timer, countdown, minutes, target time, time control",
    "massagezeit, dauer, zeit, laufzeit, timer*, *dauer, *zeit, duree, minuterie",
    "temps, duracion, temporizador, tiempo, duur, tijd, *duur, *tijd",
    "定时, 时长, 时间, 倒计时",
)
DURATION = Words(*_DURATION)
ONLY_DURATION = Words(*_FILLER, *_DURATION, "set, target, control, length, session")
COUNTDOWN = Words("countdown, 倒计时")
# "Left" alone is a side.
_LEFT = (
    "time left, left time, minutes left, seconds left, remaining, remain, countdown",
    "restzeit, restlaufzeit, verbleibend*, ubrig, restant*, restante, resterend*",
    "剩余, 倒计时",
)
LEFT = Words(*_LEFT)
ONLY_LEFT = Words(*_FILLER, *_LEFT, "time, session, temps, tiempo, tijd, zeit, 时间")
_ENDS = (
    "end, ends, completion, finish, finish*, until, ende, endet, fin, einde, eindigt",
    "结束",
)
ENDS = Words(*_ENDS)
ONLY_ENDS = Words(*_FILLER, *_LEFT, *_ENDS, "time, at, session, 时间")
LAST = Words("last, previous, letzte*, dernier*, ultim*, laatste, 上次, life, lifetime")

_STRENGTH = (
    "intensity, strength, force, intensitat, starke, *starke, *intensitat, intensite",
    "intensidad, fuerza, intensiteit, sterkte, *sterkte, 力度, 强度",
)
STRENGTH = Words(*_STRENGTH)
_LEVEL = (
    "level, speed, gear, power level, pressure, stufe, *stufe, geschwindigkeit, druck",
    "niveau, vitesse, puissance, nivel, velocidad, snelheid, stand, 档位, 速度, 级别",
    "气压, 力",
)
LEVEL = Words(*_LEVEL)
ONLY_STRENGTH = Words(*_FILLER, *_STRENGTH, *_LEVEL, "air, aircell, 气囊")
TECHNIQUE = Words(
    "technique, manipulation, massage mode, massage type, massage program*, technik*",
    "*technik, *programm, tecnica, techniek, manual mode, massagemodus, 手法",
)
MODE = Words("mode, modus, program*, programm*, modo, pattern, style, type, 模式, 方式")

_RUNNING = (
    "running, active, working, massaging, in use, in betrieb, lauft, aktiv, en marche",
    "en cours, actif, en funcionamiento, funcionando, activo, actief, in gebruik",
    "工作中, 运行, 使用中, 工作状态, 运行状态",
)
RUNNING = Words(*_RUNNING)
ONLY_RUNNING = Words(*_FILLER, *_RUNNING, "power, on, session, 电源, 开关")
ONLY_STATUS = Words(
    *_FILLER,
    "status, state, work state, work status, working status, run state",
    "running state, zustand, etat, estado, toestand",
    "状态, 工作状态, 运行状态, 设备状态",
)
RUNS = Words(
    "run, running, work, working, on, active, busy, massaging, started, lauft",
    "en marche, funcionando, actief, 工作, 运行, 按摩中",
)
RESTS = Words(
    "idle, standby, stand by, off, stop*, ready, finish*, ended, done, paus*, sleep*",
    "bereit, pret, listo, klaar, 待机, 空闲, 停止, 关机, 暂停, 完成",
)
NOT_NOW = Words(
    "max, maximum, peak, average, limit, threshold, returned, return, export*, factor",
    "production, rated, standby, total, today, yesterday, leakage, neutral, month*",
)
