mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

run "agent" {
  command = apply

  variables {
    agent_on               = true
    agent_foundation_model = "example.model-1"
  }

  assert {
    condition     = keys(aws_bedrockagent_agent_action_group.this) == ["ask", "car-events", "concerts", "purchases", "sales"]
    error_message = "An action group for each OpenAPI file."
  }

  assert {
    condition     = sum([for group in aws_bedrockagent_agent_action_group.this : sum([for path in values(jsondecode(group.api_schema[0].payload).paths) : length(keys(path))])]) <= 11
    error_message = "At most 11 operations over all groups."
  }

  assert {
    condition     = aws_lambda_permission.agent[0].principal == "bedrock.amazonaws.com" && aws_lambda_permission.agent[0].source_arn == aws_bedrockagent_agent.this[0].agent_arn
    error_message = "That agent, and no other, may call the function."
  }

  assert {
    condition     = output.agent_id == "ABCDEFGHIJ" && output.agent_alias_id == "TSTALIASID"
    error_message = "The outputs name the agent."
  }
}
