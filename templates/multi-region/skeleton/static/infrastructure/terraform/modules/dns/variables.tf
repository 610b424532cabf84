variable "project" {
  description = "The project that the zones belong to."
  type        = string
}

variable "domain" {
  description = "The public zone."
  type        = string
}

variable "hosts" {
  description = "The names below the domain that lead to the load balancer; an empty one is the domain itself."
  type        = set(string)
}

variable "address" {
  description = "The load balancer's address."
  type        = string
}

variable "authorizations" {
  description = "By domain: the record by which its certificate is issued and renewed."
  type = map(object({
    name = string
    type = string
    data = string
  }))
}

variable "delegations" {
  description = "Zones below this one that others keep, with their name servers: staging's, for one."
  type        = map(list(string))
}

variable "network" {
  description = "The network in which the private names are known."
  type        = string
}

variable "private_addresses" {
  description = "By private name: the address it leads to."
  type        = map(string)
}
