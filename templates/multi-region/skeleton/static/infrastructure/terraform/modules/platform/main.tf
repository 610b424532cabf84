locals {
  name    = "shop"
  regions = [var.primary_region, var.secondary_region]

  # By whose tokens pods of both clusters say who they are.
  identity_pool = "${var.project}.svc.id.goog"

  pod_ranges = { for region in local.regions : region => module.network.regions[region].pods }

  # Who in the clusters may act in Google's cloud, and nobody else may. Vault's
  # right is to one key, which grants it itself.
  workloads = {
    vault = {
      namespace       = "vault"
      service_account = "vault"
      roles           = []
    }
  }

  # What the platform itself is made of.
  platform_images = [
    "docker.io/clickhouse/*",
    "docker.io/envoyproxy/*",
    "docker.io/grafana/*",
    "docker.io/hashicorp/*",
    "docker.io/jaegertracing/*",
    "docker.io/library/*",
    "docker.io/oliver006/*",
    "docker.io/otel/*",
    "ghcr.io/aquasecurity/*",
    "ghcr.io/chaos-mesh/*",
    "ghcr.io/external-secrets/*",
    "ghcr.io/stakater/*",
    "mirror.gcr.io/aquasec/*",
    "quay.io/jetstack/*",
    "quay.io/kiali/*",
    "quay.io/prometheus/*",
    "quay.io/prometheus-operator/*",
    "quay.io/prometheuscommunity/*",
    "registry.istio.io/release/*",
    "registry.k8s.io/**",
  ]

  # GKE makes one group in each zone from the annotation of the gateway's service.
  gateways = merge([
    for region in local.regions : {
      for zone in module.cluster[region].zones : zone => {
        region = region
        group  = "projects/${var.project}/zones/${zone}/networkEndpointGroups/istio-ingress"
      }
    }
  ]...)
}

module "network" {
  source = "../network"

  project       = var.project
  name          = local.name
  regions       = local.regions
  address_block = var.address_block
}

module "iam" {
  source = "../iam"

  project   = var.project
  name      = local.name
  workloads = local.workloads
}

module "vault_seal" {
  source = "../vault-seal"

  project  = var.project
  location = "europe"
  member   = "serviceAccount:${module.iam.workload_emails["vault"]}"
}

# No keys: the pod proves who it is by its Kubernetes token. Whose tokens count is known
# with the first cluster; before it, Google refuses the binding.
resource "google_service_account_iam_member" "workloads" {
  for_each = local.workloads

  service_account_id = module.iam.workload_accounts[each.key]
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.identity_pool}[${each.value.namespace}/${each.value.service_account}]"

  depends_on = [module.cluster]
}

data "google_project" "this" {
  project_id = var.project
}

# The portal reads by its Kubernetes identity itself: no account in between, nothing to annotate.
module "documentation" {
  source = "../documentation"

  project  = var.project
  name     = "${var.project}-techdocs"
  location = "EU"
  reader   = "principal://iam.googleapis.com/projects/${data.google_project.this.number}/locations/global/workloadIdentityPools/${local.identity_pool}/subject/ns/portal/sa/portal"

  depends_on = [module.cluster]
}

resource "google_binary_authorization_policy" "this" {
  project                       = var.project
  description                   = "What may run in the clusters."
  global_policy_evaluation_mode = "ENABLE"

  dynamic "admission_whitelist_patterns" {
    for_each = concat(local.platform_images, var.service_images)

    content {
      name_pattern = admission_whitelist_patterns.value
    }
  }

  default_admission_rule {
    evaluation_mode  = "ALWAYS_DENY"
    enforcement_mode = var.enforce_images ? "ENFORCED_BLOCK_AND_AUDIT_LOG" : "DRYRUN_AUDIT_LOG_ONLY"
  }
}

module "cluster" {
  source   = "../gke"
  for_each = toset(local.regions)

  project              = var.project
  name                 = "${local.name}-${each.value}"
  region               = each.value
  network              = module.network.id
  subnetwork           = module.network.regions[each.value].subnetwork
  control_plane_range  = module.network.regions[each.value].control_plane
  pod_ranges           = local.pod_ranges
  node_tag             = module.network.node_tag
  node_service_account = module.iam.node_service_account
  machine_type         = var.machine_type
  max_nodes            = var.max_nodes
  spot                 = var.spot
  deletion_protection  = var.deletion_protection
}

module "database" {
  source = "../cloud-sql"

  project             = var.project
  names               = var.database_names
  primary_region      = var.primary_region
  secondary_region    = var.secondary_region
  promoted            = var.active_region == var.secondary_region
  tier                = var.database_tier
  highly_available    = var.highly_available
  network             = module.network.id
  allocated_range     = module.network.managed_services
  deletion_protection = var.deletion_protection
}

module "cache" {
  source   = "../redis"
  for_each = toset(local.regions)

  project         = var.project
  name            = "${local.name}-redis-${each.value}"
  region          = each.value
  network         = module.network.id
  allocated_range = module.network.managed_services
  memory_gb       = var.cache_memory_gb
}

module "load_balancer" {
  source = "../load-balancer"

  project         = var.project
  name            = local.name
  domains         = var.certificate_domains
  backends        = var.gateway_ready ? local.gateways : {}
  drained_regions = var.drained_regions
  client_ranges   = var.client_ranges
}

module "dns" {
  source = "../dns"

  project        = var.project
  domain         = var.domain
  hosts          = var.hosts
  address        = module.load_balancer.address
  authorizations = module.load_balancer.authorizations
  delegations    = var.delegations
  network        = module.network.id

  private_addresses = merge(
    {
      postgres         = module.database.address
      postgres-replica = module.database.replica_address
    },
    { for region in local.regions : "redis-${region}" => module.cache[region].address },
  )
}

module "monitoring" {
  source = "../monitoring"

  project         = var.project
  name            = local.name
  email           = var.email
  domain          = var.domain
  backend_service = module.load_balancer.backend_service
  databases       = module.database.instances
  caches          = [for region in local.regions : module.cache[region].id]
  billing_account = var.billing_account
  budget          = var.budget
  currency        = var.currency
}
