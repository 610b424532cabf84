variable "project" {
  description = "The project that the bucket belongs to."
  type        = string
}

variable "name" {
  description = "What the bucket is called, as no other in Google's cloud."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "location" {
  description = "Where it is kept: over regions, so that pages are there when a region is lost."
  type        = string

  validation {
    condition     = contains(["EU", "EUR4"], var.location)
    error_message = "Choose a place that spans regions: EU or EUR4."
  }
}

variable "reader" {
  description = "The portal, which reads."
  type        = string

  validation {
    condition     = !contains(["allUsers", "allAuthenticatedUsers"], var.reader)
    error_message = "The documentation is not for everybody."
  }
}
