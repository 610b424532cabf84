# The bucket is made by bootstrap/, once.
terraform {
  backend "gcs" {
    bucket = "shop-platform-terraform-state"
    prefix = "production"
  }
}
