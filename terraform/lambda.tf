locals {
  # The function behind the URL and, where it streams, a second one for events: a streamed answer to a batch of a
  # stream or to an agent would be an empty one, which means success.
  functions = merge(
    { http = { name = var.project_name, handler = local.streams_answers ? "lambda.streamHandler" : "lambda.handler" } },
    local.streams_answers ? { events = { name = "${var.project_name}-events", handler = "lambda.handler" } } : {}
  )
  events_key = local.streams_answers ? "events" : "http"

  environment = merge(
    {
      ENVIRONMENT    = var.environment
      LOG_LEVEL      = var.log_level
      AUTH           = var.auth
      RATE_LIMIT_MAX = tostring(var.rate_limit_max)
    },
    { for name, value in {
      API_KEYS_SECRET_ARN       = local.api_keys_on ? aws_secretsmanager_secret.api_keys[0].arn : null
      JWT_ISSUER                = var.jwt_issuer
      JWT_AUDIENCE              = length(var.jwt_audience) > 0 ? join(",", var.jwt_audience) : null
      JWT_TENANT_REQUIRED       = var.jwt_tenant_required == null ? null : tostring(var.jwt_tenant_required)
      CORS_ORIGINS              = length(var.cors_origins) > 0 ? join(",", var.cors_origins) : null
      DATABASE_URL              = var.database_url
      DB_HOST                   = try(var.database.host, null)
      DB_PORT                   = try(tostring(var.database.port), null)
      DB_DATABASE               = try(var.database.name, null)
      DB_USERNAME               = try(var.database.user, null)
      AURORA_ENDPOINT           = try(var.aurora.endpoint, null)
      DATABASE_NAME             = try(var.aurora.name, null)
      DATABASE_USER             = try(var.aurora.user, null)
      DB_SECRET_ARN             = var.db_secret_arn
      DB_IAM_AUTH               = var.db_iam_auth ? "true" : null
      REDSHIFT_WORKGROUP        = var.redshift_workgroup
      REDSHIFT_CLUSTER_ID       = var.redshift_cluster_id
      REDSHIFT_DATABASE         = var.redshift_database
      REDSHIFT_DB_USER          = var.redshift_db_user
      REDSHIFT_SECRET_ARN       = var.redshift_secret_arn
      BEDROCK_AGENT_ID          = var.bedrock_agent_id
      BEDROCK_AGENT_ALIAS_ID    = var.bedrock_agent_alias_id
      SAGEMAKER_TICKET_ENDPOINT = var.sagemaker_ticket_endpoint
      SAGEMAKER_VENUE_ENDPOINT  = var.sagemaker_venue_endpoint
      SAGEMAKER_CONTENT_TYPE    = length(local.sagemaker_endpoints) > 0 ? var.sagemaker_content_type : null
      GEMINI_API_KEY            = var.gemini_api_key
      GEMINI_MODEL              = var.gemini_model
      STAGE                     = var.purchases_on ? var.stage : null
      PURCHASES_BUCKET          = var.purchases_on ? local.purchases_bucket : null
      ATHENA_WORKGROUP          = var.purchases_on ? aws_athena_workgroup.purchases[0].name : null
      ATHENA_DATABASE           = var.purchases_on ? aws_glue_catalog_database.purchases[0].name : null
      ATHENA_OUTPUT             = var.purchases_on ? local.athena_output : null
    } : name => value if value != null },
    var.environment_variables
  )
}

resource "aws_lambda_function" "this" {
  for_each = local.functions

  function_name                  = each.value.name
  description                    = "Atalaya: five data services behind one API"
  role                           = aws_iam_role.lambda.arn
  package_type                   = "Image"
  image_uri                      = var.image_uri
  architectures                  = [var.architecture]
  memory_size                    = var.lambda_memory
  timeout                        = var.lambda_timeout
  reserved_concurrent_executions = var.reserved_concurrency
  publish                        = true

  image_config {
    command = [each.value.handler]
  }

  environment {
    variables = local.environment
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "Text" # the app writes JSON itself, with its metrics in it
    log_group  = aws_cloudwatch_log_group.lambda[each.key].name
  }

  dynamic "vpc_config" {
    for_each = local.vpc_on ? [1] : []

    content {
      subnet_ids         = var.vpc_subnet_ids
      security_group_ids = concat([aws_security_group.lambda[0].id], var.vpc_security_group_ids)
    }
  }

  lifecycle {
    ignore_changes = [image_uri] # the pipeline deploys
  }

  depends_on = [aws_iam_role_policy.lambda, aws_ecr_repository_policy.lambda]
}

resource "aws_lambda_alias" "live" {
  for_each = local.functions

  name             = "live"
  description      = "What callers reach; the pipeline moves it"
  function_name    = aws_lambda_function.this[each.key].function_name
  function_version = aws_lambda_function.this[each.key].version

  lifecycle {
    ignore_changes = [function_version]
  }
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  count = var.provisioned_concurrency > 0 ? 1 : 0

  function_name                     = aws_lambda_function.this["http"].function_name
  qualifier                         = aws_lambda_alias.live["http"].name
  provisioned_concurrent_executions = var.provisioned_concurrency
}
