#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Confab authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The checks of the interop matrix with Debian's python3-socketio: python-client.py URL sync|asyncio MODE PATIENCE.

MODE is default (polling, then the upgrade), websocket or polling, PATIENCE for how many seconds to wait for what must
come. Prints one JSON object {check: null or error}.
"""

import asyncio
import json
import sys
import threading

import socketio

TEXTS = ["Grüße, 世界, 👋🏽", "é", '\0\x1f"\\/\u2028\u2029', "ä€😀" * 500]
BYTES = bytes((i * 7) % 256 for i in range(300))
TRANSPORTS = {"default": None, "websocket": ["websocket"], "polling": ["polling"]}
URL, KIND, MODE = sys.argv[1:4]
PATIENCE = int(sys.argv[4])


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"got {actual!r:.200}, expected {expected!r:.200}")


class Peer:
    """One client, asynchronous or in its threads, seen alike: every method is a coroutine."""

    def __init__(self):
        kind = socketio.Client if KIND == "sync" else socketio.AsyncClient
        self.client = kind(reconnection=False, request_timeout=PATIENCE)  # its own are five seconds
        self.events = {}
        self.arrived = threading.Condition()
        for namespace in ("/", "/other", "/closed"):
            for event in ("welcome", "echo", "told", "answered", "disconnect", "connect_error"):
                self.client.on(event, self.recorder(namespace, event), namespace=namespace)
            self.client.on("question", self.answer, namespace=namespace)

    def recorder(self, namespace, event):
        def record(*args):
            with self.arrived:
                self.events.setdefault((namespace, event), []).append(list(args))
                self.arrived.notify_all()
        return record

    @staticmethod
    def answer(*args):
        return args if len(args) != 1 else args[0]

    async def run(self, function, *args, **kwargs):
        if KIND == "sync":
            return await asyncio.to_thread(function, *args, **kwargs)
        return await function(*args, **kwargs)

    async def connect(self, namespaces=("/",), wait=True):
        await self.run(self.client.connect, URL, transports=TRANSPORTS[MODE], namespaces=list(namespaces), wait=wait,
                       wait_timeout=PATIENCE)

    async def emit(self, event, *args, namespace="/"):
        await self.run(self.client.emit, event, args, namespace=namespace)

    async def call(self, event, *args, namespace="/"):
        answer = await self.run(self.client.call, event, args, namespace=namespace, timeout=PATIENCE)
        return answer

    async def next(self, event, namespace="/"):
        def wait():
            with self.arrived:
                if not self.arrived.wait_for(lambda: self.events.get((namespace, event)), PATIENCE):
                    raise AssertionError(f"no {event} within {PATIENCE} s")
                return self.events[(namespace, event)].pop(0)
        return await asyncio.to_thread(wait)

    async def close(self):
        await self.run(self.client.disconnect)


async def connect(peer):
    await peer.connect()
    wanted = "polling" if MODE == "polling" else "websocket"
    for _ in range(100 * PATIENCE):
        if peer.client.transport() == wanted:
            break
        await asyncio.sleep(0.01)
    equal(peer.client.transport(), wanted)


async def utf8_echo(peer):
    await peer.connect()
    for text in TEXTS:
        await peer.emit("echo", text)
        equal(await peer.next("echo"), [text])


async def utf8_seen(peer):
    await peer.connect()
    for text in TEXTS:
        equal(await peer.call("code points", text), [ord(character) for character in text])


async def ack(peer):
    await peer.connect()
    equal(list(await peer.call("echo", 1, "two", {"b": [True], "a": None})), [1, "two", {"b": [True], "a": None}])
    await peer.emit("ask me", 41)
    equal(await peer.next("answered"), [41])


async def binary(peer):
    await peer.connect()
    await peer.emit("echo", BYTES, {"deep": [BYTES[:3]]}, "text")
    equal(await peer.next("echo"), [BYTES, {"deep": [BYTES[:3]]}, "text"])


async def binary_ack(peer):
    await peer.connect()
    equal(await peer.call("echo", BYTES), BYTES)
    await peer.emit("ask me", BYTES)
    equal(await peer.next("answered"), [BYTES])


async def namespace(peer):
    await peer.connect(["/other"])
    equal(await peer.next("welcome", "/other"), ["/other"])
    equal(await peer.call("echo", "in the other one", namespace="/other"), "in the other one")


async def multiplexed(peer):
    await peer.connect(["/", "/other"])
    equal(await peer.call("echo", "a"), "a")
    equal(await peer.call("echo", "b", namespace="/other"), "b")


async def refused(peer):
    await peer.connect(["/closed"], wait=False)  # it would wait for all of its time, whatever the server says
    equal(await peer.next("connect_error", "/closed"), [{"message": "members only", "data": {"code": 7}}])
    equal("/closed" in peer.client.namespaces, False)


async def broadcast(peer):
    others = [Peer(), Peer()]
    try:
        await asyncio.gather(peer.connect(), *(other.connect() for other in others))
        own = f"hört: {id(peer)} {MODE} {KIND}"
        await peer.emit("tell all", own)
        for other in others:
            while await other.next("told") != [own]:
                pass
        await peer.call("echo", "behind whatever could have come back")
        equal([own] in peer.events.get(("/", "told"), []), False)
    finally:
        for other in others:
            await other.close()


async def heartbeat(peer):
    await peer.connect()
    await asyncio.sleep(1.5)  # five pings; the library tells nobody of them
    equal(await peer.call("echo", "alive"), "alive")


async def server_disconnect(peer):
    await peer.connect()
    await peer.emit("throw me out")
    await peer.next("disconnect")


CHECKS = {
    "connect": connect, "UTF-8 echo": utf8_echo, "UTF-8 seen by the server": utf8_seen, "ack": ack, "binary": binary,
    "binary ack": binary_ack, "namespace": namespace, "multiplexed namespace": multiplexed, "refused namespace": refused,
    "broadcast": broadcast, "heartbeat survived": heartbeat, "server disconnect": server_disconnect,
}


async def main():
    results = {}

    async def run(name, check):
        peer = Peer()
        try:
            await asyncio.wait_for(check(peer), 2 * PATIENCE)
            results[name] = None
        except Exception as error:  # whatever it was, it is the check's result
            results[name] = f"{type(error).__name__}: {error}"
        try:
            await peer.close()
        except Exception:
            pass

    await asyncio.gather(*(run(name, check) for name, check in CHECKS.items()))
    print(json.dumps(results))


asyncio.run(main())
