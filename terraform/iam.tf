resource "aws_iam_role" "lambda" {
  name = "${var.project_name}-lambda-role"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

locals {
  secret_arns = compact([
    local.api_keys_on ? aws_secretsmanager_secret.api_keys[0].arn : null,
    var.db_secret_arn,
    var.redshift_secret_arn
  ])

  # A statement for each service, on the resources that are named; only those of configured services are granted.
  statements = concat([for entry in local.possible_statements : entry.statement if entry.on], local.purchases_statements)

  possible_statements = [
    {
      on = true
      statement = {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = [for group in aws_cloudwatch_log_group.lambda : "${group.arn}:*"]
      }
    },
    {
      on = true
      statement = {
        Sid      = "Trace"
        Effect   = "Allow"
        Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        Resource = ["*"] # X-Ray knows no resources
      }
    },
    {
      on = local.vpc_on
      statement = {
        Sid    = "JoinTheVpc"
        Effect = "Allow"
        Action = [
          "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets",
          "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"
        ]
        Resource = ["*"] # these actions know no resources when Lambda makes an interface
      }
    },
    {
      on = length(local.secret_arns) > 0
      statement = {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = local.secret_arns
      }
    },
    {
      on = var.secrets_kms_key_arn != null
      statement = {
        Sid      = "DecryptSecrets"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = [var.secrets_kms_key_arn]
      }
    },
    {
      on = var.db_iam_auth
      statement = {
        Sid      = "LogInToDatabases"
        Effect   = "Allow"
        Action   = ["rds-db:connect"]
        Resource = [for pair in setproduct(var.db_resource_ids, local.database_users) : "${local.arn_of["rds-db"]}:dbuser:${pair[0]}/${pair[1]}"]
      }
    },
    {
      on = local.redshift_on
      statement = {
        Sid      = "QueryTheWarehouse"
        Effect   = "Allow"
        Action   = ["redshift-data:ExecuteStatement"]
        Resource = local.warehouse_arns
      }
    },
    {
      on = local.redshift_on
      statement = {
        Sid       = "FollowOwnStatements"
        Effect    = "Allow"
        Action    = ["redshift-data:DescribeStatement", "redshift-data:GetStatementResult", "redshift-data:CancelStatement"]
        Resource  = ["*"] # statements have no ARN; the condition keeps to this role's own
        Condition = { StringEquals = { "redshift-data:statement-owner-iam-userid" = "$${aws:userid}" } }
      }
    },
    {
      on = var.redshift_workgroup != null && var.redshift_secret_arn == null
      statement = {
        Sid      = "LogInToTheWorkgroup"
        Effect   = "Allow"
        Action   = ["redshift-serverless:GetCredentials"]
        Resource = local.warehouse_arns
      }
    },
    {
      on = var.redshift_cluster_id != null && var.redshift_db_user != null
      statement = {
        Sid    = "LogInToTheCluster"
        Effect = "Allow"
        Action = ["redshift:GetClusterCredentials"]
        Resource = [
          "${local.arn_of["redshift"]}:dbuser:${coalesce(var.redshift_cluster_id, "none")}/${coalesce(var.redshift_db_user, "none")}",
          "${local.arn_of["redshift"]}:dbname:${coalesce(var.redshift_cluster_id, "none")}/${coalesce(var.redshift_database, "*")}"
        ]
      }
    },
    {
      on = local.chat_on
      statement = {
        Sid      = "AskTheAgent"
        Effect   = "Allow"
        Action   = ["bedrock:InvokeAgent"]
        Resource = ["${local.arn_of["bedrock"]}:agent-alias/${coalesce(var.bedrock_agent_id, "none")}/${coalesce(var.bedrock_agent_alias_id, "none")}"]
      }
    },
    {
      on = local.sagemaker_on
      statement = {
        Sid      = "Predict"
        Effect   = "Allow"
        Action   = ["sagemaker:InvokeEndpoint"]
        Resource = [for endpoint in local.sagemaker_endpoints : "${local.arn_of["sagemaker"]}:endpoint/${lower(endpoint)}"]
      }
    }
  ]

  database_users = compact([try(var.database.user, null), try(var.aurora.user, null)])

  warehouse_arns = compact([
    var.redshift_workgroup_id == null ? null : "${local.arn_of["redshift-serverless"]}:workgroup/${var.redshift_workgroup_id}",
    var.redshift_cluster_id == null ? null : "${local.arn_of["redshift"]}:cluster:${var.redshift_cluster_id}"
  ])
}

resource "aws_iam_role_policy" "lambda" {
  name = "${var.project_name}-lambda"
  role = aws_iam_role.lambda.id

  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}
