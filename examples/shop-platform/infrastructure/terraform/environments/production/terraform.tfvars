active_region   = "europe-west1"
drained_regions = []
gateway_ready   = false
enforce_images  = false
