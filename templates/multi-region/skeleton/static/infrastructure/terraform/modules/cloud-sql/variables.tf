variable "project" {
  description = "The project that the databases belong to."
  type        = string
}

variable "names" {
  description = "What the instance in each region is called. A name stays taken for a week after its instance is deleted: rebuild under another one."
  type        = map(string)

  validation {
    condition     = length(distinct(values(var.names))) == length(var.names)
    error_message = "Each region's instance needs a name of its own."
  }
}

variable "primary_region" {
  description = "Where the instance is that takes every write."
  type        = string
}

variable "secondary_region" {
  description = "Where its replica is."
  type        = string

  validation {
    condition     = var.secondary_region != var.primary_region
    error_message = "A replica in the same region does not survive the loss of the region."
  }
}

variable "promoted" {
  description = "Whether the replica has become a primary: the failover. There is no way back by setting it to false; see the run book."
  type        = bool
}

variable "tier" {
  description = "The size of both instances: the replica has to be able to take over."
  type        = string

  validation {
    condition     = can(regex("^db-(custom-[0-9]+-[0-9]+|perf-optimized-N-[0-9]+|g1-small|f1-micro)$", var.tier))
    error_message = "The tier is a name such as db-custom-2-7680."
  }
}

variable "highly_available" {
  description = "Whether each instance has a standby in a second zone of its region."
  type        = bool
}

variable "network" {
  description = "The network from which the databases are reached; they have no public address."
  type        = string
}

variable "allocated_range" {
  description = "The range of the network that their addresses come from."
  type        = string
}

variable "deletion_protection" {
  description = "Whether Terraform and Google refuse to delete the instances."
  type        = bool
}
