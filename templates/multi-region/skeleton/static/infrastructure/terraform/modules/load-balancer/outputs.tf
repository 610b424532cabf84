output "address" {
  description = "The one address of all regions."
  value       = google_compute_global_address.this.address
}

output "authorizations" {
  description = "By domain: the DNS record by which the certificate is issued and renewed."
  value       = { for domain, authorization in google_certificate_manager_dns_authorization.this : domain => authorization.dns_resource_record[0] }
}

output "backend_service" {
  description = "The backend service, as the metrics name it."
  value       = google_compute_backend_service.gateway.name
}
