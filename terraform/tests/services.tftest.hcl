mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

run "everything_on" {
  command = apply

  variables {
    auth                      = "api-key,jwt"
    jwt_issuer                = "https://issuer.example.com/"
    jwt_audience              = ["web", "phone"]
    cors_origins              = ["https://app.example.com"]
    database                  = { host = "proxy.example.com", name = "sales", user = "reader" }
    aurora                    = { endpoint = "aurora.example.com", name = "events", user = "writer" }
    db_iam_auth               = true
    db_resource_ids           = ["prx-1"]
    redshift_workgroup        = "concerts"
    redshift_workgroup_id     = "11111111-2222-3333-4444-555555555555"
    redshift_database         = "dev"
    bedrock_agent_id          = "AGENT12345"
    bedrock_agent_alias_id    = "ALIAS12345"
    sagemaker_ticket_endpoint = "tickets"
    sagemaker_venue_endpoint  = "venues"
    gemini_api_key            = "not-a-key"
    purchases_on              = true
    provisioned_concurrency   = 2
    reserved_concurrency      = 20
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Sid] == [
      "WriteLogs", "Trace", "ReadSecrets", "LogInToDatabases", "QueryTheWarehouse", "FollowOwnStatements", "LogInToTheWorkgroup", "AskTheAgent", "Predict",
      "ReadTheStream", "FindStreams", "GiveUpOnABatch", "WriteAndReadTheArchive", "ListTheArchive", "QueryTheArchive", "ReadTheCatalogue"
    ]
    error_message = "Each configured service has its statement."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Sid if contains(statement.Resource, "*")] == ["Trace", "FollowOwnStatements", "FindStreams"]
    error_message = "Only actions that know no resources are allowed on all."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Resource if statement.Sid == "LogInToDatabases"][0] == ["arn:aws:rds-db:us-east-1:123456789012:dbuser:prx-1/reader", "arn:aws:rds-db:us-east-1:123456789012:dbuser:prx-1/writer"]
    error_message = "IAM login is for the two database users at the proxy."
  }

  assert {
    condition     = aws_lambda_provisioned_concurrency_config.live[0].provisioned_concurrent_executions == 2 && aws_lambda_function.this["http"].reserved_concurrent_executions == 20
    error_message = "Concurrency is as asked."
  }

  assert {
    condition     = aws_lambda_function.this["http"].environment[0].variables["JWT_AUDIENCE"] == "web,phone" && aws_lambda_function.this["http"].environment[0].variables["DB_PORT"] == "5432"
    error_message = "The environment carries the services' settings."
  }
}

run "warehouse_on_a_cluster" {
  command = apply

  variables {
    redshift_cluster_id = "concerts"
    redshift_database   = "dev"
    redshift_db_user    = "app"
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Resource if statement.Sid == "LogInToTheCluster"][0] == ["arn:aws:redshift:us-east-1:123456789012:dbuser:concerts/app", "arn:aws:redshift:us-east-1:123456789012:dbname:concerts/dev"]
    error_message = "The function may log in to the cluster as that user."
  }
}

run "chat_only" {
  command = apply

  variables {
    bedrock_agent_id       = "AGENT12345"
    bedrock_agent_alias_id = "ALIAS12345"
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Sid] == ["WriteLogs", "Trace", "ReadSecrets", "AskTheAgent"]
    error_message = "Chat brings its own statement and no other."
  }
}

run "predictions_only" {
  command = apply

  variables {
    sagemaker_venue_endpoint = "Venues"
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Resource if statement.Sid == "Predict"][0] == ["arn:aws:sagemaker:us-east-1:123456789012:endpoint/venues"]
    error_message = "Only the endpoint that is configured may be asked."
  }
}

run "database_by_secret" {
  command = apply

  variables {
    database      = { host = "db.example.com", name = "sales" }
    db_secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds-AbCdEf"
  }

  assert {
    condition     = contains([for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Resource if statement.Sid == "ReadSecrets"][0], "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds-AbCdEf")
    error_message = "The function may read the databases' secret."
  }
}

run "iam_login_needs_the_databases" {
  command         = plan
  expect_failures = [var.db_resource_ids]

  variables {
    db_iam_auth = true
  }
}
