locals {
  github_role_on = length(var.github_subjects) > 0
  github_host    = "token.actions.githubusercontent.com"

  # What build-deploy-lambda.yml does, and nothing else; terraform.yml brings a role of its own.
  deploy_statements = [
    {
      Sid      = "LogInToTheRegistry"
      Effect   = "Allow"
      Action   = ["ecr:GetAuthorizationToken"]
      Resource = ["*"] # the token is the account's
    },
    {
      Sid    = "PushImages"
      Effect = "Allow"
      Action = [
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages", "ecr:DescribeImageScanFindings",
        "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"
      ]
      Resource = [aws_ecr_repository.lambda.arn]
    },
    {
      Sid    = "DeployTheFunctions"
      Effect = "Allow"
      Action = [
        "lambda:GetAlias", "lambda:GetFunction", "lambda:GetFunctionConfiguration", "lambda:GetFunctionUrlConfig", "lambda:InvokeFunction",
        "lambda:PublishVersion", "lambda:UpdateAlias", "lambda:UpdateFunctionCode"
      ]
      Resource = flatten([for function in aws_lambda_function.this : [function.arn, "${function.arn}:*"]])
    }
  ]
}

resource "aws_iam_openid_connect_provider" "github" {
  count = local.github_role_on && var.github_oidc_provider_arn == null ? 1 : 0

  url            = "https://${local.github_host}"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "github_actions" {
  count = local.github_role_on ? 1 : 0

  name = "${var.project_name}-github-actions"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = coalesce(var.github_oidc_provider_arn, one(aws_iam_openid_connect_provider.github[*].arn)) }
      Condition = {
        StringEquals = { "${local.github_host}:aud" = "sts.amazonaws.com" }
        StringLike   = { "${local.github_host}:sub" = var.github_subjects }
      }
    }]
  })
}

resource "aws_iam_role_policy" "github_actions" {
  count = local.github_role_on ? 1 : 0

  name   = "${var.project_name}-deploy"
  role   = aws_iam_role.github_actions[0].id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.deploy_statements })
}

resource "aws_iam_user" "github_actions" {
  count = var.create_github_user ? 1 : 0

  name = "${var.project_name}-github-actions"
}

resource "aws_iam_user_policy" "github_actions" {
  count = var.create_github_user ? 1 : 0

  name   = "${var.project_name}-deploy"
  user   = aws_iam_user.github_actions[0].name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.deploy_statements })
}

resource "aws_iam_access_key" "github_actions" {
  count = var.create_github_user ? 1 : 0

  user = aws_iam_user.github_actions[0].name
}
