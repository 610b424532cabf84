import { checkUnusedResources } from './checkUnusedResources';
import { LEAVES } from './leaves';
import { TerraformFolder } from './TerraformFolder';

const LEAF = Object.keys(LEAVES);

/** Every kind of leaf, each hanging on what it is for; some through a module, both ways. */
const right: Record<string, string> = {
  'main.tf': `
resource "google_compute_network" "this" {}
resource "google_compute_subnetwork" "this" {}
resource "google_compute_router" "this" {}
resource "google_compute_global_address" "this" {}
resource "google_compute_target_https_proxy" "this" {}
resource "google_compute_backend_service" "this" {}
resource "google_certificate_manager_certificate" "this" {}
resource "google_certificate_manager_certificate_map" "this" {}
resource "google_dns_managed_zone" "this" {}
resource "google_monitoring_notification_channel" "this" {}
resource "google_sql_database_instance" "this" {}
resource "google_storage_bucket" "this" {}
resource "google_container_cluster" "this" {
  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }
}
data "google_project" "this" {}

locals {
  alerts   = { errors = { filter = "name = \${google_compute_backend_service.this.name}" } }
  services = ["container.googleapis.com", "dns.googleapis.com"]
}

module "iam" {
  source = "./modules/iam"
  people = var.people
}

module "vault" {
  source  = "./modules/vault"
  host    = "https://\${google_container_cluster.this.endpoint}"
  zone    = var.zone
  members = { vault = module.iam.email }
}

variable "people" {}
variable "zone" {}

resource "google_certificate_manager_certificate_map_entry" "leaf" {
  map          = google_certificate_manager_certificate_map.this.name
  certificates = [google_certificate_manager_certificate.this.id]
}
resource "google_compute_global_forwarding_rule" "leaf" {
  ip_address = google_compute_global_address.this.id
  target     = google_compute_target_https_proxy.this.id
}
resource "google_dns_record_set" "leaf" {
  managed_zone = google_dns_managed_zone.this.name
  type         = "A"
  rrdatas      = [google_compute_global_address.this.address]
}
resource "google_compute_firewall" "leaf" {
  network = google_compute_network.this.id
}
resource "google_compute_router_nat" "leaf" {
  router = google_compute_router.this.name
  subnetwork {
    name = google_compute_subnetwork.this.id
  }
}
resource "google_service_account_iam_member" "leaf" {
  service_account_id = module.iam.account
  member             = "serviceAccount:shop.svc.id.goog[vault/vault]"
  depends_on         = [google_container_cluster.this]
}
resource "google_storage_bucket_iam_member" "leaf" {
  bucket = google_storage_bucket.this.name
  member = "principal://iam/projects/\${data.google_project.this.number}/subject/portal"
}
resource "google_binary_authorization_policy" "leaf" {}
resource "google_project_service" "leaf" {
  for_each = toset(local.services)
  service  = each.value
}
resource "google_container_node_pool" "leaf" {
  cluster = google_container_cluster.this.name
  node_config {
    service_account = module.iam.email
  }
}
resource "google_sql_database" "leaf" {
  instance = google_sql_database_instance.this.name
}
resource "google_billing_budget" "leaf" {
  budget_filter {
    projects = ["projects/\${data.google_project.this.number}"]
  }
  all_updates_rule {
    monitoring_notification_channels = [google_monitoring_notification_channel.this.id]
  }
}
resource "google_monitoring_alert_policy" "leaf" {
  for_each              = local.alerts
  notification_channels = [google_monitoring_notification_channel.this.id]
  dynamic "conditions" {
    for_each = [each.value]
    content {
      condition_threshold {
        filter = conditions.value.filter
      }
    }
  }
}
`,
  'modules/iam/main.tf': `
variable "people" {}
resource "google_service_account" "this" {}
resource "google_project_iam_member" "leaf" {
  for_each = var.people
  member   = each.key
}
output "account" {
  value = google_service_account.this.name
}
output "email" {
  value = google_service_account.this.email
}
`,
  'modules/vault/main.tf': `
variable "host" {}
variable "zone" {}
variable "members" {}
variable "address" {
  default = ""
}
resource "google_kms_crypto_key" "this" {}
resource "google_kms_crypto_key_iam_member" "leaf" {
  for_each      = var.members
  crypto_key_id = google_kms_crypto_key.this.id
  member        = "serviceAccount:\${each.value}"
}
resource "vault_auth_backend" "this" {}
resource "vault_policy" "this" {}
resource "vault_mount" "this" {}
resource "vault_database_secret_backend_connection" "this" {}
resource "vault_kubernetes_auth_backend_config" "leaf" {
  backend         = vault_auth_backend.this.path
  kubernetes_host = var.host
}
resource "vault_kubernetes_auth_backend_role" "leaf" {
  backend        = vault_auth_backend.this.path
  token_policies = [vault_policy.this.name]
}
resource "vault_kv_secret_backend_v2" "leaf" {
  mount = vault_mount.this.path
}
resource "vault_database_secret_backend_role" "leaf" {
  backend = vault_mount.this.path
  db_name = vault_database_secret_backend_connection.this.name
}
resource "vault_database_secret_backend_static_role" "leaf" {
  backend = vault_mount.this.path
  db_name = vault_database_secret_backend_connection.this.name
}
resource "vault_audit" "leaf" {
  options = {
    file_path = "/vault/audit/audit.log"
  }
}
resource "cloudflare_dns_record" "leaf" {
  zone_id = var.zone
  content = var.zone
}
resource "cloudflare_bot_management" "leaf" {
  zone_id = var.zone
}
resource "cloudflare_ruleset" "leaf" {
  zone_id = var.zone
}
resource "cloudflare_zone_setting" "leaf" {
  zone_id = var.zone
}
`,
  'vault-values.yaml': 'server: { auditStorage: { enabled: true } }\n',
};

function check(files: Record<string, string>): string[] {
  const rendered = {
    files: Object.entries(files).map(([path, text]) => ({
      path,
      content: Buffer.from(text),
      executable: false,
    })),
  };
  const folders = TerraformFolder.readAll(rendered);
  return [...folders.values()]
    .flatMap(folder => checkUnusedResources(folder, folders, rendered))
    .map(({ where, message }) => `${where}: ${message}`);
}

/** What is said of leaves, and not of what they leave alone now. */
function checkLeaves(files: Record<string, string>): string[] {
  return check(files).filter(finding => finding.includes('.leaf '));
}

/** The file of a leaf, and the leaf in it. */
function find(type: string): { path: string; block: string } {
  const start = `resource "${type}" "leaf" {`;
  const [path, text] =
    Object.entries(right).find(([, content]) => content.includes(start)) ?? [];
  if (!path || !text) {
    throw new Error(`The example has no ${type}`);
  }
  const from = text.indexOf(start);
  const end = /^(resource|output|variable) /m.exec(text.slice(from + 1));
  return {
    path,
    block: text.slice(from, end ? from + 1 + end.index : undefined),
  };
}

function change(
  path: string,
  from: string | RegExp,
  to: string,
): Record<string, string> {
  const text = right[path].replace(from, () => to);
  expect(text).not.toBe(right[path]);
  return { ...right, [path]: text };
}

const needs = LEAF.flatMap(type =>
  LEAVES[type].needs.map(({ of }): [string, readonly string[]] => [type, of]),
);

describe('checkUnusedResources', () => {
  it('finds nothing where each hangs on what it is for', () => {
    expect(check(right)).toEqual([]);
  });

  it('finds what nothing refers to', () => {
    expect(
      check({
        ...right,
        'spare.tf': '\nresource "google_dns_managed_zone" "spare" {}\n',
      }),
    ).toEqual([
      'spare.tf:2: The resource google_dns_managed_zone.spare is made, and nothing uses it: nothing refers to it',
    ]);
  });

  it.each(needs)('finds a %s whose %j is only written out', (type, of) => {
    const { path, block } = find(type);
    const loose = of
      .map(argument => argument.split('.')[0])
      .reduce(
        (text, name) =>
          text.replace(
            new RegExp(
              `^  ((?:dynamic ")?${name}"? \\{\n(?:    .*\n)*  \\}|${name} .*)$`,
              'm',
            ),
            () => `  ${name} = "other"`,
          ),
        block,
      );

    expect(checkLeaves(change(path, block, loose))).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${path}:\\d+: The resource ${type}\\.leaf is made, and nothing uses it: its ${of.join(
            ' or ',
          )} comes from no `,
        ),
      ),
    ]);
  });

  it('finds one that has none of the argument, where it stands', () => {
    expect(checkLeaves(change('main.tf', / {2}instance = .*/, ''))).toEqual([
      expect.stringMatching(
        /^main\.tf:\d+: The resource google_sql_database\.leaf .* its instance comes from no google_sql_database_instance$/,
      ),
    ]);
  });

  it.each([
    ['google_binary_authorization_policy', 'no cluster asks it'],
    ['google_project_service', 'dns.googleapis.com'],
    ['vault_audit', 'its file_path is neither stdout nor on a volume'],
  ])('finds a %s without what obeys or needs it', (type, message) => {
    const lonely: Record<string, Record<string, string>> = {
      google_binary_authorization_policy: change(
        'main.tf',
        / {2}binary_authorization \{[^}]*\}\n/,
        '',
      ),
      google_project_service: change(
        'main.tf',
        /^resource "google_dns_(?:[^}]*)\}$/gm,
        '',
      ),
      vault_audit: change('vault-values.yaml', 'true', 'false'),
    };

    expect(check(lonely[type])).toEqual([
      expect.stringContaining(
        `The resource ${type}.leaf is made, and nothing uses it: `,
      ),
    ]);
    expect(check(lonely[type])[0]).toContain(message);
  });

  it('names the line of a service that nothing needs, and of one that is not known', () => {
    expect(
      check(change('main.tf', '"dns.googleapis.com"', '"run.googleapis.com"')),
    ).toEqual([
      expect.stringMatching(
        /^main\.tf:23: .* nothing that is known here needs run\.googleapis\.com$/,
      ),
    ]);
  });

  it('follows what callers leave to the default of a variable', () => {
    const files = change('modules/vault/main.tf', 'content = var.zone', '');
    files['modules/vault/main.tf'] = files['modules/vault/main.tf'].replace(
      '  zone_id = var.zone\n  \n',
      '  zone_id = var.zone\n  content = var.address\n',
    );
    expect(check(files)).toEqual([
      expect.stringContaining(
        'cloudflare_dns_record.leaf is made, and nothing uses it: its content',
      ),
    ]);
  });
});
