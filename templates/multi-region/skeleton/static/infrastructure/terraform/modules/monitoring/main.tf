data "google_project" "this" {
  project_id = var.project
}

locals {
  run_book = "What to do: infrastructure/terraform/failover.md in the repository of the infrastructure."

  # By name: what is measured, when it is too much, and for how long.
  alerts = {
    database-down = {
      title      = "The primary database is down"
      filter     = "resource.type = \"cloudsql_database\" AND resource.labels.database_id = \"${var.project}:${var.databases.primary}\" AND metric.type = \"cloudsql.googleapis.com/database/up\""
      comparison = "COMPARISON_LT"
      threshold  = 1
      duration   = "120s"
      aligner    = "ALIGN_MEAN"
      reducer    = "REDUCE_NONE"
      severity   = "CRITICAL"
    }
    replication-lag = {
      title      = "The replica is more than a minute behind"
      filter     = "resource.type = \"cloudsql_database\" AND resource.labels.database_id = \"${var.project}:${var.databases.replica}\" AND metric.type = \"cloudsql.googleapis.com/database/replication/replica_lag\""
      comparison = "COMPARISON_GT"
      threshold  = 60
      duration   = "300s"
      aligner    = "ALIGN_MAX"
      reducer    = "REDUCE_NONE"
      severity   = "WARNING"
    }
    database-cpu = {
      title      = "A database has used 90 % of its processors for ten minutes"
      filter     = "resource.type = \"cloudsql_database\" AND resource.labels.database_id = one_of(\"${var.project}:${var.databases.primary}\", \"${var.project}:${var.databases.replica}\") AND metric.type = \"cloudsql.googleapis.com/database/cpu/utilization\""
      comparison = "COMPARISON_GT"
      threshold  = 0.9
      duration   = "600s"
      aligner    = "ALIGN_MEAN"
      reducer    = "REDUCE_NONE"
      severity   = "WARNING"
    }
    cache-memory = {
      title      = "A cache is 90 % full"
      filter     = "resource.type = \"redis_instance\" AND resource.labels.instance_id = one_of(${join(", ", [for id in var.caches : "\"${id}\""])}) AND metric.type = \"redis.googleapis.com/stats/memory/usage_ratio\""
      comparison = "COMPARISON_GT"
      threshold  = 0.9
      duration   = "600s"
      aligner    = "ALIGN_MEAN"
      reducer    = "REDUCE_NONE"
      severity   = "WARNING"
    }
    server-errors = {
      title      = "The load balancer answers with more than five errors a second"
      filter     = "resource.type = \"https_lb_rule\" AND resource.labels.backend_target_name = \"${var.backend_service}\" AND metric.type = \"loadbalancing.googleapis.com/https/request_count\" AND metric.labels.response_code_class = 500"
      comparison = "COMPARISON_GT"
      threshold  = 5
      duration   = "300s"
      aligner    = "ALIGN_RATE"

      # Counted apart for each country, host and protocol; together they are the errors.
      reducer  = "REDUCE_SUM"
      severity = "CRITICAL"
    }
  }
}

resource "google_monitoring_notification_channel" "email" {
  project      = var.project
  display_name = "${var.name}: on call"
  type         = "email"

  labels = {
    email_address = var.email
  }
}

resource "google_monitoring_alert_policy" "this" {
  for_each = local.alerts

  project               = var.project
  display_name          = each.value.title
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = each.value.title

    condition_threshold {
      filter          = each.value.filter
      comparison      = each.value.comparison
      threshold_value = each.value.threshold
      duration        = each.value.duration

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
      }
    }
  }

  documentation {
    content   = local.run_book
    mime_type = "text/markdown"
  }
}

# As customers see it: from three continents, through the load balancer.
resource "google_monitoring_uptime_check_config" "domain" {
  project          = var.project
  display_name     = var.domain
  timeout          = "10s"
  period           = "60s"
  selected_regions = ["EUROPE", "USA_VIRGINIA", "ASIA_PACIFIC"]

  http_check {
    path         = "/"
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }

  monitored_resource {
    type = "uptime_url"

    labels = {
      project_id = var.project
      host       = var.domain
    }
  }
}

resource "google_monitoring_alert_policy" "unreachable" {
  project               = var.project
  display_name          = "${var.domain} does not answer"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "Two places at least get no answer"

    condition_threshold {
      filter          = "resource.type = \"uptime_url\" AND metric.type = \"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id = \"${google_monitoring_uptime_check_config.domain.uptime_check_id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "120s"

      aggregations {
        alignment_period     = "120s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
    }
  }

  documentation {
    content   = local.run_book
    mime_type = "text/markdown"
  }
}

resource "google_billing_budget" "this" {
  billing_account = var.billing_account
  display_name    = var.name

  budget_filter {
    projects = ["projects/${data.google_project.this.number}"]
  }

  amount {
    specified_amount {
      currency_code = var.currency
      units         = tostring(var.budget)
    }
  }

  threshold_rules {
    threshold_percent = 0.5
  }

  threshold_rules {
    threshold_percent = 0.9
  }

  # Told before the money is spent, while something can be done.
  threshold_rules {
    threshold_percent = 1
    spend_basis       = "FORECASTED_SPEND"
  }

  all_updates_rule {
    monitoring_notification_channels = [google_monitoring_notification_channel.email.id]
    disable_default_iam_recipients   = false
  }
}
