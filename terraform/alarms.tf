variable "alarm_topic_arns" {
  description = "SNS topics that alarms go to."
  type        = list(string)
  default     = []
}

variable "alarm_p99_ms" {
  description = "p99 duration of an invocation, in milliseconds, that raises an alarm."
  type        = number
  default     = 10000
}

locals {
  function_alarms = merge([for key, function in local.functions : {
    "${key}-errors" = {
      description = "${function.name} fails: look for level=error in its log", name = function.name
      metric      = "Errors", statistic = "Sum", extended = null, threshold = 5, periods = 1
    }
    "${key}-throttles" = {
      description = "${function.name} is refused invocations: raise reserved_concurrency or the account's limit", name = function.name
      metric      = "Throttles", statistic = "Sum", extended = null, threshold = 1, periods = 1
    }
    "${key}-duration" = {
      description = "${function.name} is slow: look at duration_ms by route", name = function.name
      metric      = "Duration", statistic = null, extended = "p99", threshold = var.alarm_p99_ms, periods = 3
    }
  }]...)
}

resource "aws_cloudwatch_metric_alarm" "function" {
  for_each = local.function_alarms

  alarm_name          = "${var.project_name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = "AWS/Lambda"
  metric_name         = each.value.metric
  dimensions          = { FunctionName = each.value.name }
  statistic           = each.value.statistic
  extended_statistic  = each.value.extended
  period              = 300
  evaluation_periods  = each.value.periods
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
}

resource "aws_cloudwatch_metric_alarm" "iterator_age" {
  count = var.purchases_on ? 1 : 0

  alarm_name          = "${var.project_name}-iterator-age"
  alarm_description   = "The purchases stream is more than ten minutes behind: batches fail or are too slow"
  namespace           = "AWS/Lambda"
  metric_name         = "IteratorAge"
  dimensions          = { FunctionName = local.functions[local.events_key].name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 600000
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
}

resource "aws_cloudwatch_metric_alarm" "queue_depth" {
  count = var.purchases_on ? 1 : 0

  alarm_name          = "${var.project_name}-purchases-failed"
  alarm_description   = "Batches were given up on; the queue's messages name where they are in the stream"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.purchases_failed[0].name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
}

resource "aws_cloudwatch_metric_alarm" "quarantine" {
  count = var.purchases_on ? 1 : 0

  alarm_name          = "${var.project_name}-purchases-quarantined"
  alarm_description   = "Changes of purchases could not be archived; the objects under quarantine/ say why"
  namespace           = "Atalaya"
  metric_name         = "purchases_quarantined"
  dimensions          = { route = "dynamodb" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
}
