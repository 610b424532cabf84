# The bucket is made by bootstrap/, once.
terraform {
  backend "gcs" {
    bucket = "shop-platform-staging-terraform-state"
    prefix = "staging"
  }
}
