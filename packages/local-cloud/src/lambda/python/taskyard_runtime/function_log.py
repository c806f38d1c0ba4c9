"""What the function prints and logs, in the form that Lambda's Python runtimes give it."""

import io
import json
import logging
import sys
import time
import traceback

_TEXT_FORMAT = "[%(levelname)s]\t%(asctime)s.%(msecs)dZ\t%(aws_request_id)s\t%(message)s\n"
_TIME_FORMAT = "%Y-%m-%dT%H:%M:%S"
_INDENT = "\u00a0\u00a0"
_LEVELS = {"TRACE": logging.NOTSET, "DEBUG": logging.DEBUG, "INFO": logging.INFO}
_LEVELS |= {"WARN": logging.WARNING, "ERROR": logging.ERROR, "FATAL": logging.CRITICAL}
_STANDARD_FIELDS = {*vars(logging.makeLogRecord({})), "message", "asctime", "aws_request_id"}


class FunctionLog:
    """Takes over the standard streams and the root logger."""

    def __init__(self, channel, log_format, log_level):
        self.request_id = None
        self._channel = channel
        self._json = log_format == "JSON"
        self._streams = [_LineStream(channel, 1), _LineStream(channel, 2)]
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", write_through=True)
            for stream in self._streams
        )
        handler = _LogHandler(self)
        handler.setFormatter(_JsonFormatter() if self._json else _text_formatter())
        root = logging.getLogger()
        root.addHandler(handler)
        if self._json:
            root.setLevel(_LEVELS[log_level])

    def write(self, text):
        self._channel.log(text)

    def flush(self):
        """Hands on what the streams hold of a line that has not ended."""
        for stream in self._streams:
            stream.end_line()

    def error(self, error):
        """An error that the runtime reports, given as the payload of the failed request."""
        self.flush()
        if self._json:
            entry = {"timestamp": time.strftime(f"{_TIME_FORMAT}Z", time.gmtime()), "log_level": "ERROR"}
            self.write(json.dumps({**entry, **error}) + "\n")
            return
        lines = [f"[ERROR] {error['errorType']}: {error['errorMessage']}", "Traceback (most recent call last):"]
        for element in error["stackTrace"]:
            lines += [_indented(line) for line in element.splitlines()]
        self.write("\n".join(lines) + "\n")


class _LineStream(io.BufferedIOBase):
    """A standard stream of which each line becomes one event of the log."""

    def __init__(self, channel, descriptor):
        self._channel = channel
        self._descriptor = descriptor
        self._rest = b""

    def writable(self):
        return True

    def fileno(self):
        return self._descriptor

    def write(self, data):
        data = bytes(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._channel.log(line.decode(errors="replace") + "\n")
        return len(data)

    def end_line(self):
        rest, self._rest = self._rest, b""
        if rest:
            self._channel.log(rest.decode(errors="replace"))


class _LogHandler(logging.Handler):
    def __init__(self, log):
        super().__init__()
        self._log = log

    def emit(self, record):
        record.aws_request_id = self._log.request_id or ""
        try:
            self._log.write(self.format(record))
        except Exception:
            self.handleError(record)


class _JsonFormatter(logging.Formatter):
    converter = time.gmtime

    def format(self, record):
        kind, error, _ = record.exc_info or (None, None, None)
        entry = {
            "timestamp": self.formatTime(record, f"{_TIME_FORMAT}Z"),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            "stackTrace": error and [*_trace_of(error)],
            "errorType": kind and kind.__name__,
            "errorMessage": error and str(error),
            "requestId": record.aws_request_id,
            "location": kind and f"{record.pathname}:{record.funcName}:{record.lineno}",
        }
        more = {name: value for name, value in vars(record).items() if name not in _STANDARD_FIELDS}
        told = {name: value for name, value in {**more, **entry}.items() if value is not None}
        return json.dumps(told, ensure_ascii=False, default=str) + "\n"


def _text_formatter():
    formatter = logging.Formatter(_TEXT_FORMAT, _TIME_FORMAT)
    formatter.converter = time.gmtime
    return formatter


def _trace_of(error):
    return [line.rstrip("\n") for line in traceback.format_tb(error.__traceback__)]


def _indented(line):
    """Indents by spaces that are kept where the log is shown."""
    text = line.lstrip(" ")
    return _INDENT * ((len(line) - len(text)) // 2) + text
