locals {
  project = "${{ values.project }}-staging"
  domain  = "staging.${{ values.domain }}"
}

provider "google" {
  project = local.project
  region  = "${{ values.primaryRegion }}"

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
  primary_region   = "${{ values.primaryRegion }}"
  secondary_region = "${{ values.secondaryRegion }}"
  active_region    = var.active_region
  drained_regions  = var.drained_regions
  gateway_ready    = var.gateway_ready

  # The second half of the block.
  address_block = cidrsubnet("${{ values.addressBlock }}", 1, 1)

  domain              = local.domain
  hosts               = ["", "*"]
  certificate_domains = [local.domain]
  delegations         = {}

  # Nobody is in front of it. Name your offices instead, and only they come.
  client_ranges = ["0.0.0.0/0"]

  machine_type = "e2-standard-2"
  max_nodes    = 4
  spot         = ${{ values.spot }}

  service_images = ["ghcr.io/${{ values.organisation }}/**"]
  enforce_images = var.enforce_images

  database_tier    = "db-custom-1-3840"
  highly_available = false
  cache_memory_gb  = 1

  database_names = { ${{ values.primaryRegion }} = "shop-postgres-1", ${{ values.secondaryRegion }} = "shop-postgres-2" }

  email           = "${{ values.email }}"
  billing_account = "${{ values.billingAccount }}"
  budget          = ${{ (values.budget / 4) | round(0, 'ceil') }}
  currency        = "${{ values.currency }}"

  deletion_protection = false
}
