locals {
  project = "${{ values.project }}"
  domain  = "${{ values.domain }}"
}

provider "google" {
  project = local.project
  region  = "${{ values.primaryRegion }}"

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
  primary_region   = "${{ values.primaryRegion }}"
  secondary_region = "${{ values.secondaryRegion }}"
  active_region    = var.active_region
  drained_regions  = var.drained_regions
  gateway_ready    = var.gateway_ready

  # The first half of the block; staging has the second, so that the two can be peered.
  address_block = cidrsubnet("${{ values.addressBlock }}", 1, 0)

  # Previews are not here: they have a gateway, an address and a certificate of their own.
  domain              = local.domain
  hosts               = ["", "*"]
  certificate_domains = [local.domain]

  # The output name_servers of the other environment: staging = ["…"].
  delegations = {}

  machine_type = "${{ values.nodeSize }}"
  max_nodes    = ${{ values.maxNodes }}
  spot         = ${{ values.spot }}

  service_images = ["ghcr.io/${{ values.organisation }}/**"]
  enforce_images = var.enforce_images

  database_tier    = "${{ values.databaseTier }}"
  highly_available = true
  cache_memory_gb  = 2

  database_names = { ${{ values.primaryRegion }} = "shop-postgres-1", ${{ values.secondaryRegion }} = "shop-postgres-2" }

  email           = "${{ values.email }}"
  billing_account = "${{ values.billingAccount }}"
  budget          = ${{ values.budget }}
  currency        = "${{ values.currency }}"

  deletion_protection = true
}
