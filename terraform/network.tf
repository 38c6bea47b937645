variable "vpc_id" {
  description = "VPC of the function; needed with vpc_subnet_ids."
  type        = string
  default     = null
}

variable "vpc_subnet_ids" {
  description = "Private subnets to run in, where the database is reachable there only. Gemini (and an OIDC issuer) then need a NAT gateway: they have no endpoint."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.vpc_subnet_ids) == 0 || var.vpc_id != null
    error_message = "vpc_subnet_ids needs vpc_id."
  }
}

variable "vpc_security_group_ids" {
  description = "Further security groups of the function, such as one that the database lets in."
  type        = list(string)
  default     = []
}

variable "vpc_route_table_ids" {
  description = "Route tables of those subnets, for the gateway endpoints of S3 and DynamoDB."
  type        = list(string)
  default     = []
}

variable "vpc_endpoints" {
  description = "Make endpoints, so that AWS's services are reached without a NAT gateway: s3, dynamodb, secretsmanager, bedrock-agent-runtime, sagemaker.runtime, redshift-data, athena, logs, xray."
  type        = list(string)
  default     = []

  validation {
    condition = alltrue([for endpoint in var.vpc_endpoints :
      contains(["s3", "dynamodb", "secretsmanager", "bedrock-agent-runtime", "sagemaker.runtime", "redshift-data", "athena", "logs", "xray"], endpoint)
    ])
    error_message = "Use s3, dynamodb, secretsmanager, bedrock-agent-runtime, sagemaker.runtime, redshift-data, athena, logs and xray."
  }
}

locals {
  gateway_endpoints   = local.vpc_on ? toset([for endpoint in var.vpc_endpoints : endpoint if contains(["s3", "dynamodb"], endpoint)]) : toset([])
  interface_endpoints = local.vpc_on ? toset([for endpoint in var.vpc_endpoints : endpoint if !contains(["s3", "dynamodb"], endpoint)]) : toset([])
}

resource "aws_security_group" "lambda" {
  count = local.vpc_on ? 1 : 0

  name_prefix = "${var.project_name}-lambda-"
  description = "Atalaya's function: nothing in, everything out"
  vpc_id      = var.vpc_id

  egress {
    description = "Databases, endpoints, NAT"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "endpoints" {
  count = length(local.interface_endpoints) > 0 ? 1 : 0

  name_prefix = "${var.project_name}-endpoints-"
  description = "Endpoints of AWS services: HTTPS from Atalaya's function"
  vpc_id      = var.vpc_id

  ingress {
    description     = "HTTPS from the function"
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.lambda[0].id]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "gateway" {
  for_each = local.gateway_endpoints

  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.${var.aws_region}.${each.key}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = var.vpc_route_table_ids
}

resource "aws_vpc_endpoint" "interface" {
  for_each = local.interface_endpoints

  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.aws_region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.vpc_subnet_ids
  security_group_ids  = [aws_security_group.endpoints[0].id]
  private_dns_enabled = true
}
