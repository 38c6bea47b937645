#!/usr/bin/env bash
# Puts the alias `live` of functions back: rollback.sh <region> <file with a line "<function> <version>" for each that was published>
set -euo pipefail
region=${1:?region}
before=${2:?file}

[ -f "$before" ] || { echo 'nothing was published' >&2; exit 0; }
while read -r function version; do
  aws lambda update-alias --region "$region" --function-name "$function" --name live --function-version "$version" --query FunctionVersion --output text >/dev/null
  echo "$function: live is $version again" >&2
done < "$before"
