output "buckets" {
  description = "By project: the bucket that backend.tf names."
  value       = { for project, bucket in google_storage_bucket.state : project => bucket.name }
}
