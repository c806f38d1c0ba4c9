"""Errors, and how they become the payload of a failed request."""

import traceback


class RuntimeFault(Exception):
    """An error that the runtime itself finds."""

    def __init__(self, name, message, trace=()):
        super().__init__(message)
        self.error_type = f"Runtime.{name}"
        self.trace = list(trace)


def error_payload(error, request_id):
    """Anything that was raised, as the payload of the failed request."""
    if isinstance(error, RuntimeFault):
        error_type, trace = error.error_type, error.trace
    else:
        error_type, trace = type(error).__name__, traceback.format_list(_frames_of_the_function(error))
    return {
        "errorMessage": str(error),
        "errorType": error_type,
        "requestId": request_id,
        "stackTrace": trace,
    }


def _frames_of_the_function(error):
    frames = traceback.extract_tb(error.__traceback__)
    own = (__package__, "importlib")
    while frames and any(part in frames[0].filename for part in own):
        frames.pop(0)
    return frames
