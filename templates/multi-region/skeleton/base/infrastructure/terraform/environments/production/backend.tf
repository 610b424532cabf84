# The bucket is made by bootstrap/, once.
terraform {
  backend "gcs" {
    bucket = "${{ values.project }}-terraform-state"
    prefix = "production"
  }
}
