output "address" {
  description = "The private address."
  value       = google_redis_instance.this.host
}

output "id" {
  description = "The instance, as the alerts name it."
  value       = google_redis_instance.this.id
}
