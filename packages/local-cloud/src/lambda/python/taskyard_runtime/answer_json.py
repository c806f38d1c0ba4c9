"""What a handler returned, as JSON: as `json` writes it, and decimals as numbers with all of their digits."""

import decimal
import json
import re
import uuid

from .runtime_errors import RuntimeFault


def answer_json(value, ascii_only):
    """Raises RuntimeFault when the value cannot be JSON."""
    # The encoder writes no number but its own, so a decimal passes it as a text that nobody else writes.
    mark = f"decimal-{uuid.uuid4().hex}:"

    def encode(unknown):
        if not isinstance(unknown, decimal.Decimal):
            return json.JSONEncoder().default(unknown)
        return float("nan") if unknown.is_nan() else f"{mark}{unknown}"

    try:
        text = json.dumps(value, ensure_ascii=ascii_only, default=encode)
    except Exception as error:
        raise RuntimeFault("MarshalError", f"Unable to marshal response: {error}") from error
    return re.sub(f'"{mark}([^"]*)"', r"\1", text) if mark in text else text
