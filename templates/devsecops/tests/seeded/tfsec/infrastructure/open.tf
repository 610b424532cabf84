resource "google_compute_network" "open" {
  name = "open"
}

resource "google_compute_firewall" "open" {
  name          = "open"
  network       = google_compute_network.open.name
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}

resource "google_storage_bucket_iam_member" "open" {
  bucket = "backups"
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}
