"""Walking through the set-up of a massager with an infrared remote."""

from typing import Any

from homeassistant.components.infrared import InfraredCommand
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.data_entry_flow import FlowResultType
from infrared_protocols.commands import Command

from custom_components.foot_massage.core.remote import RemoteKey, remote_to_json
from tests.dialogs import choose, go_on, suggested

from .room import EMITTER, RECEIVER, Machine, Room, remote


class Dialog:
    """The dialog, and the hands of who sets up."""

    def __init__(self, room: Room, shown: Any) -> None:
        self._room = room
        self.shown = shown

    @classmethod
    async def opened(cls, room: Room, name: str = "Old massager") -> Dialog:
        """Return the dialog at the menu about keys."""
        dialog = cls(room, await choose(room.hass, "infrared"))
        assert dialog.shown["step_id"] == "infrared"
        await dialog.answer(name=name, emitter=EMITTER)
        assert dialog.shown["step_id"] == "remote"
        return dialog

    @property
    def error(self) -> str:
        error: str
        (error,) = self.shown["errors"].values()
        return error

    @property
    def said(self) -> str:
        """What the dialog says while it listens."""
        said: str = self.shown["progress_action"]
        return said

    async def answer(self, **answer: Any) -> None:
        self.shown = await go_on(self._room.hass, self.shown, answer)

    async def go_to(self, step_id: str) -> None:
        await self.answer(next_step_id=step_id)

    async def begin_to_learn(self, key: str, *, any_remote: bool = False) -> None:
        await self.go_to("learn_key")
        assert self.shown["step_id"] == "learn_key"
        await self.listen(key, any_remote=any_remote)

    async def listen(self, key: str, *, any_remote: bool = False) -> None:
        await self.answer(receiver=RECEIVER, key=key, any_remote=any_remote)
        assert self.shown["type"] is FlowResultType.SHOW_PROGRESS, self.shown
        assert self.said == "press"

    async def press(self, command: InfraredCommand) -> None:
        """Press a key of the remote, which really shines."""
        assert isinstance(command, Command)
        await self._room.hand.async_send_command_internal(command)
        await self.settled()

    async def settled(self) -> None:
        """Have the dialog take in what was heard, and show what it comes to."""
        for _ in range(3):
            await self._room.hass.async_block_till_done()
        if self.shown["type"] is FlowResultType.SHOW_PROGRESS:
            # The frontend asks again whenever something has come of it.
            flow = self._room.hass.config_entries.flow
            self.shown = await flow.async_configure(self.shown["flow_id"])

    async def paste(self, key: str, code: str) -> None:
        await self.go_to("paste_key")
        await self.answer(key=key, code=code)

    async def behave(self, **answers: Any) -> None:
        """Answer how the massager takes its keys."""
        await self.go_to("behaviour")
        await self.answer(**(suggested(self.shown) | answers))

    async def finish(self) -> ConfigEntry[Any]:
        """Try it out, say that it ran, and have the entry made."""
        assert self.shown["step_id"] == "try_remote", self.shown
        await self.answer()
        assert self.shown["step_id"] == "tried_remote", self.shown
        await self.go_to("remote_ran")
        assert self.shown["step_id"] == "safety"
        await self.answer(acknowledged=True)
        assert self.shown["type"] is FlowResultType.CREATE_ENTRY
        await self._room.hass.async_block_till_done()
        entry: ConfigEntry[Any] = self.shown["result"]
        assert entry.state is ConfigEntryState.LOADED
        return entry


async def imported(room: Room, *keys: RemoteKey, **more: Any) -> Dialog:
    """Return the dialog with a whole remote imported."""
    learned = remote("nec", *keys, **more)
    room.machine = Machine(learned)
    dialog = await Dialog.opened(room)
    await dialog.go_to("import_remote")
    await dialog.answer(file=remote_to_json(learned))
    assert dialog.shown["step_id"] == "remote", dialog.shown
    return dialog
