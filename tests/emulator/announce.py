"""The massager's announcement on the local network by mDNS (zeroconf)."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import socket

from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

SERVICE_TYPE = "_foot-massage._tcp.local."


@asynccontextmanager
async def announced(
    host: str, port: int, *, device_id: str, name: str, model: str, tls: bool
) -> AsyncGenerator[None]:
    """Announce the massager on the interface of ``host`` while in the context."""
    properties = {"id": device_id, "name": name, "model": model, "api": "1"}
    if tls:
        properties["tls"] = "1"
    service = AsyncServiceInfo(
        SERVICE_TYPE,
        f"{device_id}.{SERVICE_TYPE}",
        addresses=[socket.inet_aton(host)],
        port=port,
        server=f"foot-massager-{device_id.lower()}.local.",
        properties=properties,
    )
    zeroconf = AsyncZeroconf(interfaces=[host])
    await zeroconf.async_register_service(service)
    try:
        yield
    finally:
        await zeroconf.async_unregister_service(service)
        await zeroconf.async_close()
