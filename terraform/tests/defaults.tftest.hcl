mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

run "defaults" {
  command = apply

  assert {
    condition     = keys(aws_lambda_function.this) == ["http"] && aws_lambda_function.this["http"].memory_size == 1024 && aws_lambda_function.this["http"].timeout == 60
    error_message = "One function with 1024 MB and 60 s."
  }

  assert {
    condition     = aws_lambda_function.this["http"].image_config[0].command == tolist(["lambda.handler"]) && aws_lambda_function.this["http"].architectures == tolist(["arm64"])
    error_message = "It runs lambda.handler on arm64."
  }

  assert {
    condition     = aws_lambda_function_url.this.authorization_type == "NONE" && aws_lambda_function_url.this.invoke_mode == "BUFFERED" && length(aws_lambda_permission.function_url) == 1
    error_message = "The URL is open to the app's own keys, buffered, and may be called."
  }

  assert {
    condition     = aws_cloudwatch_log_group.lambda["http"].retention_in_days == 14 && aws_cloudwatch_log_group.lambda["http"].name == "/aws/lambda/atalaya"
    error_message = "Logs are kept for 14 days."
  }

  assert {
    condition     = sort([for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Sid]) == tolist(["ReadSecrets", "Trace", "WriteLogs"])
    error_message = "With no service configured the function may write logs and traces and read its own secret."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Sid == "Trace" || !contains(statement.Resource, "*")])
    error_message = "Every other statement names its resources."
  }

  assert {
    condition     = aws_lambda_function.this["http"].environment[0].variables == tomap({ ENVIRONMENT = "production", LOG_LEVEL = "info", AUTH = "api-key", RATE_LIMIT_MAX = "600", API_KEYS_SECRET_ARN = aws_secretsmanager_secret.api_keys[0].arn })
    error_message = "The environment has what is configured and no secret."
  }

  assert {
    condition     = aws_ecr_repository.lambda.image_scanning_configuration[0].scan_on_push && jsondecode(aws_ecr_lifecycle_policy.lambda.policy).rules[0].selection.countNumber == 10
    error_message = "Images are scanned, the newest ten are kept."
  }

  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.function) == ["http-duration", "http-errors", "http-throttles"]
    error_message = "Errors, throttles and duration raise alarms."
  }

  assert {
    condition = (
      length(aws_dynamodb_table.purchases) == 0 && length(aws_s3_bucket.purchases) == 0 && length(aws_lambda_event_source_mapping.purchases) == 0 &&
      length(aws_bedrockagent_agent.this) == 0 && length(aws_security_group.lambda) == 0 && length(aws_iam_role.github_actions) == 0 &&
      length(aws_iam_user.github_actions) == 0 && length(aws_lambda_provisioned_concurrency_config.live) == 0
    )
    error_message = "What is not asked for is not made."
  }

  assert {
    condition     = output.function_url == "https://abc123.lambda-url.us-east-1.on.aws/" && output.github_actions_access_key_id == null
    error_message = "The outputs say where the API is."
  }
}

run "auth_by_iam" {
  command = apply

  variables {
    auth                    = "none"
    function_url_auth_type  = "AWS_IAM"
    function_url_principals = ["210987654321"]
  }

  assert {
    condition     = length(aws_secretsmanager_secret.api_keys) == 0 && aws_lambda_permission.function_url["0"].principal == "210987654321"
    error_message = "Without API keys there is no secret, and only the named account may call."
  }
}

run "an_image_by_tag_is_refused" {
  command         = plan
  expect_failures = [var.image_uri]

  variables {
    image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya:latest"
  }
}
