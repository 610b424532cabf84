mock_provider "google" {}

variables {
  project = "shop-test"
  names = {
    europe-west1 = "shop-postgres-1"
    europe-west4 = "shop-postgres-2"
  }
  primary_region      = "europe-west1"
  secondary_region    = "europe-west4"
  promoted            = false
  tier                = "db-custom-2-7680"
  highly_available    = true
  network             = "projects/shop-test/global/networks/shop"
  allocated_range     = "shop-managed-services"
  deletion_protection = true
}

run "replicates_to_the_other_region" {
  command = plan

  assert {
    condition     = google_sql_database_instance.replica.region == "europe-west4" && google_sql_database_instance.replica.master_instance_name == "shop-postgres-1"
    error_message = "The replica follows the primary from the other region."
  }

  assert {
    condition     = google_sql_database_instance.primary.settings[0].availability_type == "REGIONAL"
    error_message = "The primary has a standby in a second zone."
  }

  assert {
    condition     = google_sql_database_instance.primary.settings[0].backup_configuration[0].point_in_time_recovery_enabled
    error_message = "Every moment of the last week can be returned to."
  }

  assert {
    condition     = !google_sql_database_instance.primary.settings[0].ip_configuration[0].ipv4_enabled
    error_message = "There is no public address."
  }

  assert {
    condition     = google_sql_database.shop.instance == "shop-postgres-1"
    error_message = "The database is the primary's."
  }
}

run "fails_over" {
  command = plan

  variables {
    promoted = true
  }

  assert {
    condition     = google_sql_database_instance.replica.instance_type == "CLOUD_SQL_INSTANCE"
    error_message = "The replica has become an instance of its own."
  }

  assert {
    condition     = google_sql_database_instance.replica.settings[0].backup_configuration[0].enabled
    error_message = "What was promoted is backed up."
  }

  assert {
    condition     = google_sql_database.shop.instance == "shop-postgres-1"
    error_message = "What was promoted has the database already; it is not made anew."
  }

  assert {
    condition     = output.instances == { primary = "shop-postgres-2", replica = "shop-postgres-1" }
    error_message = "What is watched as the primary is what takes writes."
  }
}

run "refuses_a_replica_beside_its_primary" {
  command = plan

  variables {
    secondary_region = "europe-west1"
  }

  expect_failures = [var.secondary_region]
}

run "refuses_one_name_for_two_instances" {
  command = plan

  variables {
    names = {
      europe-west1 = "shop-postgres"
      europe-west4 = "shop-postgres"
    }
  }

  expect_failures = [var.names]
}

run "refuses_a_tier_that_is_none" {
  command = plan

  variables {
    tier = "large"
  }

  expect_failures = [var.tier]
}
