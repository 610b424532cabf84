output "clusters" {
  description = "By region: the name of its cluster."
  value       = module.platform.clusters
}

output "control_planes" {
  description = "By region: the private address of its control plane, for the mesh of the other region and the portal."
  value       = module.platform.control_planes
}

output "address" {
  description = "The one address that customers come to."
  value       = module.platform.address
}

output "name_servers" {
  description = "What the zone above has to name, so that the domain leads here."
  value       = module.platform.name_servers
}

output "private_names" {
  description = "The names of databases and caches, for the services' configuration."
  value       = module.platform.private_names
}

output "workload_emails" {
  description = "By workload: the account for the annotation iam.gke.io/gcp-service-account of its Kubernetes service account."
  value       = module.platform.workload_emails
}

output "documentation_bucket" {
  description = "The bucket of the documentation, for the portal and for the pipelines that write it."
  value       = module.platform.documentation_bucket
}

output "pod_ranges" {
  description = "By region: the addresses of its pods, which the mesh and network policies of the other region let in."
  value       = module.platform.pod_ranges
}

output "certificate_records" {
  description = "The records by which certificates are issued. They are in the zone already; another DNS that keeps the domain needs them too."
  value       = module.platform.certificate_records
}
