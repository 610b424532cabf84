# The bucket is made by bootstrap/, once.
terraform {
  backend "gcs" {
    bucket = "kramnytsia-2026-staging-terraform-state"
    prefix = "staging"
  }
}
