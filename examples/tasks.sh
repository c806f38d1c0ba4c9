#!/usr/bin/env bash
# A task's life with curl. Needs TASKYARD_API (ends with a slash) and TASKYARD_TOKEN.
set -euo pipefail
api="${TASKYARD_API:?}" token="${TASKYARD_TOKEN:?}"

call() { # method path [body] [more arguments of curl ...]
  local method="$1" path="$2" body="${3:-}"
  shift $(($# < 3 ? $# : 3))
  curl --silent --show-error --write-out '\nHTTP %{http_code}\n' --request "$method" "$api$path" \
    --header "Authorization: $token" ${body:+--header 'Content-Type: application/json' --data "$body"} "$@"
}

echo '# Make a task'
made="$(call POST tasks '{"title":"First task","description":"Created via API","status":"PENDING"}' \
  --header "Idempotency-Key: example-$$-$RANDOM")"
echo "$made"
id="$(sed -n 's/.*"id":"\([^"]*\)".*/\1/p' <<<"$made" | head -n 1)"

echo '# List the pending ones, five at a time'
call GET 'tasks?status=PENDING&pageSize=5'

echo '# Change its status alone; title and description stay'
call PUT "tasks/$id" '{"status":"IN_PROGRESS"}'

echo '# Change an old version: 412'
call PUT "tasks/$id" '{"title":"Too late"}' --header 'If-Match: "1-1"'

echo '# Complete it, and read it'
call POST "tasks/$id/complete"
call GET "tasks/$id"

echo '# Into the trash'
call DELETE "tasks/$id"
