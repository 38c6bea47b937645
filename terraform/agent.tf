variable "agent_on" {
  description = "A Bedrock agent with Atalaya's operations as its tools."
  type        = bool
  default     = false
}

variable "agent_foundation_model" {
  description = "Model, or inference profile, that the agent thinks with, by its Bedrock id; the account must have access to it."
  type        = string
  default     = null

  validation {
    condition     = !var.agent_on || var.agent_foundation_model != null
    error_message = "agent_on needs agent_foundation_model."
  }
}

variable "agent_instruction" {
  description = "What the agent is told about its work."
  type        = string
  default     = "You answer questions about sales, concerts, cars and purchases with the operations that you are given. Prefer sums over lists. Answer in the language of the question, and say when the data has no answer."
}

locals {
  # an action group for each tag, written by npm run openapi
  action_groups = var.agent_on ? { for file in fileset("${path.module}/openapi", "*.json") : trimsuffix(file, ".json") => file } : {}
}

resource "aws_iam_role" "agent" {
  count = var.agent_on ? 1 : 0

  name = "${var.project_name}-agent-role"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "bedrock.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "${local.arn_of["bedrock"]}:agent/*" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "agent" {
  count = var.agent_on ? 1 : 0

  name = "${var.project_name}-agent"
  role = aws_iam_role.agent[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "Think"
      Effect = "Allow"
      Action = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:GetInferenceProfile"]
      Resource = [
        "arn:${local.partition}:bedrock:*::foundation-model/${replace(var.agent_foundation_model, "/^(us|eu|apac|global)\\./", "")}",
        "${local.arn_of["bedrock"]}:inference-profile/${var.agent_foundation_model}"
      ]
    }]
  })
}

resource "aws_bedrockagent_agent" "this" {
  count = var.agent_on ? 1 : 0

  agent_name              = var.project_name
  agent_resource_role_arn = aws_iam_role.agent[0].arn
  foundation_model        = var.agent_foundation_model
  instruction             = var.agent_instruction
  prepare_agent           = true

  depends_on = [aws_iam_role_policy.agent]
}

resource "aws_bedrockagent_agent_action_group" "this" {
  for_each = local.action_groups

  agent_id          = aws_bedrockagent_agent.this[0].agent_id
  agent_version     = "DRAFT"
  action_group_name = each.key
  description       = jsondecode(file("${path.module}/openapi/${each.value}")).info.description

  action_group_executor {
    lambda = aws_lambda_alias.live[local.events_key].arn
  }

  api_schema {
    payload = jsonencode(jsondecode(file("${path.module}/openapi/${each.value}")))
  }
}

resource "aws_bedrockagent_agent_alias" "live" {
  count = var.agent_on ? 1 : 0

  agent_id         = aws_bedrockagent_agent.this[0].agent_id
  agent_alias_name = "live"

  depends_on = [aws_bedrockagent_agent_action_group.this]
}

resource "aws_lambda_permission" "agent" {
  count = var.agent_on ? 1 : 0

  statement_id   = "AllowBedrockAgent"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.this[local.events_key].function_name
  qualifier      = aws_lambda_alias.live[local.events_key].name
  principal      = "bedrock.amazonaws.com"
  source_account = local.account_id
  source_arn     = aws_bedrockagent_agent.this[0].agent_arn
}
