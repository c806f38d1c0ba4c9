#!/usr/bin/env bash
# Saves JSON under the caller's own id. Needs TASKYARD_API (ends with a slash) and TASKYARD_TOKEN.
set -euo pipefail
api="${TASKYARD_API:?}" token="${TASKYARD_TOKEN:?}"

post() {
  curl --silent --show-error --write-out '\nHTTP %{http_code}\n' "${api}records" \
    --header "Authorization: $token" --header 'Content-Type: application/json' --data "$1"
}

echo '# Save any JSON'
post '{"data":{"sensor":"office","temperature":21.50}}'

echo "# Under somebody else's id: 403"
post '{"user_id":"somebody-else","data":{}}'

echo '# Malformed JSON: 400, with the place'
post '{"data": '

echo '# What is kept'
curl --silent --show-error "${api}records?pageSize=5" --header "Authorization: $token"
echo
