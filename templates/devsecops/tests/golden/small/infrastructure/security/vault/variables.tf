variable "address" {
  description = "Where Vault answers."
  type        = string
  default     = "https://vault.example.org"

  validation {
    condition     = startswith(var.address, "https://")
    error_message = "Vault is asked over https alone."
  }
}

variable "kubernetes_host" {
  description = "The API server that says whose token a pod's token is."
  type        = string
  default     = "https://kubernetes.default.svc"
}

variable "namespace" {
  description = "Where the services run."
  type        = string
  default     = "shop"
}

variable "services" {
  description = "The services that have a role in the database."
  type        = set(string)
  default = [
    "loyalty-points",
  ]
}

variable "database" {
  description = "The database that the services share, each in a schema of its own."
  type = object({
    host = string
    port = optional(number, 5432)
    name = string
  })
  default = {
    host = "postgres.shop.internal"
    name = "shop"
  }
}

variable "database_ca" {
  description = "The authorities of the database's certificate, one after the other in PEM. For Cloud SQL each instance's own: the replica's as well, which takes over one day."
  type        = string

  validation {
    condition     = startswith(var.database_ca, "-----BEGIN CERTIFICATE-----")
    error_message = "Certificates in PEM, as gcloud sql instances describe shows them."
  }
}

variable "database_username" {
  description = "The role that may make other roles."
  type        = string
  default     = "vault"
}

variable "database_password" {
  description = "Its first password. Rotate it after the first apply; then Vault alone knows it."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "database_password_version" {
  description = "Raise it to send another first password."
  type        = number
  default     = 1
}
