locals {
  lambda_widgets = [for place, metric in ["Invocations", "Errors", "Throttles", "ConcurrentExecutions"] : {
    type = "metric", x = (place % 2) * 12, y = floor(place / 2) * 6, width = 12, height = 6
    properties = {
      title   = metric
      region  = var.aws_region
      stat    = metric == "ConcurrentExecutions" ? "Maximum" : "Sum"
      metrics = [for function in local.functions : ["AWS/Lambda", metric, "FunctionName", function.name]]
    }
  }]

  route_widgets = [for place, widget in [
    { title = "Latency by route, p99", metric = "duration_ms", stat = "p99" },
    { title = "Errors by route", metric = "errors", stat = "Sum" }
    ] : {
    type = "metric", x = place * 12, y = 12, width = 12, height = 6
    properties = {
      title   = widget.title
      region  = var.aws_region
      metrics = [[{ expression = "SEARCH('{Atalaya,route} MetricName=\"${widget.metric}\"', '${widget.stat}', 300)", id = "e1" }]]
    }
  }]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.project_name
  dashboard_body = jsonencode({ widgets = concat(local.lambda_widgets, local.route_widgets) })
}
