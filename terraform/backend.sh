#!/usr/bin/env bash
# Keeps the state in the S3 bucket that TF_STATE_BUCKET names; without it the state is a file in this folder.
# backend.sh <region> <project>
set -euo pipefail
cd "$(dirname "$0")"
[ -n "${TF_STATE_BUCKET:-}" ] || exit 0
cat > backend_override.tf <<TF
terraform {
  backend "s3" {
    bucket       = "$TF_STATE_BUCKET"
    key          = "${2:?project}.tfstate"
    region       = "${1:?region}"
    use_lockfile = true
  }
}
TF
