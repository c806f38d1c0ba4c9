"""The messages between the environment and the local cloud: one line of JSON each, over a socket."""

import json
import os
import queue
import threading
import time


class Channel:
    def __init__(self, descriptor):
        os.set_inheritable(descriptor, False)
        self._descriptor = descriptor
        self._lock = threading.Lock()
        self._received = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def receive(self):
        """Waits for the next message."""
        return self._received.get()

    def send(self, message):
        # Only ASCII, so a line of JSON is a line to every reader.
        data = memoryview(json.dumps(message).encode() + b"\n")
        with self._lock:
            while data:
                data = data[os.write(self._descriptor, data) :]

    def log(self, text):
        self.send({"type": "log", "timestamp": int(time.time() * 1000), "message": text})

    def _read(self):
        with open(self._descriptor, "rb", closefd=False) as lines:
            for line in lines:
                self._received.put(json.loads(line))
        # The local cloud is gone, whatever the handler is doing.
        os._exit(0)
