variable "purchases_on" {
  description = "The purchases archive: table, stream, bucket, catalogue and queries."
  type        = bool
  default     = false
}

variable "stage" {
  description = "Beginning of the purchases resources' names, such as dev or prod."
  type        = string
  default     = "prod"
}

variable "purchases_table_arn" {
  description = "ARN of an existing purchases table; null makes {stage}-t_MS3_compras."
  type        = string
  default     = null
}

variable "purchases_stream_arn" {
  description = "Stream of that existing table (new and old images)."
  type        = string
  default     = null

  validation {
    condition     = (var.purchases_table_arn == null) == (var.purchases_stream_arn == null)
    error_message = "Give purchases_table_arn and purchases_stream_arn together, or neither."
  }
}

variable "purchases_bucket_name" {
  description = "The archive's bucket; null for {stage}-compras-backup-s3-bucket. Bucket names are one space for everybody."
  type        = string
  default     = null
}

variable "stream_batch_size" {
  description = "Records in a batch."
  type        = number
  default     = 100
}

variable "stream_batching_window_seconds" {
  description = "Seconds that Lambda waits for a batch to fill."
  type        = number
  default     = 5
}

variable "stream_starting_position" {
  description = "TRIM_HORIZON (everything that is still in the stream) or LATEST."
  type        = string
  default     = "TRIM_HORIZON"
}

variable "stream_parallelization_factor" {
  description = "Batches of a shard at once; a purchase's changes stay in order."
  type        = number
  default     = 2
}

variable "stream_maximum_retry_attempts" {
  description = "Tries of a failed batch before it goes to the queue."
  type        = number
  default     = 10
}

variable "stream_maximum_record_age_seconds" {
  description = "Age at which a record that keeps failing goes to the queue."
  type        = number
  default     = 43200
}

locals {
  purchases_bucket     = coalesce(var.purchases_bucket_name, "${var.stage}-compras-backup-s3-bucket")
  purchases_bucket_arn = "arn:${local.partition}:s3:::${local.purchases_bucket}"
  purchases_catalogue  = "${var.stage}-compras-datacatalog"
  purchases_stream_arn = var.purchases_on ? coalesce(var.purchases_stream_arn, one(aws_dynamodb_table.purchases[*].stream_arn)) : null

  purchases_statements = [for statement in [
    {
      Sid      = "ReadTheStream"
      Effect   = "Allow"
      Action   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
      Resource = [local.purchases_stream_arn]
    },
    {
      Sid      = "FindStreams"
      Effect   = "Allow"
      Action   = ["dynamodb:ListStreams"]
      Resource = ["*"] # ListStreams knows no resources
    },
    {
      Sid      = "GiveUpOnABatch"
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = [one(aws_sqs_queue.purchases_failed[*].arn)]
    },
    {
      Sid      = "WriteAndReadTheArchive"
      Effect   = "Allow"
      Action   = ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
      Resource = [for prefix in ["compras", "quarantine", "athena"] : "${local.purchases_bucket_arn}/${prefix}/*"]
    },
    {
      Sid      = "ListTheArchive"
      Effect   = "Allow"
      Action   = ["s3:ListBucket", "s3:GetBucketLocation"]
      Resource = [local.purchases_bucket_arn]
    },
    {
      Sid      = "QueryTheArchive"
      Effect   = "Allow"
      Action   = ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults", "athena:StopQueryExecution", "athena:GetWorkGroup"]
      Resource = [one(aws_athena_workgroup.purchases[*].arn)]
    },
    {
      Sid    = "ReadTheCatalogue"
      Effect = "Allow"
      Action = ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"]
      Resource = [
        "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:catalog",
        "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:database/${local.purchases_catalogue}",
        "arn:${local.partition}:glue:${var.aws_region}:${local.account_id}:table/${local.purchases_catalogue}/*"
      ]
    }
  ] : statement if var.purchases_on]
}

resource "aws_dynamodb_table" "purchases" {
  count = var.purchases_on && var.purchases_table_arn == null ? 1 : 0

  name             = "${var.stage}-t_MS3_compras"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "tenant_id"
  range_key        = "compra_id"
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"

  attribute {
    name = "tenant_id"
    type = "S"
  }

  attribute {
    name = "compra_id"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }
}

resource "aws_sqs_queue" "purchases_failed" {
  count = var.purchases_on ? 1 : 0

  name                      = "${var.project_name}-purchases-failed"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_lambda_event_source_mapping" "purchases" {
  count = var.purchases_on ? 1 : 0

  event_source_arn                   = local.purchases_stream_arn
  function_name                      = aws_lambda_alias.live[local.events_key].arn
  starting_position                  = var.stream_starting_position
  batch_size                         = var.stream_batch_size
  maximum_batching_window_in_seconds = var.stream_batching_window_seconds
  parallelization_factor             = var.stream_parallelization_factor
  maximum_retry_attempts             = var.stream_maximum_retry_attempts
  maximum_record_age_in_seconds      = var.stream_maximum_record_age_seconds
  bisect_batch_on_function_error     = true
  function_response_types            = ["ReportBatchItemFailures"]

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.purchases_failed[0].arn
    }
  }

  depends_on = [aws_iam_role_policy.lambda]
}

resource "aws_s3_bucket" "purchases" {
  count = var.purchases_on ? 1 : 0

  bucket = local.purchases_bucket
}

resource "aws_s3_bucket_versioning" "purchases" {
  count = var.purchases_on ? 1 : 0

  bucket = aws_s3_bucket.purchases[0].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "purchases" {
  count = var.purchases_on ? 1 : 0

  bucket = aws_s3_bucket.purchases[0].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "purchases" {
  count = var.purchases_on ? 1 : 0

  bucket                  = aws_s3_bucket.purchases[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "purchases" {
  count = var.purchases_on ? 1 : 0

  bucket = aws_s3_bucket.purchases[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.purchases[0].arn, "${aws_s3_bucket.purchases[0].arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  depends_on = [aws_s3_bucket_public_access_block.purchases]
}

resource "aws_s3_bucket_lifecycle_configuration" "purchases" {
  count = var.purchases_on ? 1 : 0

  bucket = aws_s3_bucket.purchases[0].id

  rule {
    id     = "forget-query-results"
    status = "Enabled"

    filter {
      prefix = "athena/"
    }

    expiration {
      days = 7
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.purchases]
}
