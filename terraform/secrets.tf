# The secrets' places; their values are put in with the AWS CLI (docs/deploy.md), so that none is in the state.
resource "aws_secretsmanager_secret" "api_keys" {
  count = local.api_keys_on ? 1 : 0

  name        = "${var.project_name}/api-keys"
  description = "API keys as JSON: [{ \"name\", \"sha256\", \"scopes\"?, \"tenant\"? }]"
  kms_key_id  = var.secrets_kms_key_arn
}

variable "secrets_kms_key_arn" {
  description = "KMS key for the secrets made here; null for Secrets Manager's own."
  type        = string
  default     = null
}
