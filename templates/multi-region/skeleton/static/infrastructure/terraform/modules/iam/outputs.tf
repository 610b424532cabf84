output "node_service_account" {
  description = "The account of the nodes, once it has its roles."
  value       = google_service_account.nodes.email

  depends_on = [google_project_iam_member.nodes]
}

output "workload_accounts" {
  description = "By account: its full name, by which the workload is let in once there is a cluster."
  value       = { for account, resource in google_service_account.workloads : account => resource.name }
}

output "workload_emails" {
  description = "By account: its address, for the annotation of the Kubernetes service account."
  value       = { for account, resource in google_service_account.workloads : account => resource.email }
}
