# Keys of others, such as LiqPay's: versions are kept, so that a wrong one can
# be taken back.
resource "vault_mount" "secrets" {
  path        = "secret"
  type        = "kv-v2"
  description = "Keys that others have given"
}

resource "vault_kv_secret_backend_v2" "secrets" {
  mount        = vault_mount.secrets.path
  max_versions = 10
  cas_required = true
}

resource "vault_mount" "transit" {
  path                      = "transit"
  type                      = "transit"
  description               = "Encrypts what the services keep; the keys stay here"
  default_lease_ttl_seconds = 3600
  max_lease_ttl_seconds     = 86400
}

# For card tokens, where payments keeps them: the shop's own code keeps none today. A
# new version comes every month; old ones still decrypt until rows are wrapped again.
resource "vault_transit_secret_backend_key" "card_tokens" {
  backend                = vault_mount.transit.path
  name                   = "card-tokens"
  type                   = "aes256-gcm96"
  auto_rotate_period     = 2592000
  deletion_allowed       = false
  exportable             = false
  allow_plaintext_backup = false
}
