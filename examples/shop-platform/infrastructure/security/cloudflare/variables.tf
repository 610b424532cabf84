variable "zone_id" {
  description = "The zone of the shop's domain."
  type        = string

  validation {
    condition     = can(regex("^[0-9a-f]{32}$", var.zone_id))
    error_message = "A zone's id has 32 hexadecimal digits."
  }
}

variable "domain" {
  description = "Where the shop answers."
  type        = string
  default     = "shop.example.com"
}

variable "preview_domain" {
  description = "Previews of pull requests answer below it."
  type        = string
  default     = "preview.shop.example.com"
}

variable "preview_address" {
  description = "The address of the gateway that previews are behind."
  type        = string

  validation {
    condition     = can(cidrhost("${var.preview_address}/32", 0))
    error_message = "An IPv4 address, such as 203.0.113.7."
  }
}

variable "allowed_countries" {
  description = "Visitors of other countries have to show that they are people."
  type        = set(string)
  default = [
    "UA",
  ]

  validation {
    condition     = length(var.allowed_countries) > 0 && alltrue([for country in var.allowed_countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "Countries are two capital letters each, and there is at least one."
  }
}

variable "auth_requests_per_minute" {
  description = "How often an address may try to sign in."
  type        = number
  default     = 10

  validation {
    condition     = var.auth_requests_per_minute >= 1 && var.auth_requests_per_minute <= 1000
    error_message = "From 1 to 1000."
  }
}
