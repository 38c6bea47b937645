mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::123456789012:role/atalaya" }
}

mock_resource "aws_iam_openid_connect_provider" {
  defaults = { arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
}

mock_resource "aws_iam_access_key" {
  defaults = { id = "AKIAMOCK" }
}

mock_resource "aws_ecr_repository" {
  defaults = {
    arn            = "arn:aws:ecr:us-east-1:123456789012:repository/atalaya"
    repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya"
  }
}

mock_resource "aws_lambda_function" {
  defaults = {
    arn     = "arn:aws:lambda:us-east-1:123456789012:function:atalaya"
    version = "1"
  }
}

mock_resource "aws_lambda_alias" {
  defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:atalaya:live" }
}

mock_resource "aws_lambda_function_url" {
  defaults = { function_url = "https://abc123.lambda-url.us-east-1.on.aws/" }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/atalaya" }
}

mock_resource "aws_secretsmanager_secret" {
  defaults = { arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:atalaya/api-keys-AbCdEf" }
}

mock_resource "aws_dynamodb_table" {
  defaults = {
    arn        = "arn:aws:dynamodb:us-east-1:123456789012:table/prod-t_MS3_compras"
    stream_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/prod-t_MS3_compras/stream/2026-01-31T00:00:00.000"
  }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:us-east-1:123456789012:atalaya-purchases-failed"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/atalaya-purchases-failed"
  }
}

mock_resource "aws_s3_bucket" {
  defaults = { arn = "arn:aws:s3:::prod-compras-backup-s3-bucket" }
}

mock_resource "aws_athena_workgroup" {
  defaults = { arn = "arn:aws:athena:us-east-1:123456789012:workgroup/atalaya-purchases" }
}

mock_resource "aws_security_group" {
  defaults = { id = "sg-0123456789abcdef0" }
}

mock_resource "aws_bedrockagent_agent" {
  defaults = {
    agent_arn = "arn:aws:bedrock:us-east-1:123456789012:agent/ABCDEFGHIJ"
    agent_id  = "ABCDEFGHIJ"
  }
}

mock_resource "aws_bedrockagent_agent_alias" {
  defaults = { agent_alias_id = "TSTALIASID" }
}
