# What changes from day to day, in terraform.tfvars. What the environment is made of is in main.tf.

variable "active_region" {
  description = "Where the database takes writes. Another one is the failover, for good: read failover.md first."
  type        = string
}

variable "drained_regions" {
  description = "Regions that get no traffic."
  type        = set(string)

  validation {
    condition     = length(var.drained_regions) < 2
    error_message = "One region at least has to serve."
  }
}

variable "gateway_ready" {
  description = "Whether the gateway of the mesh runs in both clusters. Until then the load balancer sends traffic nowhere."
  type        = bool
}

variable "enforce_images" {
  description = "Whether images that are not on the list are refused, or only noted in the audit log."
  type        = bool
}
