variable "project" {
  description = "The project that the cluster belongs to."
  type        = string
}

variable "name" {
  description = "What the cluster is called."
  type        = string
}

variable "region" {
  description = "Where it runs, over three zones."
  type        = string
}

variable "network" {
  description = "The network of the nodes."
  type        = string
}

variable "subnetwork" {
  description = "The region's subnet, with the secondary ranges pods and services."
  type        = string
}

variable "control_plane_range" {
  description = "The /28 of the control plane."
  type        = string

  validation {
    condition     = endswith(var.control_plane_range, "/28")
    error_message = "GKE wants a /28 for the control plane."
  }
}

variable "pod_ranges" {
  description = "By region: the addresses of the pods that may reach the control plane by its address."
  type        = map(string)

  validation {
    condition     = alltrue([for range in values(var.pod_ranges) : can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.)", range)) && can(cidrhost(range, 0))])
    error_message = "The ranges have to be private: below 10.0.0.0/8 or 172.16.0.0/12."
  }
}

variable "node_tag" {
  description = "The tag by which firewall rules find the nodes."
  type        = string
}

variable "node_service_account" {
  description = "The account that nodes run as."
  type        = string
}

variable "machine_type" {
  description = "The size of a node."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*-[a-z]+-[0-9]+$", var.machine_type))
    error_message = "The machine type is a name such as e2-standard-4."
  }
}

variable "max_nodes" {
  description = "How many nodes each pool may grow to, over all zones."
  type        = number

  validation {
    condition     = var.max_nodes >= 3 && var.max_nodes <= 100 && floor(var.max_nodes) == var.max_nodes
    error_message = "A pool may have 3 to 100 nodes."
  }
}

variable "spot" {
  description = "Whether there is a pool of spot nodes for what may be interrupted."
  type        = bool
}

variable "deletion_protection" {
  description = "Whether Terraform refuses to delete the cluster."
  type        = bool
}
