variable "database_url" {
  description = "DATABASE_URL with its password in the function's plain environment. Prefer db_secret_arn or db_iam_auth."
  type        = string
  default     = null
  sensitive   = true
}

variable "database" {
  description = "The sales database without a password: host, port, name and user, for login by secret or IAM."
  type = object({
    host = string
    port = optional(number, 5432)
    name = string
    user = optional(string)
  })
  default = null
}

variable "aurora" {
  description = "The car events database (Aurora) without a password: endpoint, name and user."
  type = object({
    endpoint = string
    name     = string
    user     = optional(string)
  })
  default = null
}

variable "db_secret_arn" {
  description = "Secrets Manager secret of RDS's own form with the databases' login."
  type        = string
  default     = null
}

variable "db_iam_auth" {
  description = "Log in with RDS IAM tokens."
  type        = bool
  default     = false
}

variable "db_resource_ids" {
  description = "Resource ids (cluster-…, db-…, prx-…) of the databases or proxies that IAM login is allowed to."
  type        = list(string)
  default     = []

  validation {
    condition     = !var.db_iam_auth || length(var.db_resource_ids) > 0
    error_message = "db_iam_auth needs the resource ids of the databases or proxies."
  }
}

variable "redshift_workgroup" {
  description = "Redshift Serverless workgroup of the concert warehouse."
  type        = string
  default     = null
}

variable "redshift_workgroup_id" {
  description = "Id (UUID) of that workgroup, which its ARN has in place of the name."
  type        = string
  default     = null

  validation {
    condition     = var.redshift_workgroup == null || var.redshift_workgroup_id != null
    error_message = "redshift_workgroup needs redshift_workgroup_id too."
  }
}

variable "redshift_cluster_id" {
  description = "Redshift cluster of the concert warehouse, in place of a workgroup."
  type        = string
  default     = null
}

variable "redshift_database" {
  description = "Database in the warehouse."
  type        = string
  default     = null
}

variable "redshift_db_user" {
  description = "Database user on a cluster."
  type        = string
  default     = null
}

variable "redshift_secret_arn" {
  description = "Secrets Manager secret with the warehouse's login."
  type        = string
  default     = null
}

variable "bedrock_agent_id" {
  description = "Bedrock agent that /chat asks."
  type        = string
  default     = null
}

variable "bedrock_agent_alias_id" {
  description = "Alias of that agent."
  type        = string
  default     = null
}

variable "sagemaker_ticket_endpoint" {
  description = "SageMaker endpoint of the ticket prediction."
  type        = string
  default     = null
}

variable "sagemaker_venue_endpoint" {
  description = "SageMaker endpoint of the venue ranking."
  type        = string
  default     = null
}

variable "sagemaker_content_type" {
  description = "How the models take their features: text/csv or application/jsonlines."
  type        = string
  default     = "text/csv"

  validation {
    condition     = contains(["text/csv", "application/jsonlines"], var.sagemaker_content_type)
    error_message = "sagemaker_content_type is text/csv or application/jsonlines."
  }
}

variable "gemini_api_key" {
  description = "Key of the Gemini API, in the function's plain environment."
  type        = string
  default     = null
  sensitive   = true
}

variable "gemini_model" {
  description = "Gemini model of /ask; null for the app's default."
  type        = string
  default     = null
}
