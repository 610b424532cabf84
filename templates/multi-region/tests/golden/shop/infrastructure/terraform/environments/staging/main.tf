locals {
  project = "shop-platform-staging"
  domain  = "staging.shop.example.com"
}

provider "google" {
  project = local.project
  region  = "europe-west1"

  user_project_override = true
  billing_project       = local.project

  default_labels = {
    environment = "staging"
    managed-by  = "terraform"
  }
}

# The same platform in both regions, so that a failover is drilled on what production is made of; only smaller.
module "platform" {
  source = "../../modules/platform"

  project          = local.project
  primary_region   = "europe-west1"
  secondary_region = "europe-west4"
  active_region    = var.active_region
  drained_regions  = var.drained_regions
  gateway_ready    = var.gateway_ready

  # The second half of the block.
  address_block = cidrsubnet("10.0.0.0/12", 1, 1)

  domain              = local.domain
  hosts               = ["", "*"]
  certificate_domains = [local.domain]
  delegations         = {}

  # Nobody is in front of it. Name your offices instead, and only they come.
  client_ranges = ["0.0.0.0/0"]

  machine_type = "e2-standard-2"
  max_nodes    = 4
  spot         = true

  service_images = ["ghcr.io/shop-example/**"]
  enforce_images = var.enforce_images

  database_tier    = "db-custom-1-3840"
  highly_available = false
  cache_memory_gb  = 1

  database_names = { europe-west1 = "shop-postgres-1", europe-west4 = "shop-postgres-2" }

  email           = "on-call@shop.example.com"
  billing_account = "0A1B2C-3D4E5F-6A7B8C"
  budget          = 750
  currency        = "EUR"

  deletion_protection = false
}
