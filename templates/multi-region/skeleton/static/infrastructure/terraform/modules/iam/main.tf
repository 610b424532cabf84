locals {
  workload_roles = merge([
    for account, workload in var.workloads : {
      for role in workload.roles : "${account}/${role}" => {
        account = account
        role    = role
      }
    }
  ]...)
}

# Instead of Compute Engine's default account, which may edit the whole project.
resource "google_service_account" "nodes" {
  project      = var.project
  account_id   = "${var.name}-nodes"
  display_name = "Nodes of the clusters"
}

# Logs and metrics; no more.
resource "google_project_iam_member" "nodes" {
  project = var.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_service_account" "workloads" {
  for_each = var.workloads

  project      = var.project
  account_id   = "${var.name}-${each.key}"
  display_name = "${each.value.namespace}/${each.value.service_account} in the clusters"
}

resource "google_project_iam_member" "workloads" {
  for_each = local.workload_roles

  project = var.project
  role    = each.value.role
  member  = google_service_account.workloads[each.value.account].member
}
