import json
import os
import re
import resource
import sys

from .answer_json import answer_json
from .channel import Channel
from .function_log import FunctionLog
from .handler_module import load_handler
from .invocation_context import LambdaContext
from .runtime_errors import error_payload

_CHANNEL_DESCRIPTOR = 3
# More than this many bytes of JSON are no answer.
_MAX_ANSWER_BYTES = 6_291_556
# Exit status of a process that was killed for its memory.
_OUT_OF_MEMORY = 137


def main():
    channel = Channel(_CHANNEL_DESCRIPTOR)
    start = channel.receive()
    # Not what Python adds to them by itself.
    os.environ.clear()
    os.environ.update(start["variables"])
    sys.path[0] = start["taskRoot"]
    os.chdir(start["taskRoot"])
    sys.dont_write_bytecode = False
    _limit_memory()
    log = FunctionLog(channel, start["logFormat"], start["logLevel"])
    try:
        handler = load_handler(start["handler"])
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:
        payload = error_payload(error, "")
        log.error(payload)
        channel.send({"type": "fatal", "error": payload, "memoryUsed": _memory_used()})
        sys.exit(1)
    log.flush()
    channel.send({"type": "ready"})
    while True:
        _invoke(channel, log, handler, channel.receive())


def _invoke(channel, log, handler, message):
    try:
        event = json.loads(message["payload"])
    except ValueError as error:
        channel.send({"type": "unreadable", "reason": str(error)})
        return
    log.request_id = message["requestId"]
    os.environ["_X_AMZN_TRACE_ID"] = message["traceId"]
    try:
        payload = answer_json(handler(event, LambdaContext(message, log.write)), _ascii_only())
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:
        _fail(channel, log, error_payload(error, message["requestId"]))
        return
    finally:
        log.flush()
    if len(payload.encode(errors="replace")) > _MAX_ANSWER_BYTES:
        too_large = f"Response payload size exceeded maximum allowed payload size ({_MAX_ANSWER_BYTES} bytes)."
        error = {"errorType": "Function.ResponseSizeTooLarge", "errorMessage": too_large}
        channel.send({"type": "error", "error": error, "memoryUsed": _memory_used()})
        return
    channel.send({"type": "answer", "payload": payload, "memoryUsed": _memory_used()})


def _fail(channel, log, error):
    log.error(error)
    channel.send({"type": "error", "error": error, "memoryUsed": _memory_used()})


def _ascii_only():
    """Runtimes from python3.12 on answer characters beyond ASCII as they are."""
    minor = re.search(r"python3\.(\d+)", os.environ.get("AWS_EXECUTION_ENV", ""))
    return minor is None or int(minor[1]) < 12


def _limit_memory():
    """Who takes more than its share is killed from outside; this only stops one that takes it all at once."""
    most = (4 * int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]) + 1024) * 1024 * 1024
    _, ceiling = resource.getrlimit(resource.RLIMIT_DATA)
    if ceiling == resource.RLIM_INFINITY or most < ceiling:
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _memory_used():
    """Megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return -(-most // (1024 * 1024 if sys.platform == "darwin" else 1024))


main()
