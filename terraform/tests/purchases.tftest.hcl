mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
}

run "purchases_archive" {
  command = apply

  variables {
    purchases_on = true
    stage        = "dev"
  }

  assert {
    condition     = aws_dynamodb_table.purchases[0].name == "dev-t_MS3_compras" && aws_dynamodb_table.purchases[0].stream_view_type == "NEW_AND_OLD_IMAGES"
    error_message = "The table streams new and old images."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.purchases[0].function_response_types == toset(["ReportBatchItemFailures"]) &&
      aws_lambda_event_source_mapping.purchases[0].bisect_batch_on_function_error &&
      aws_lambda_event_source_mapping.purchases[0].maximum_retry_attempts == 10 &&
      aws_lambda_event_source_mapping.purchases[0].maximum_record_age_in_seconds == 43200 &&
      aws_lambda_event_source_mapping.purchases[0].destination_config[0].on_failure[0].destination_arn == aws_sqs_queue.purchases_failed[0].arn
    )
    error_message = "A batch fails in part, is halved, is retried for a bounded time and ends in the queue."
  }

  assert {
    condition = (
      aws_s3_bucket.purchases[0].bucket == "dev-compras-backup-s3-bucket" &&
      aws_s3_bucket_versioning.purchases[0].versioning_configuration[0].status == "Enabled" &&
      aws_s3_bucket_public_access_block.purchases[0].restrict_public_buckets
    )
    error_message = "The bucket is private and versioned."
  }

  assert {
    condition = (
      aws_glue_catalog_database.purchases[0].name == "dev-compras-datacatalog" && aws_glue_catalog_table.purchases[0].name == "compras_json" &&
      aws_glue_catalog_table.purchases[0].parameters["storage.location.template"] == "s3://dev-compras-backup-s3-bucket/compras/$${tenant_id}/$${year}/$${month}/$${day}/" &&
      [for key in aws_glue_catalog_table.purchases[0].partition_keys : key.name] == ["tenant_id", "year", "month", "day"]
    )
    error_message = "The catalogue follows the archive's paths by partition projection."
  }

  assert {
    condition = (
      keys(aws_athena_named_query.purchases) == ["daily-trends.sql", "purchase.sql", "recent-purchases.sql", "report.sql", "top-products.sql"] &&
      { for column in aws_glue_catalog_table.purchases[0].storage_descriptor[0].columns : column.name => column.type } == jsondecode(file("../src/purchases/catalogue.json")).columns &&
      aws_glue_catalog_table.purchases[0].parameters["projection.tenant_id.type"] == "injected"
    )
    error_message = "The queries are Athena's named queries, and the columns those of the one definition."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.quarantine[0].metric_name == "purchases_quarantined"
    error_message = "A record in quarantine raises an alarm."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.iterator_age) == 1 && length(aws_cloudwatch_metric_alarm.queue_depth) == 1
    error_message = "A stream that falls behind and a batch that was given up on raise alarms."
  }

  assert {
    condition     = aws_lambda_function.this["http"].environment[0].variables["PURCHASES_BUCKET"] == "dev-compras-backup-s3-bucket"
    error_message = "The function knows its bucket."
  }
}

run "an_existing_table" {
  command = apply

  variables {
    purchases_on         = true
    purchases_table_arn  = "arn:aws:dynamodb:us-east-1:123456789012:table/compras"
    purchases_stream_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/compras/stream/2026-01-31T00:00:00.000"
  }

  assert {
    condition     = length(aws_dynamodb_table.purchases) == 0 && aws_lambda_event_source_mapping.purchases[0].event_source_arn == "arn:aws:dynamodb:us-east-1:123456789012:table/compras/stream/2026-01-31T00:00:00.000"
    error_message = "Its stream is read and no table is made."
  }
}
