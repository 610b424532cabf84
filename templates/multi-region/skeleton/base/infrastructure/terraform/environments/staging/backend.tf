# The bucket is made by bootstrap/, once.
terraform {
  backend "gcs" {
    bucket = "${{ values.project }}-staging-terraform-state"
    prefix = "staging"
  }
}
