"""The `context` that a handler gets."""

import json
import base64
import os
import time


class CognitoIdentity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class Client:
    """The application that a mobile SDK says it is."""

    def __init__(self, client):
        for name in ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"):
            setattr(self, name, client.get(name))


class ClientContext:
    def __init__(self, context):
        self.custom = context.get("custom")
        self.env = context.get("env")
        self.client = Client(context["client"]) if isinstance(context.get("client"), dict) else None


class LambdaContext:
    def __init__(self, message, write_log):
        self.aws_request_id = message["requestId"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = message["invokedFunctionArn"]
        self.client_context = _client_context(message.get("clientContext"))
        self.identity = CognitoIdentity()
        self._epoch_deadline_time_in_ms = message["deadline"]
        self._write_log = write_log

    def get_remaining_time_in_millis(self):
        return max(0, int(self._epoch_deadline_time_in_ms - time.time() * 1000))

    def log(self, message):
        self._write_log(str(message))

    def __repr__(self):
        shown = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return f"LambdaContext([{', '.join(f'{name}={value}' for name, value in shown.items())}])"


def _client_context(encoded):
    if encoded is None:
        return None
    try:
        context = json.loads(base64.b64decode(encoded))
    except ValueError:
        return None
    return ClientContext(context) if isinstance(context, dict) else None
