#!/usr/bin/env bash
# Brings an image (and whatever Terraform changed in the configuration) behind the alias `live` of one function, and
# prints the version that was there before, for a rollback: publish.sh <region> <function> <image by digest>
set -euo pipefail
region=${1:?region}
function=${2:?function}
image_uri=${3:?image}

lambda () { aws lambda "$@" --region "$region" --function-name "$function"; }

before=$(lambda get-alias --name live --query FunctionVersion --output text)
lambda wait function-updated-v2
lambda update-function-code --image-uri "$image_uri" --query CodeSha256 --output text >/dev/null
lambda wait function-updated-v2
version=$(lambda publish-version --query Version --output text)
lambda wait published-version-active --qualifier "$version"
lambda update-alias --name live --function-version "$version" --query FunctionVersion --output text >/dev/null
echo "$function: live was $before and is $version" >&2
echo "$before"
