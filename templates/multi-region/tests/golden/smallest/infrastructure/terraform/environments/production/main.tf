locals {
  project = "kramnytsia-2026"
  domain  = "kramnytsia.example.com"
}

provider "google" {
  project = local.project
  region  = "europe-central2"

  # Budgets are counted against this project, not against that of the tool that asks.
  user_project_override = true
  billing_project       = local.project

  default_labels = {
    environment = "production"
    managed-by  = "terraform"
  }
}

module "platform" {
  source = "../../modules/platform"

  project          = local.project
  primary_region   = "europe-central2"
  secondary_region = "europe-north1"
  active_region    = var.active_region
  drained_regions  = var.drained_regions
  gateway_ready    = var.gateway_ready

  # The first half of the block; staging has the second, so that the two can be peered.
  address_block = cidrsubnet("172.16.0.0/12", 1, 0)

  # Previews are not here: they have a gateway, an address and a certificate of their own.
  domain              = local.domain
  hosts               = ["", "*"]
  certificate_domains = [local.domain]

  # The output name_servers of the other environment: staging = ["…"].
  delegations = {}

  machine_type = "e2-standard-2"
  max_nodes    = 3
  spot         = false

  service_images = ["ghcr.io/shop-example/**"]
  enforce_images = var.enforce_images

  database_tier    = "db-custom-2-7680"
  highly_available = true
  cache_memory_gb  = 2

  database_names = { europe-central2 = "shop-postgres-1", europe-north1 = "shop-postgres-2" }

  email           = "on.call+cloud@kramnytsia.example.com"
  billing_account = "0A1B2C-3D4E5F-6A7B8C"
  budget          = 1
  currency        = "UAH"

  deletion_protection = true
}
