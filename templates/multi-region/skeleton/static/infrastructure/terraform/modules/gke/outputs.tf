output "name" {
  description = "The cluster, as gcloud and the portal name it."
  value       = google_container_cluster.this.name
}

output "control_plane" {
  description = "The private address of the control plane, for pods of the other region."
  value       = google_container_cluster.this.endpoint
}

output "zones" {
  description = "The zones of the nodes, in which the gateway has endpoint groups."
  value       = local.zones
}
