mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

run "streaming_adds_a_function_for_events" {
  command = apply

  variables {
    function_url_invoke_mode = "RESPONSE_STREAM"
    purchases_on             = true
    agent_on                 = true
    agent_foundation_model   = "example.model-1"
  }

  assert {
    condition     = aws_lambda_function.this["http"].image_config[0].command == tolist(["lambda.streamHandler"]) && aws_lambda_function.this["events"].image_config[0].command == tolist(["lambda.handler"])
    error_message = "The URL's function streams, the events' one answers whole."
  }

  assert {
    condition     = aws_lambda_function_url.this.invoke_mode == "RESPONSE_STREAM" && aws_lambda_function_url.this.function_name == "atalaya"
    error_message = "The URL belongs to the streaming function."
  }

  assert {
    condition     = aws_lambda_permission.agent[0].function_name == "atalaya-events" && keys(aws_cloudwatch_log_group.lambda) == ["events", "http"]
    error_message = "The agent and the stream reach the other one."
  }
}

run "no_streaming_inside_a_vpc" {
  command         = plan
  expect_failures = [var.function_url_invoke_mode]

  variables {
    function_url_invoke_mode = "RESPONSE_STREAM"
    vpc_id                   = "vpc-1"
    vpc_subnet_ids           = ["subnet-1"]
  }
}
