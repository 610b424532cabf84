variable "project" {
  description = "The project that is watched."
  type        = string
}

variable "name" {
  description = "What the parts are called."
  type        = string
}

variable "email" {
  description = "Who is written to when something is wrong."
  type        = string

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.email))
    error_message = "Give an e-mail address."
  }
}

variable "domain" {
  description = "The domain that is asked from outside whether it answers."
  type        = string
}

variable "backend_service" {
  description = "The backend service of the load balancer."
  type        = string
}

variable "databases" {
  description = "The names of the Cloud SQL instances: the primary and its replica."
  type = object({
    primary = string
    replica = string
  })
}

variable "caches" {
  description = "The ids of the Redis instances."
  type        = list(string)
}

variable "billing_account" {
  description = "The billing account that pays for the project."
  type        = string

  validation {
    condition     = can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "A billing account is three groups of six digits and letters from A to F."
  }
}

variable "budget" {
  description = "What a month may cost, in whole units of the currency."
  type        = number

  validation {
    condition     = var.budget >= 1 && floor(var.budget) == var.budget
    error_message = "The budget is a whole number, 1 at least."
  }
}

variable "currency" {
  description = "The currency of the billing account; Google refuses another one."
  type        = string

  validation {
    condition     = can(regex("^[A-Z]{3}$", var.currency))
    error_message = "A currency has three letters, such as EUR."
  }
}
