mock_provider "google" {
  mock_data "google_compute_zones" {
    defaults = {
      names = ["zone-b", "zone-c", "zone-d"]
    }
  }

  mock_resource "google_certificate_manager_dns_authorization" {
    defaults = {
      dns_resource_record = [{
        name = "_acme-challenge.shop.example.com."
        type = "CNAME"
        data = "authorize.certificatemanager.goog."
      }]
    }
  }
}

# Its key refuses to be destroyed, as it should, and the runs below clean up behind them.
override_module {
  target = module.vault_seal
}

variables {
  project             = "shop-test"
  primary_region      = "europe-west1"
  secondary_region    = "europe-west4"
  active_region       = "europe-west1"
  drained_regions     = []
  gateway_ready       = false
  address_block       = "10.0.0.0/13"
  domain              = "shop.example.com"
  hosts               = ["", "*"]
  certificate_domains = ["shop.example.com"]
  delegations         = {}
  machine_type        = "e2-standard-4"
  max_nodes           = 12
  spot                = true
  service_images      = ["ghcr.io/shop-example/*"]
  enforce_images      = false
  database_tier       = "db-custom-2-7680"
  highly_available    = true
  cache_memory_gb     = 2
  email               = "on-call@shop.example.com"
  billing_account     = "0A1B2C-3D4E5F-6A7B8C"
  budget              = 3000
  currency            = "EUR"
  deletion_protection = true

  database_names = {
    europe-west1 = "shop-postgres-1"
    europe-west4 = "shop-postgres-2"
  }
}

run "stands_in_both_regions" {
  assert {
    condition     = output.clusters == { europe-west1 = "shop-europe-west1", europe-west4 = "shop-europe-west4" }
    error_message = "Each region has a cluster."
  }

  assert {
    condition     = contains(output.private_names, "postgres.shop.internal") && contains(output.private_names, "redis-europe-west4.shop.internal")
    error_message = "Databases and caches have names that stay."
  }

  assert {
    condition     = google_service_account_iam_member.workloads["vault"].member == "serviceAccount:shop-test.svc.id.goog[vault/vault]"
    error_message = "Only Vault's own pods may act as its account."
  }

  assert {
    condition     = output.pod_ranges == { europe-west1 = "10.1.0.0/16", europe-west4 = "10.3.0.0/16" }
    error_message = "The mesh is told whose pods to let in."
  }

  assert {
    condition     = google_binary_authorization_policy.this.default_admission_rule[0].enforcement_mode == "DRYRUN_AUDIT_LOG_ONLY"
    error_message = "Images are watched before they are refused."
  }
}

run "fails_over_without_changing_names" {
  variables {
    active_region   = "europe-west4"
    drained_regions = ["europe-west1"]
  }

  assert {
    condition     = output.private_names == run.stands_in_both_regions.private_names
    error_message = "Services keep the names that they know."
  }
}

run "refuses_a_third_region" {
  command = plan

  variables {
    active_region = "europe-west9"
  }

  expect_failures = [var.active_region]
}

run "refuses_a_project_that_cannot_be" {
  command = plan

  variables {
    project = "Shop"
  }

  expect_failures = [var.project]
}
