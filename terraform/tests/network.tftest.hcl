mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

run "inside_a_vpc" {
  command = apply

  variables {
    vpc_id              = "vpc-1"
    vpc_subnet_ids      = ["subnet-1", "subnet-2"]
    vpc_route_table_ids = ["rtb-1"]
    vpc_endpoints       = ["s3", "dynamodb", "secretsmanager", "bedrock-agent-runtime", "sagemaker.runtime", "redshift-data"]
  }

  assert {
    condition     = length(aws_lambda_function.this["http"].vpc_config[0].subnet_ids) == 2 && length(aws_security_group.lambda) == 1
    error_message = "The function runs in the subnets with a security group of its own."
  }

  assert {
    condition     = keys(aws_vpc_endpoint.gateway) == ["dynamodb", "s3"] && keys(aws_vpc_endpoint.interface) == ["bedrock-agent-runtime", "redshift-data", "sagemaker.runtime", "secretsmanager"]
    error_message = "Endpoints are made as asked."
  }

  assert {
    condition     = contains([for statement in jsondecode(aws_iam_role_policy.lambda.policy).Statement : statement.Sid], "JoinTheVpc")
    error_message = "The function may make network interfaces."
  }
}

run "subnets_need_a_vpc" {
  command         = plan
  expect_failures = [var.vpc_subnet_ids]

  variables {
    vpc_subnet_ids = ["subnet-1"]
  }
}
