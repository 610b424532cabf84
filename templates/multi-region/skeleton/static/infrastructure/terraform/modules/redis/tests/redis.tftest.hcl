mock_provider "google" {}

variables {
  project         = "shop-test"
  name            = "shop-redis-europe-west1"
  region          = "europe-west1"
  network         = "projects/shop-test/global/networks/shop"
  allocated_range = "shop-managed-services"
  memory_gb       = 2
}

run "is_highly_available_and_private" {
  command = plan

  assert {
    condition     = google_redis_instance.this.tier == "STANDARD_HA" && google_redis_instance.this.connect_mode == "PRIVATE_SERVICE_ACCESS"
    error_message = "There is a standby, and no way in but the network."
  }

  assert {
    condition     = google_redis_instance.this.auth_enabled && google_redis_instance.this.transit_encryption_mode == "SERVER_AUTHENTICATION"
    error_message = "Clients sign in, over TLS."
  }
}

run "refuses_half_a_gigabyte" {
  command = plan

  variables {
    memory_gb = 0.5
  }

  expect_failures = [var.memory_gb]
}
