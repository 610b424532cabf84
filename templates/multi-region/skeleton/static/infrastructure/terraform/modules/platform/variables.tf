variable "project" {
  description = "The project of this environment."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project's id has 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "primary_region" {
  description = "Where the primary database was made."
  type        = string
}

variable "secondary_region" {
  description = "Where its replica is."
  type        = string

  validation {
    condition     = var.secondary_region != var.primary_region
    error_message = "The two regions have to differ."
  }
}

variable "active_region" {
  description = "Where the database takes writes. Naming the secondary region promotes the replica, for good: the failover."
  type        = string

  validation {
    condition     = contains([var.primary_region, var.secondary_region], var.active_region)
    error_message = "Only the primary or the secondary region can be active."
  }
}

variable "drained_regions" {
  description = "Regions that get no traffic from the load balancer."
  type        = set(string)
}

variable "gateway_ready" {
  description = "Whether the gateway of the mesh runs in both clusters, so that its endpoint groups exist."
  type        = bool
}

variable "address_block" {
  description = "The private addresses of the environment, a /13."
  type        = string
}

variable "domain" {
  description = "The public zone of the environment."
  type        = string
}

variable "hosts" {
  description = "The names below the domain that lead to the load balancer; an empty one is the domain itself."
  type        = set(string)
}

variable "certificate_domains" {
  description = "The domains of the certificate, each with everything one level below."
  type        = set(string)
}

variable "client_ranges" {
  description = "The addresses that may speak to the load balancer: those of Cloudflare, as https://www.cloudflare.com/ips-v4 lists them. With nobody in front of it, 0.0.0.0/0."
  type        = list(string)

  default = [
    "103.21.244.0/22",
    "103.22.200.0/22",
    "103.31.4.0/22",
    "104.16.0.0/13",
    "104.24.0.0/14",
    "108.162.192.0/18",
    "131.0.72.0/22",
    "141.101.64.0/18",
    "162.158.0.0/15",
    "172.64.0.0/13",
    "173.245.48.0/20",
    "188.114.96.0/20",
    "190.93.240.0/20",
    "197.234.240.0/22",
    "198.41.128.0/17",
  ]
}

variable "delegations" {
  description = "Zones below the domain that others keep, with their name servers."
  type        = map(list(string))
}

variable "machine_type" {
  description = "The size of a node."
  type        = string
}

variable "max_nodes" {
  description = "How many nodes each pool of a cluster may grow to."
  type        = number
}

variable "spot" {
  description = "Whether what may be interrupted runs on spot nodes."
  type        = bool
}

variable "service_images" {
  description = "The images of the services, as patterns. The platform's own and Google's are allowed as well."
  type        = list(string)
}

variable "enforce_images" {
  description = "Whether other images are refused, or only noted in the audit log."
  type        = bool
}

variable "database_names" {
  description = "By region: what its database instance is called."
  type        = map(string)
}

variable "database_tier" {
  description = "The size of the databases."
  type        = string
}

variable "highly_available" {
  description = "Whether each database has a standby in a second zone."
  type        = bool
}

variable "cache_memory_gb" {
  description = "How much each region's Redis holds."
  type        = number
}

variable "email" {
  description = "Who is written to when something is wrong."
  type        = string
}

variable "billing_account" {
  description = "The billing account that pays."
  type        = string
}

variable "budget" {
  description = "What a month may cost, in whole units of the currency."
  type        = number
}

variable "currency" {
  description = "The currency of the billing account."
  type        = string
}

variable "deletion_protection" {
  description = "Whether clusters and databases refuse to be deleted."
  type        = bool
}
