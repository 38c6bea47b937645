#!/usr/bin/env bash
# Readies this folder for a pipeline: settings from TFVARS, state from TF_STATE_BUCKET, and the image that runs now,
# so that a function made by this change begins with it: prepare.sh <region> <function>
set -euo pipefail
cd "$(dirname "$0")"
region=${1:?region}
function=${2:?function}
: "${TF_STATE_BUCKET:?is not set: a pipeline forgets its files, so the state must be in a bucket}"

printf '%s\n' "${TFVARS:-}" > terraform.tfvars
./backend.sh "$region" "$function"
terraform init
image=$(aws lambda get-function --region "$region" --function-name "$function" --query Code.ResolvedImageUri --output text)
printf 'image_uri = "%s"\n' "$image" > image.auto.tfvars
