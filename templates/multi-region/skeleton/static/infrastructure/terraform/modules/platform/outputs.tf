output "clusters" {
  description = "By region: the name of its cluster."
  value       = { for region in local.regions : region => module.cluster[region].name }
}

output "control_planes" {
  description = "By region: the private address of its control plane, for the mesh of the other region and the portal."
  value       = { for region in local.regions : region => module.cluster[region].control_plane }
}

output "address" {
  description = "The one address that customers come to."
  value       = module.load_balancer.address
}

output "name_servers" {
  description = "What the zone above has to name, so that the domain leads here."
  value       = module.dns.name_servers
}

output "private_names" {
  description = "The names of databases and caches, for the services' configuration."
  value       = module.dns.private_names
}

output "workload_emails" {
  description = "By workload: the account for the annotation iam.gke.io/gcp-service-account of its Kubernetes service account."
  value       = module.iam.workload_emails
}

output "documentation_bucket" {
  description = "The bucket of the documentation, for the portal and for the pipelines that write it."
  value       = module.documentation.name
}

output "pod_ranges" {
  description = "By region: the addresses of its pods, which the mesh and network policies of the other region let in."
  value       = local.pod_ranges
}

output "certificate_records" {
  description = "The records by which certificates are issued. They are in the zone already; another DNS that keeps the domain needs them too."
  value       = module.load_balancer.authorizations
}
