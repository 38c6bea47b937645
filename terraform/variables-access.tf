variable "auth" {
  description = "AUTH: api-key, jwt, both, or none (written out, for a URL that IAM guards)."
  type        = string
  default     = "api-key"

  validation {
    condition     = contains(["none", "api-key", "jwt", "api-key,jwt"], var.auth)
    error_message = "Use none, api-key, jwt or api-key,jwt."
  }
}

variable "jwt_issuer" {
  description = "Issuer of tokens: a Cognito user pool or any OpenID Connect issuer. Needed where auth has jwt."
  type        = string
  default     = null

  validation {
    condition     = var.jwt_issuer != null || !strcontains(var.auth, "jwt")
    error_message = "Set jwt_issuer where auth asks for tokens: the app does not start without it."
  }
}

variable "jwt_audience" {
  description = "Audiences (client ids) that tokens are accepted for."
  type        = list(string)
  default     = []
}

variable "jwt_tenant_required" {
  description = "Whether a token that names no tenant is refused (null: where any API key is bound to a tenant)."
  type        = bool
  default     = null
}

variable "function_url_auth_type" {
  description = "NONE (the app asks for keys and tokens) or AWS_IAM (AWS asks for signed requests first)."
  type        = string
  default     = "NONE"

  validation {
    condition     = contains(["NONE", "AWS_IAM"], var.function_url_auth_type)
    error_message = "Use NONE or AWS_IAM."
  }
}

variable "function_url_principals" {
  description = "With AWS_IAM: accounts and roles of other accounts that may call."
  type        = list(string)
  default     = []
}

variable "function_url_invoke_mode" {
  description = "BUFFERED (answers up to 6 MB) or RESPONSE_STREAM (up to 200 MB, first bytes at once; not inside a VPC). Streaming adds a second function of the same image for everything that is not HTTP."
  type        = string
  default     = "BUFFERED"

  validation {
    condition     = contains(["BUFFERED", "RESPONSE_STREAM"], var.function_url_invoke_mode)
    error_message = "Use BUFFERED or RESPONSE_STREAM."
  }

  validation {
    condition     = var.function_url_invoke_mode == "BUFFERED" || length(var.vpc_subnet_ids) == 0
    error_message = "A Function URL does not stream from inside a VPC: keep BUFFERED, or leave out vpc_subnet_ids."
  }
}

variable "cors_origins" {
  description = "Origins of browsers' pages that may call the API, such as https://app.example.com. The app answers preflights itself."
  type        = list(string)
  default     = []
}

variable "rate_limit_max" {
  description = "Requests a minute and caller, in each execution environment."
  type        = number
  default     = 600
}

variable "github_subjects" {
  description = "Subjects of GitHub's OIDC tokens that may deploy, such as repo:OWNER/REPO:ref:refs/heads/main (repositories made since 2026-07-15: repo:OWNER@ID/REPO@ID:…). Empty: no role for pipelines."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for subject in var.github_subjects : can(regex("^repo:[^*]+/[^*]+:", subject))])
    error_message = "Each subject begins with repo:OWNER/REPO: and has no wildcard in the owner's or the repository's name."
  }
}

variable "github_oidc_provider_arn" {
  description = "The account's OIDC provider for token.actions.githubusercontent.com; null makes one."
  type        = string
  default     = null
}

variable "create_github_user" {
  description = "Make an IAM user with access keys for pipelines that cannot use OIDC. Its secret key stands in the state."
  type        = bool
  default     = false
}
