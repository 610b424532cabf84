# Run once, by a person who may: what has to be there before the first plan.

locals {
  services = [
    "binaryauthorization.googleapis.com",
    "billingbudgets.googleapis.com",
    "certificatemanager.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "cloudkms.googleapis.com",
    "compute.googleapis.com",
    "container.googleapis.com",
    "containersecurity.googleapis.com",
    "dns.googleapis.com",
    "iam.googleapis.com",
    "monitoring.googleapis.com",
    "redis.googleapis.com",
    "servicenetworking.googleapis.com",
    "sqladmin.googleapis.com",
  ]

  enabled = {
    for pair in setproduct(var.projects, local.services) : join("/", pair) => {
      project = pair[0]
      service = pair[1]
    }
  }
}

resource "google_project_service" "this" {
  for_each = local.enabled

  project = each.value.project
  service = each.value.service

  # Others in the project may need it too.
  disable_on_destroy = false
}

resource "google_storage_bucket" "state" {
  for_each = var.projects

  project                     = each.value
  name                        = "${each.value}-terraform-state"
  location                    = var.location
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  # An older state can be had back.
  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      num_newer_versions = 50
      with_state         = "ARCHIVED"
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}
