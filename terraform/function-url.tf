# Cross-origin rules: the app answers preflights itself (CORS_ORIGINS), on every way in alike. A Function URL with rules
# of its own would add the same headers a second time.
resource "aws_lambda_function_url" "this" {
  function_name      = aws_lambda_function.this["http"].function_name
  qualifier          = aws_lambda_alias.live["http"].name
  authorization_type = var.function_url_auth_type
  invoke_mode        = var.function_url_invoke_mode
}

locals {
  # Who may call by the URL: everybody where the app itself asks for keys, else the accounts and roles that are named.
  # (A caller of this account needs the same two grants in its own policy in place of this.)
  url_callers = var.function_url_auth_type == "NONE" ? { everybody = "*" } : { for place, principal in var.function_url_principals : tostring(place) => principal }
}

# The first of the two permissions that a caller needs; the other is in function-url-permission.tf.
resource "aws_lambda_permission" "function_url" {
  for_each = local.url_callers

  statement_id           = "AllowFunctionUrl-${each.key}"
  action                 = "lambda:InvokeFunctionUrl"
  function_name          = aws_lambda_function.this["http"].function_name
  qualifier              = aws_lambda_alias.live["http"].name
  principal              = each.value
  function_url_auth_type = var.function_url_auth_type
}
