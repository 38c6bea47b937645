locals {
  athena_output = "s3://${local.purchases_bucket}/athena/"
  # the queries that the app itself runs, by the name of their file
  query_files = var.purchases_on ? fileset("${path.module}/../src/purchases/queries", "*.sql") : toset([])

  # the one definition of the archive's table, which the app and its tests read, too
  catalogue = jsondecode(file("${path.module}/../src/purchases/catalogue.json"))
}

resource "aws_glue_catalog_database" "purchases" {
  count = var.purchases_on ? 1 : 0

  name        = local.purchases_catalogue
  description = "The purchases archive"
}

resource "aws_glue_catalog_table" "purchases" {
  count = var.purchases_on ? 1 : 0

  name          = local.catalogue.table
  database_name = aws_glue_catalog_database.purchases[0].name
  description   = "One JSON document for each change of a purchase; every query names a tenant"
  table_type    = "EXTERNAL_TABLE"

  parameters = merge(local.catalogue.projection, {
    EXTERNAL                    = "TRUE"
    classification              = "json"
    "storage.location.template" = "s3://${local.purchases_bucket}/compras/$${tenant_id}/$${year}/$${month}/$${day}/"
  })

  dynamic "partition_keys" {
    for_each = local.catalogue.partitions

    content {
      name = partition_keys.value
      type = "string"
    }
  }

  storage_descriptor {
    location      = "s3://${local.purchases_bucket}/compras/"
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.openx.data.jsonserde.JsonSerDe"
      parameters            = { "ignore.malformed.json" = "false", "case.insensitive" = "false" }
    }

    dynamic "columns" {
      for_each = local.catalogue.columns

      content {
        name = columns.key
        type = columns.value
      }
    }
  }
}

resource "aws_athena_workgroup" "purchases" {
  count = var.purchases_on ? 1 : 0

  name          = "${var.project_name}-purchases"
  force_destroy = true

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = var.athena_bytes_scanned_cutoff

    result_configuration {
      output_location = local.athena_output

      encryption_configuration {
        encryption_option = "SSE_S3"
      }
    }
  }
}

variable "athena_bytes_scanned_cutoff" {
  description = "Bytes after which Athena stops a query: a bound on what one costs."
  type        = number
  default     = 107374182400
}

resource "aws_athena_named_query" "purchases" {
  for_each = local.query_files

  name      = trimsuffix(each.value, ".sql")
  workgroup = aws_athena_workgroup.purchases[0].name
  database  = aws_glue_catalog_database.purchases[0].name
  query     = file("${path.module}/../src/purchases/queries/${each.value}")
}
