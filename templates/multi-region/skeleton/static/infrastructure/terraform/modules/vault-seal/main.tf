# Neither can ever be deleted in Google's cloud: their names stay taken.
resource "google_kms_key_ring" "vault" {
  project  = var.project
  name     = "vault"
  location = var.location
}

resource "google_kms_crypto_key" "unseal" {
  name            = "unseal"
  key_ring        = google_kms_key_ring.vault.id
  purpose         = "ENCRYPT_DECRYPT"
  rotation_period = "7776000s"

  lifecycle {
    # Without it everything in Vault is lost.
    prevent_destroy = true
  }
}

# Vault reads that the key is there, and encrypts and decrypts its own with it.
resource "google_kms_crypto_key_iam_member" "vault" {
  for_each = toset(["roles/cloudkms.cryptoKeyEncrypterDecrypter", "roles/cloudkms.viewer"])

  crypto_key_id = google_kms_crypto_key.unseal.id
  role          = each.value
  member        = var.member
}
