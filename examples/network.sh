#!/usr/bin/env bash
# Makes a VPC with subnets and reads it back. Needs TASKYARD_API (ends with a slash) and TASKYARD_TOKEN.
set -euo pipefail
api="${TASKYARD_API:?}" token="${TASKYARD_TOKEN:?}"

call() {
  curl --silent --show-error --write-out '\nHTTP %{http_code}\n' --header "Authorization: $token" "$@"
}

echo '# A network of two subnets: all of it, or nothing'
made="$(call "${api}networks" --header 'Content-Type: application/json' --data '{
  "name": "example", "cidr": "10.40.0.0/16",
  "subnets": [{"name": "a", "cidr": "10.40.0.0/20"}, {"name": "b", "cidr": "10.40.16.0/20"}]
}')"
echo "$made"
id="$(sed -n 's/^{"id":"\([^"]*\)".*/\1/p' <<<"$made")"

echo '# A subnet outside of it: refused before AWS is asked'
call "${api}networks" --header 'Content-Type: application/json' --data '{
  "name": "wrong", "cidr": "10.40.0.0/24", "subnets": [{"name": "a", "cidr": "10.50.0.0/28"}]
}'

echo '# All resources that were made'
call "${api}getVPCResources"

echo '# Take it down again'
call --request DELETE "${api}networks/$id"
