#!/usr/bin/env bash
# Asks the alias `live` of a function for /health, as its Function URL would: check-health.sh <region> <function> [tries]
set -euo pipefail
region=${1:?region}
function=${2:?function}
tries=${3:-5}

event='{"version":"2.0","rawPath":"/health","rawQueryString":"","headers":{},"requestContext":{"http":{"method":"GET","path":"/health","sourceIp":"127.0.0.1"}},"isBase64Encoded":false}'
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
for try in $(seq "$tries"); do
  if aws lambda invoke --region "$region" --function-name "$function" --qualifier live --cli-binary-format raw-in-base64-out \
      --payload "$event" "$answer" --query FunctionError --output text | grep -qx None && grep -qE 'status\\?":\\?"healthy' "$answer"; then
    echo "$function is healthy"
    exit 0
  fi
  echo "try $try: $(head -c 500 "$answer")" >&2
  [ "$try" = "$tries" ] || sleep $((try * 2))
done
exit 1
