mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

run "a_role_for_pipelines" {
  command = apply

  variables {
    github_subjects = ["repo:example/atalaya:ref:refs/heads/main", "repo:example@1/atalaya@2:environment:production"]
  }

  assert {
    condition = (
      jsondecode(aws_iam_role.github_actions[0].assume_role_policy).Statement[0].Condition.StringLike["token.actions.githubusercontent.com:sub"] == ["repo:example/atalaya:ref:refs/heads/main", "repo:example@1/atalaya@2:environment:production"] &&
      jsondecode(aws_iam_role.github_actions[0].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
    )
    error_message = "The role is for these subjects and STS's audience."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.github_actions[0].policy).Statement : statement.Sid if contains(statement.Resource, "*")] == ["LogInToTheRegistry"]
    error_message = "It may deploy this function and push to this repository."
  }

  assert {
    condition     = length(aws_iam_user.github_actions) == 0 && length(aws_iam_openid_connect_provider.github) == 1
    error_message = "No user with keys; the provider is made once."
  }
}

run "an_existing_provider" {
  command = apply

  variables {
    github_subjects          = ["repo:example/atalaya:ref:refs/heads/main"]
    github_oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0
    error_message = "The account's own provider is used."
  }
}

run "a_user_only_when_asked" {
  command = apply

  variables {
    create_github_user = true
  }

  assert {
    condition     = aws_iam_user.github_actions[0].name == "atalaya-github-actions" && output.github_actions_access_key_id == "AKIAMOCK"
    error_message = "The user's key comes out."
  }
}

run "a_subject_for_everybody_is_refused" {
  command         = plan
  expect_failures = [var.github_subjects]

  variables {
    github_subjects = ["repo:*"]
  }
}
