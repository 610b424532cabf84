variable "project" {
  description = "The project that keeps the key."
  type        = string
}

variable "location" {
  description = "Where the key is kept. Over regions, or Vault stays sealed when its region is lost."
  type        = string

  validation {
    condition     = contains(["eur4", "europe"], var.location)
    error_message = "Choose a place that spans regions: europe or eur4."
  }
}

variable "member" {
  description = "The account of Vault, which alone may use the key."
  type        = string
}
