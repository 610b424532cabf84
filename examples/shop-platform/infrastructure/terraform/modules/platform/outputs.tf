output "clusters" {
  description = "By region: the name of its cluster."
  value       = { for region in local.regions : region => module.cluster[region].name }
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

output "pod_ranges" {
  description = "By region: the addresses of its pods, which the mesh and network policies of the other region let in."
  value       = { for region in local.regions : region => module.network.regions[region].pods }
}

output "certificate_records" {
  description = "The records by which certificates are issued. They are in the zone already; another DNS that keeps the domain needs them too."
  value       = module.load_balancer.authorizations
}
