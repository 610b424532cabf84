variable "project" {
  description = "The project that the load balancer belongs to."
  type        = string
}

variable "name" {
  description = "What its parts are called."
  type        = string
}

variable "domains" {
  description = "The domains it answers for, each with everything one level below."
  type        = set(string)

  validation {
    condition     = length(var.domains) > 0 && alltrue([for domain in var.domains : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", domain))])
    error_message = "A domain is a name such as shop.example.com, without a dot at its end."
  }
}

variable "backends" {
  description = "The endpoint groups of the gateway, by a name of their own, with the region each is in. Empty until the gateway runs."
  type = map(object({
    region = string
    group  = string
  }))
}

variable "client_ranges" {
  description = "The addresses that may speak to it."
  type        = list(string)

  validation {
    condition     = length(var.client_ranges) > 0 && alltrue([for range in var.client_ranges : can(cidrhost(range, 0))])
    error_message = "Name the ranges of those who may come, such as 203.0.113.0/24."
  }
}

variable "drained_regions" {
  description = "Regions that get no traffic: for a drill, or while one is repaired."
  type        = set(string)

  validation {
    condition     = length(var.drained_regions) < 2
    error_message = "One region at least has to serve."
  }
}
