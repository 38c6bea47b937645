output "function_url" {
  description = "Address of the API."
  value       = aws_lambda_function_url.this.function_url
}

output "function_names" {
  description = "The functions: http, and events where answers are streamed."
  value       = { for key, function in aws_lambda_function.this : key => function.function_name }
}

output "ecr_repository_url" {
  description = "Repository that images are pushed to."
  value       = aws_ecr_repository.lambda.repository_url
}

output "lambda_role_arn" {
  description = "Role of the functions, for grants in other accounts and databases."
  value       = aws_iam_role.lambda.arn
}

output "lambda_security_group_id" {
  description = "Security group of the functions inside a VPC, for the database to let in."
  value       = one(aws_security_group.lambda[*].id)
}

output "api_keys_secret_arn" {
  description = "Secret that the API keys are put into."
  value       = one(aws_secretsmanager_secret.api_keys[*].arn)
}

output "github_actions_role_arn" {
  description = "Role that build-deploy-lambda.yml takes on; its variable AWS_ROLE_ARN."
  value       = one(aws_iam_role.github_actions[*].arn)
}

output "github_actions_access_key_id" {
  description = "Access key of the pipelines' user, where create_github_user is on."
  value       = one(aws_iam_access_key.github_actions[*].id)
}

output "github_actions_secret_access_key" {
  description = "Secret key of the pipelines' user, where create_github_user is on."
  value       = one(aws_iam_access_key.github_actions[*].secret)
  sensitive   = true
}

output "agent_id" {
  description = "The Bedrock agent, where agent_on is on."
  value       = one(aws_bedrockagent_agent.this[*].agent_id)
}

output "agent_alias_id" {
  description = "Its alias."
  value       = one(aws_bedrockagent_agent_alias.live[*].agent_alias_id)
}

output "purchases_bucket" {
  description = "Bucket of the purchases archive."
  value       = one(aws_s3_bucket.purchases[*].bucket)
}

output "purchases_failed_queue_url" {
  description = "Queue of the batches that were given up on."
  value       = one(aws_sqs_queue.purchases_failed[*].url)
}
