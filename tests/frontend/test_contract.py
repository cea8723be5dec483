"""What the card's source names is what the integration has, in every language."""

import json
from pathlib import Path
import re

from homeassistant.util.yaml import load_yaml_dict
import pytest

from custom_components.foot_massage.card import CARD_FILE
from custom_components.foot_massage.const import DOMAIN
from custom_components.foot_massage.core.comparison import Stage, stage_of
from custom_components.foot_massage.core.metrics import Metric, Unit
from custom_components.foot_massage.speeches import LANGUAGES

INTEGRATION = Path(__file__).parents[2] / "custom_components" / DOMAIN
SOURCE = Path(__file__).parents[2] / "frontend" / "src"
CONTRACT = json.loads((SOURCE / "contract.json").read_text())
TEXTS = {
    file.parent.name: json.loads(file.read_text("utf-8"))
    for file in LANGUAGES.glob("*/card.json")
}
ENGLISH = TEXTS["en"]


def test_entities() -> None:
    known = json.loads((INTEGRATION / "translations" / "en.json").read_text())["entity"]
    assert CONTRACT["domain"] == DOMAIN
    for part in CONTRACT["entities"]:
        platform, key = part.split(".")
        assert key in known[platform]


def test_metrics_and_stages() -> None:
    assert {Metric(key): Unit(unit) for key, unit in CONTRACT["units"].items()} == {
        metric: metric.scale.unit for metric in Metric
    }
    assert set(CONTRACT["needed"]) == set(Stage)
    for stage, (each, in_all) in CONTRACT["needed"].items():
        if stage == Stage.SOLID:
            continue
        # With so many nights there is more to say, and with one less there is not.
        others = max(each, in_all - each)
        reached = stage_of(each, others)
        assert stage_of(each - 1, others + 1) == stage != reached
        if in_all > 2 * each:
            assert stage_of(each, others - 1) == stage


def test_actions() -> None:
    known = load_yaml_dict(INTEGRATION / "services.yaml")
    source = "".join(file.read_text() for file in SOURCE.rglob("*.ts"))
    for action, fields in CONTRACT["actions"].items():
        targeted = {"entity_id"} if "target" in known[action] else set()
        assert set(fields) <= {*known[action].get("fields", {}), *targeted}
        assert f'"{action}"' in source
    used = re.findall(r'"(\w+_session|\w+_wind_down|get_\w+)"', source)
    keys = {part.split(".")[1] for part in CONTRACT["entities"]}
    assert set(used) - keys <= set(CONTRACT["actions"])


@pytest.mark.parametrize("language", TEXTS)
def test_texts(language: str) -> None:
    texts = TEXTS[language]
    assert list(texts) == list(ENGLISH)
    for key, text in texts.items():
        assert text.strip() == text != ""
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(
            re.findall(r"\{\w+\}", ENGLISH[key])
        )


def test_every_text_is_used() -> None:
    built = CARD_FILE.read_text("utf-8")
    # Some are put together.
    made = {"dim_auto", "dim_always", "dim_never", "tonight_massage", "tonight_rest"}
    for key in ENGLISH.keys() - made:
        assert re.search(rf"\b{key}\b", built), key


def test_languages_are_those_of_the_integration() -> None:
    assert set(TEXTS) == {file.name for file in LANGUAGES.iterdir()}
