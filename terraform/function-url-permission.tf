# Since October 2025 a caller of a Function URL needs lambda:InvokeFunction as well, for calls by that URL alone.
resource "aws_lambda_permission" "invoke_by_function_url" {
  for_each = local.url_callers

  statement_id             = "AllowInvokeByFunctionUrl-${each.key}"
  action                   = "lambda:InvokeFunction"
  function_name            = aws_lambda_function.this["http"].function_name
  qualifier                = aws_lambda_alias.live["http"].name
  principal                = each.value
  invoked_via_function_url = true
}
