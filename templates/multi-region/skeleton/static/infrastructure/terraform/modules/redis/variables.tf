variable "project" {
  description = "The project that the cache belongs to."
  type        = string
}

variable "name" {
  description = "What the instance is called."
  type        = string
}

variable "region" {
  description = "Where it is, with its standby in another zone."
  type        = string
}

variable "network" {
  description = "The network from which it is reached."
  type        = string
}

variable "allocated_range" {
  description = "The range of the network that its address comes from."
  type        = string
}

variable "memory_gb" {
  description = "How much it holds, in GB."
  type        = number

  validation {
    condition     = var.memory_gb >= 1 && var.memory_gb <= 300 && floor(var.memory_gb) == var.memory_gb
    error_message = "Redis has from 1 to 300 whole GB."
  }
}
