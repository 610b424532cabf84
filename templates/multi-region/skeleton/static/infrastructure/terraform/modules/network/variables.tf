variable "project" {
  description = "The project that the network belongs to."
  type        = string
}

variable "name" {
  description = "What the network and its parts are called."
  type        = string
}

variable "regions" {
  description = "The regions that get a subnet, the primary first."
  type        = list(string)

  validation {
    condition     = length(var.regions) == 2 && length(distinct(var.regions)) == 2
    error_message = "Name two different regions."
  }
}

variable "address_block" {
  description = "The private addresses of the network, a /13: two regions and the managed services fit into it."
  type        = string

  validation {
    condition     = can(cidrhost(var.address_block, 0)) && endswith(var.address_block, "/13")
    error_message = "The block has to be a /13, such as 10.0.0.0/13."
  }

  validation {
    condition     = can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.)", var.address_block))
    error_message = "The block has to be private: below 10.0.0.0/8 or 172.16.0.0/12."
  }
}
