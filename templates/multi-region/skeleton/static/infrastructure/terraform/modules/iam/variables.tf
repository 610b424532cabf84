variable "project" {
  description = "The project that the accounts belong to."
  type        = string
}

variable "name" {
  description = "What the names of the accounts begin with."
  type        = string
}

variable "workloads" {
  description = "By account: the Kubernetes service account that may act as it, and the roles it has in the project, none where a resource grants it itself."
  type = map(object({
    namespace       = string
    service_account = string
    roles           = list(string)
  }))

  validation {
    condition     = alltrue([for workload in var.workloads : alltrue([for role in workload.roles : !contains(["roles/owner", "roles/editor", "roles/viewer"], role)])])
    error_message = "The basic roles are too wide: name the roles that the workload needs."
  }
}
