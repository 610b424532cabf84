mock_provider "google" {}

variables {
  project         = "shop-test"
  name            = "shop"
  email           = "on-call@shop.example.com"
  domain          = "shop.example.com"
  backend_service = "shop"
  caches          = ["projects/shop-test/locations/europe-west1/instances/shop-redis-europe-west1"]
  billing_account = "0A1B2C-3D4E5F-6A7B8C"
  budget          = 3000
  currency        = "EUR"

  databases = {
    primary = "shop-postgres-1"
    replica = "shop-postgres-2"
  }
}

run "writes_to_somebody" {
  command = plan

  assert {
    condition     = google_monitoring_notification_channel.email.labels["email_address"] == "on-call@shop.example.com"
    error_message = "Alerts go to whoever is on call."
  }

  assert {
    condition     = google_monitoring_alert_policy.this["replication-lag"].conditions[0].condition_threshold[0].threshold_value == 60
    error_message = "A minute of lag is the loss that is accepted."
  }

  assert {
    condition     = strcontains(google_monitoring_alert_policy.this["database-down"].conditions[0].condition_threshold[0].filter, "shop-test:shop-postgres-1")
    error_message = "The primary is the one that is watched."
  }

  assert {
    condition     = google_monitoring_alert_policy.this["server-errors"].conditions[0].condition_threshold[0].aggregations[0].cross_series_reducer == "REDUCE_SUM"
    error_message = "Errors are counted together, wherever the customers are."
  }

  assert {
    condition     = google_billing_budget.this.amount[0].specified_amount[0].units == "3000"
    error_message = "The budget is the one that was asked for."
  }
}

run "refuses_half_a_euro" {
  command = plan

  variables {
    budget = 0.5
  }

  expect_failures = [var.budget]
}

run "refuses_what_is_no_address" {
  command = plan

  variables {
    email = "on call"
  }

  expect_failures = [var.email]
}

run "refuses_what_is_no_billing_account" {
  command = plan

  variables {
    billing_account = "my account"
  }

  expect_failures = [var.billing_account]
}
