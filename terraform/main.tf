provider "aws" {
  region = var.aws_region

  default_tags {
    tags = merge({ Project = var.project_name, Environment = var.environment, ManagedBy = "terraform" }, var.tags)
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  # arn:aws:<service>:<region>:<account>, for resources that are named and not made here
  arn_of = { for service in ["bedrock", "redshift", "redshift-serverless", "sagemaker", "rds-db"] :
    service => "arn:${local.partition}:${service}:${var.aws_region}:${local.account_id}"
  }

  streams_answers = var.function_url_invoke_mode == "RESPONSE_STREAM"

  redshift_on  = var.redshift_workgroup != null || var.redshift_cluster_id != null
  sagemaker_on = length(local.sagemaker_endpoints) > 0
  chat_on      = var.bedrock_agent_id != null && var.bedrock_agent_alias_id != null
  api_keys_on  = strcontains(var.auth, "api-key")
  vpc_on       = length(var.vpc_subnet_ids) > 0

  sagemaker_endpoints = compact([var.sagemaker_ticket_endpoint, var.sagemaker_venue_endpoint])
}
