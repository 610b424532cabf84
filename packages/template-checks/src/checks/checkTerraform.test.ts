import { checkTerraform } from './checkTerraform';

/** A root and a module that are right. */
const right: Record<string, string> = {
  'versions.tf': `terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "6.50.0"
    }
  }
}
`,
  'main.tf': `# The zone.
locals {
  labels = { team = "platform", tier = "1" }
}

data "google_project" "this" {
  project_id = var.project
}

resource "google_dns_managed_zone" "this" {
  count = var.domain == "" ? 0 : 1

  name     = "zone-\${data.google_project.this.number}"
  dns_name = "\${var.domain}."
  labels   = merge(local.labels, { for key, value in var.labels : key => value })

  dnssec_config {
    state = "on"
  }

  lifecycle {
    prevent_destroy = true
  }
}

module "network" {
  source = "./modules/network"

  name  = "shop"
  peers = [for zone in google_dns_managed_zone.this : zone.id]
}

output "servers" {
  description = "Who answers."
  value       = concat(google_dns_managed_zone.this[0].name_servers, module.network.names)
}
`,
  'variables.tf': `variable "project" {
  description = "The project."
  type        = string
}

variable "domain" {
  description = "The domain."
  type        = string

  validation {
    condition     = length(var.domain) < 100
    error_message = <<-EOT
      Too long:  \${var.domain}
        by far { (
    EOT
  }
}

variable "labels" {
  description = "Labels."
  type        = map(string)
  default     = {}
}
`,
  'terraform.tfvars': `project = "shop"
domain  = "shop.example.com"
`,
  'modules/network/main.tf': `terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }
}

variable "name" {
  description = "The name."
  type        = string
}

variable "peers" {
  description = "The peers."
  type        = list(string)
  default     = []
}

resource "google_compute_firewall" "this" {
  name          = "allow-\${var.name}-\${length(var.peers)}"
  network       = "default"
  source_ranges = ["10.0.0.0/8"]

  dynamic "allow" {
    for_each = toset(["443"])

    content {
      protocol = "tcp"
      ports    = [allow.value]
    }
  }
}

output "names" {
  description = "The names."
  value       = [google_compute_firewall.this.name]
}
`,
  'tests/zone.tftest.hcl': `run "names_the_zone" {
  assert {
    condition     = google_dns_managed_zone.this[0].dns_name == "shop.example.com."
    error_message = "It is named."
  }
}
`,
  'modules/network/tests/network.tftest.hcl': `variables {
  name = "shop"
}

run "names_the_rule" {
  assert {
    condition     = google_compute_firewall.this.name == "allow-\${var.name}-0"
    error_message = "It is named."
  }
}
`,
};

/** What has to be said, in which file, and the change that makes it wrong. */
const mistakes: [string, string, string | RegExp, string][] = [
  [
    'main.tf:14: google_dns_managed_zone has no argument dns_nam',
    'main.tf',
    'dns_name ',
    'dns_nam ',
  ],
  [
    'main.tf:10: google_dns_managed_zone needs dns_name',
    'main.tf',
    'dns_name ',
    'dns_nam ',
  ],
  [
    'main.tf:18: dnssec_config has no argument status',
    'main.tf',
    'state =',
    'status =',
  ],
  [
    'main.tf:17: google_dns_managed_zone has no block dnssec',
    'main.tf',
    'dnssec_config',
    'dnssec',
  ],
  [
    'main.tf:17: dnssec_config is a block, not an argument',
    'main.tf',
    'dnssec_config {',
    'dnssec_config = {',
  ],
  [
    'main.tf:21: There can be one block dnssec_config only',
    'main.tf',
    '  lifecycle {',
    '  dnssec_config {',
  ],
  [
    'main.tf:18: state wants a string',
    'main.tf',
    'state = "on"',
    'state = ["on"]',
  ],
  [
    'main.tf:10: google_dns_zone is no resource',
    'main.tf',
    '"google_dns_managed_zone"',
    '"google_dns_zone"',
  ],
  [
    'main.tf:6: google_projekt is no data',
    'main.tf',
    '"google_project"',
    '"google_projekt"',
  ],
  [
    'main.tf:15: There is no local label',
    'main.tf',
    'local.labels',
    'local.label',
  ],
  [
    'main.tf:14: There is no variable domains',
    'main.tf',
    '${var.domain}',
    '${var.domains}',
  ],
  [
    'main.tf:13: There is no data google_project.that',
    'main.tf',
    'google_project.this.number',
    'google_project.that.number',
  ],
  [
    'main.tf:13: google_project has no digits',
    'main.tf',
    'this.number',
    'this.digits',
  ],
  [
    'main.tf:35: google_dns_managed_zone has no servers',
    'main.tf',
    '[0].name_servers',
    '[0].servers',
  ],
  [
    'main.tf:35: There is no resource google_dns_managed_zone.it',
    'main.tf',
    'zone.this[0]',
    'zone.it[0]',
  ],
  [
    'main.tf:35: The module network has no output name',
    'main.tf',
    'network.names',
    'network.name',
  ],
  [
    'main.tf:35: There is no module net',
    'main.tf',
    'module.network.names',
    'module.net.names',
  ],
  [
    'There is no module in modules/net',
    'main.tf',
    './modules/network',
    './modules/net',
  ],
  [
    'The module network needs an exact version',
    'main.tf',
    './modules/network',
    'example/network/google',
  ],
  [
    'The module network has no variable nam',
    'main.tf',
    'name  = "shop"',
    'nam   = "shop"',
  ],
  [
    'The module network needs name',
    'main.tf',
    'name  = "shop"',
    'nam   = "shop"',
  ],
  [
    'modules/network/main.tf:1: The module is never called',
    'main.tf',
    /module "network" \{[\s\S]*?\n\}\n/,
    '',
  ],
  [
    'modules/network/main.tf:1: No test plans this folder',
    'modules/network/tests/network.tftest.hcl',
    /run "names_the_rule" \{[\s\S]*\n\}\n/,
    '',
  ],
  [
    'main.tf:1: No test plans this folder',
    'tests/zone.tftest.hcl',
    /run [\s\S]*/,
    'variables {\n  domain = "shop.example.com"\n}\n',
  ],
  [
    'main.tf:1: No test plans this folder',
    'tests/zone.tftest.hcl',
    'run "names_the_zone" {\n',
    'run "names_the_zone" {\n  module {\n    source = "./modules/network"\n  }\n\n',
  ],
  ['The output names is never read', 'main.tf', ', module.network.names', ''],
  [
    'The local other is never used',
    'main.tf',
    'locals {',
    'locals {\n  other = 1',
  ],
  [
    'The data source google_project.this is never used',
    'main.tf',
    '${data.google_project.this.number}',
    '1',
  ],
  [
    'The resource google_dns_managed_zone.spare is made, and nothing uses it',
    'main.tf',
    'output "servers" {',
    'resource "google_dns_managed_zone" "spare" {\n  name     = "spare"\n  dns_name = "spare."\n}\n\noutput "servers" {',
  ],
  [
    'The output servers needs a description',
    'main.tf',
    '  description = "Who answers."\n',
    '',
  ],
  ['The variable labels is never used', 'main.tf', 'var.labels', '{}'],
  [
    'The variable labels needs a type',
    'variables.tf',
    '  type        = map(string)\n',
    '',
  ],
  ['There is no variable domian', 'terraform.tfvars', 'domain ', 'domian '],
  [
    'The module uses google, and its required_providers do not name it',
    'versions.tf',
    'google =',
    'other =',
  ],
  ['The version has to be 6.50.0', 'versions.tf', '6.50.0', '6.49.0'],
  [
    "The provider's source is hashicorp/google",
    'versions.tf',
    'hashicorp/google',
    'shop/google',
  ],
  [
    'allow has no argument port',
    'modules/network/main.tf',
    'ports    =',
    'port     =',
  ],
  ['ports wants a list', 'modules/network/main.tf', '[allow.value]', '"443"'],
  [
    'There is no variable nam',
    'modules/network/tests/network.tftest.hcl',
    'name = "shop"',
    'nam = "shop"',
  ],
  [
    'google_compute_firewall has no title',
    'modules/network/tests/network.tftest.hcl',
    'this.name',
    'this.title',
  ],
  [
    'main.tf:13: There is blank space at the end',
    'main.tf',
    '.number}"',
    '.number}" ',
  ],
  [
    'main.tf:11: The line has to be indented by 2',
    'main.tf',
    '  count',
    '   count',
  ],
  [
    'main.tf:13: The = has to stand in column 12',
    'main.tf',
    'name     =',
    'name    =',
  ],
  [
    'terraform.tfvars:2: The = has to stand in column 9',
    'terraform.tfvars',
    'domain  =',
    'domain =\u0020',
  ],
  [
    'main.tf:3: The spaces are not as terraform fmt wants',
    'main.tf',
    '"platform", ',
    '"platform",',
  ],
  [
    'main.tf:3: The spaces are not as terraform fmt wants',
    'main.tf',
    '{ team',
    '{team',
  ],
  ['versions.tf:9: unknown character', 'versions.tf', /$/, '\u0000'],
];

function check(files: Record<string, string>): string[] {
  return checkTerraform({
    files: Object.entries(files).map(([path, text]) => ({
      path,
      content: Buffer.from(text),
      executable: false,
    })),
  }).map(({ where, message }) => `${where}: ${message}`);
}

/** What is found about an alert that waits for a metric, beside what is made. */
function problemsOfMetric(metric: string, made = ''): string[] {
  const alert = `locals {
  filter = "resource.type = \\"x\\" AND metric.type = \\"${metric}\\""
}
`;
  return check({ 'main.tf': alert, 'made.tf': made }).filter(finding =>
    finding.includes('export'),
  );
}

describe('checkTerraform', () => {
  it('finds nothing in what is right', () => {
    expect(check(right)).toEqual([]);
  });

  it.each(mistakes)('finds: %s', (message, path, from, to) => {
    const text = right[path].replace(from, () => to);
    expect(text).not.toBe(right[path]);
    expect(check({ ...right, [path]: text }).join('\n')).toContain(message);
  });

  it('looks for what exports the metrics that alerts wait for', () => {
    const up = 'cloudsql.googleapis.com/database/up';

    expect(problemsOfMetric(up)).toEqual([
      `main.tf:2: Nothing exports ${up}: there is no google_sql_database_instance`,
    ]);
    expect(
      problemsOfMetric(
        up,
        'resource "google_sql_database_instance" "this" {\n}\n',
      ),
    ).toEqual([]);
    expect(problemsOfMetric('redis.googleapis.com/stats/memroy')).toEqual([
      'main.tf:2: redis.googleapis.com exports no metric stats/memroy that is known here',
    ]);
  });

  it.each([
    'custom.example.com/orders',
    'prometheus.googleapis.com/orders_total/counter',
  ])('takes %s, which nothing exports, for an orphan', metric => {
    expect(problemsOfMetric(metric)).toEqual([
      expect.stringContaining(
        `main.tf:2: Nothing that is known here exports ${metric}`,
      ),
    ]);
  });

  it("looks for the description of a metric of one's own", () => {
    const metric = 'custom.googleapis.com/orders';
    const described = (type: string) =>
      `resource "google_monitoring_metric_descriptor" "this" {
  type = "${type}"
}
`;
    expect(problemsOfMetric(metric, described(metric))).toEqual([]);
    expect(problemsOfMetric(metric, described(`${metric}/paid`))).toEqual([
      `main.tf:2: Nothing exports ${metric}: there is no google_monitoring_metric_descriptor of it`,
    ]);
  });

  it('reads nested arguments of providers that have no blocks', () => {
    const text = `resource "cloudflare_ruleset" "this" {
  name  = "shop"
  kind  = "zone"
  phase = "http_request_firewall_custom"
  rules = [{
    action = "block"
    expresion = "true"
  }]
}
`;
    expect(check({ 'main.tf': text }).join('\n')).toContain(
      'main.tf:7: rules has no expresion',
    );
  });
});
