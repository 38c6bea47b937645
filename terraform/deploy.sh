#!/usr/bin/env bash
# From an empty account to a working URL, and again after any change: the repository, the image, everything else.
# Needs the AWS CLI with credentials, Docker with buildx, and Terraform 1.9 or later. It can be repeated.
#
#   terraform/deploy.sh                     build the image of the working tree and apply
#   terraform/deploy.sh --image-uri URI     apply with an image that is in the repository already (by digest)
#
# TF_STATE_BUCKET names an S3 bucket for the state; without it the state is a file here.
set -euo pipefail
cd "$(dirname "$0")"

say () { printf '\n== %s\n' "$*"; }
variable () { # the value of $1 in terraform.tfvars, else $2
  local value
  value=$(sed -nE "s/^$1[[:space:]]*=[[:space:]]*\"([^\"]*)\".*/\1/p" terraform.tfvars 2>/dev/null | tail -n 1)
  printf '%s' "${value:-$2}"
}

image_uri=
case "${1:-}" in
  '') ;;
  --image-uri) image_uri=${2:?--image-uri needs the address of an image by digest} ;;
  *) echo "deploy.sh knows --image-uri, not $1" >&2; exit 2 ;;
esac
for tool in aws terraform; do command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }; done

region=$(variable aws_region us-east-1)
project=$(variable project_name atalaya)
architecture=$(variable architecture arm64)
platform=linux/$([ "$architecture" = x86_64 ] && echo amd64 || echo arm64)

say "Terraform in $region"
./backend.sh "$region" "$project"
terraform init -input=false

if [ -z "$image_uri" ]; then
  command -v docker >/dev/null || { echo "docker is not installed: build elsewhere and give --image-uri" >&2; exit 1; }
  say 'The repository'
  # a placeholder, since nothing but the repository is made in this step
  terraform apply -input=false -auto-approve -target=aws_ecr_repository.lambda -target=aws_ecr_lifecycle_policy.lambda \
    -var "image_uri=none@sha256:$(printf '0%.0s' {1..64})"
  repository=$(terraform output -raw ecr_repository_url)

  say "The image, for $platform"
  aws ecr get-login-password --region "$region" | docker login --username AWS --password-stdin "${repository%%/*}"
  revision=$(git -C .. rev-parse --short=12 HEAD 2>/dev/null || date -u +%Y%m%d%H%M%S)
  docker buildx build --file ../Dockerfile.lambda --platform "$platform" --provenance=false --sbom=false \
    --build-arg "REVISION=$revision" --tag "$repository:$revision" --tag "$repository:latest" --push ..
  digest=$(aws ecr describe-images --region "$region" --repository-name "$project" --image-ids "imageTag=$revision" \
    --query 'imageDetails[0].imageDigest' --output text)
  image_uri="$repository@$digest"
fi
printf 'image_uri = "%s"\n' "$image_uri" > image.auto.tfvars # so that terraform's own commands work from here on
cat image.auto.tfvars

say 'Everything else'
terraform apply -input=false -auto-approve

say 'Publish'
for function in $(terraform output -json function_names | tr -d '{}" \n' | tr ',' '\n' | cut -d: -f2); do
  ./publish.sh "$region" "$function" "$image_uri"
done

url=$(terraform output -raw function_url)
say "Up: $url"
curl --fail --silent --show-error --retry 5 --retry-all-errors "${url}health" && echo
if terraform output -raw api_keys_secret_arn >/dev/null 2>&1; then
  echo "Callers need a key: put one into $(terraform output -raw api_keys_secret_arn) as docs/deploy.md says."
fi
