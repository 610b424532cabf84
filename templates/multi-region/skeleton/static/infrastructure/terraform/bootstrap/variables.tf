variable "projects" {
  description = "The projects of the environments. They exist already, and have a billing account."
  type        = set(string)
}

variable "location" {
  description = "Where the states are kept: over regions, so that the loss of one is no loss of the state."
  type        = string

  validation {
    condition     = contains(["EU", "EUR4"], var.location)
    error_message = "Choose a place that spans regions: EU or EUR4."
  }
}
