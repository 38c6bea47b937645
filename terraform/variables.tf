variable "project_name" {
  description = "Name of the function and the repository, and the beginning of every other name."
  type        = string
  default     = "atalaya"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,38}[a-z0-9]$", var.project_name))
    error_message = "Use 3 to 40 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "environment" {
  description = "ENVIRONMENT of the function, a field of every log line: development, staging, production."
  type        = string
  default     = "production"
}

variable "aws_region" {
  description = "Region of everything here."
  type        = string
  default     = "us-east-1"
}

variable "tags" {
  description = "Tags for everything besides Project, Environment and ManagedBy."
  type        = map(string)
  default     = {}
}

variable "image_uri" {
  description = "The image of the first deployment, by digest (deploy.sh gives it). Afterwards the pipeline deploys, and a change here does nothing."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image_uri))
    error_message = "Name the image by its digest: <repository>@sha256:<64 hex digits>."
  }
}

variable "architecture" {
  description = "Processor of the function: arm64 (cheaper) or x86_64. The image must be built for it."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "Use arm64 or x86_64."
  }
}

variable "lambda_memory" {
  description = "Memory of the function in MB; the share of a processor grows with it."
  type        = number
  default     = 1024

  validation {
    condition     = var.lambda_memory >= 128 && var.lambda_memory <= 10240
    error_message = "Use 128 to 10240 MB."
  }
}

variable "lambda_timeout" {
  description = "Seconds that an invocation may take. Work stops shortly before, with a 504."
  type        = number
  default     = 60

  validation {
    condition     = var.lambda_timeout >= 3 && var.lambda_timeout <= 900
    error_message = "Use 3 to 900 seconds."
  }
}

variable "provisioned_concurrency" {
  description = "Execution environments that are kept warm behind the alias; 0 for none."
  type        = number
  default     = 0
}

variable "reserved_concurrency" {
  description = "The most invocations at once, also a cap on database connections (2 for each); -1 for no cap."
  type        = number
  default     = -1
}

variable "log_level" {
  description = "LOG_LEVEL of the function."
  type        = string
  default     = "info"
}

variable "log_retention_days" {
  description = "Days that log lines are kept."
  type        = number
  default     = 14
}

variable "log_kms_key_arn" {
  description = "KMS key for the log group; null for CloudWatch's own encryption. Its policy must allow logs.<region>.amazonaws.com."
  type        = string
  default     = null
}

variable "environment_variables" {
  description = "Further variables of the function, as docs/configuration.md lists them; they win over what is set here. They are readable by whoever may read the function."
  type        = map(string)
  default     = {}
}
