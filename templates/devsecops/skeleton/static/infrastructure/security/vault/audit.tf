# Vault refuses every request that no device could note down. With two of them
# a full disk does not stop the shop.
resource "vault_audit" "disk" {
  type        = "file"
  path        = "disk"
  description = "Every request and answer, secrets hashed, on a volume of its own"

  options = {
    file_path = "/vault/audit/audit.log"
    mode      = "0600"
  }
}

resource "vault_audit" "stdout" {
  type        = "file"
  path        = "stdout"
  description = "The same for the log collector"

  options = {
    file_path = "stdout"
  }
}
