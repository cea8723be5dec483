"""The massager's announcement on the local network by mDNS (zeroconf)."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
import socket
from typing import Any

from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

SERVICE_TYPE = "_foot-massage._tcp.local."


@asynccontextmanager
async def announced(
    host: str, port: int, info: Mapping[str, Any], *, tls: bool
) -> AsyncGenerator[None]:
    """Announce the massager on the interface of ``host`` while in the context.

    ``info`` is what the massager says about itself.
    """
    properties = {key: info[key] for key in ("id", "name", "model")}
    properties["api"] = str(info["api_version"])
    if tls:
        properties["tls"] = "1"
    service = AsyncServiceInfo(
        SERVICE_TYPE,
        f"{info['id']}.{SERVICE_TYPE}",
        addresses=[socket.inet_aton(host)],
        port=port,
        server=f"foot-massager-{info['id'].lower()}.local.",
        properties=properties,
    )
    zeroconf = AsyncZeroconf(interfaces=[host])
    await zeroconf.async_register_service(service)
    try:
        yield
    finally:
        await zeroconf.async_unregister_service(service)
        await zeroconf.async_close()
