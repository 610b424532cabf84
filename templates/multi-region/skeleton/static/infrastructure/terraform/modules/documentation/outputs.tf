output "name" {
  description = "The bucket, as the portal names it."
  value       = google_storage_bucket.this.name
}
