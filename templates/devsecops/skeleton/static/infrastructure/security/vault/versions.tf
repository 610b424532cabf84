terraform {
  required_version = ">= 1.11"

  required_providers {
    vault = {
      source  = "hashicorp/vault"
      version = "5.6.0"
    }
  }

  # The bucket is given at init: -backend-config="bucket=..."
  backend "gcs" {
    prefix = "vault"
  }
}

# The token comes from VAULT_TOKEN and is not written down anywhere.
provider "vault" {
  address = var.address
}
