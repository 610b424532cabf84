terraform {
  required_version = ">= 1.11"

  required_providers {
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "5.14.0"
    }
  }

  # The bucket is given at init: -backend-config="bucket=..."
  backend "gcs" {
    prefix = "cloudflare"
  }
}

# The token comes from CLOUDFLARE_API_TOKEN and is not written down anywhere.
provider "cloudflare" {}
