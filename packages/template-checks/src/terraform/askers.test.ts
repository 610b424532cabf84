import { checkUnusedResources } from './checkUnusedResources';
import { TerraformFolder } from './TerraformFolder';

/** One of each that is asked for by its name, and who asks. */
const right: Record<string, string> = {
  'main.tf': `
resource "google_service_account" "this" {}
resource "google_container_cluster" "this" {}
resource "google_container_node_pool" "leaf" {
  cluster = google_container_cluster.this.name
  node_config {
    service_account = google_service_account.this.email
    dynamic "taint" {
      for_each = var.spot ? [true] : []
      content {
        key = "shop.example.com/spot"
      }
    }
  }
}
resource "google_sql_database_instance" "this" {}
resource "google_sql_database" "leaf" {
  name     = "shop"
  instance = google_sql_database_instance.this.name
}
resource "vault_mount" "this" {}
resource "vault_database_secret_backend_connection" "this" {}
resource "vault_database_secret_backend_role" "leaf" {
  name    = "core"
  backend = vault_mount.this.path
  db_name = vault_database_secret_backend_connection.this.name
}
resource "vault_database_secret_backend_static_role" "leaf" {
  name    = "etl"
  backend = vault_mount.this.path
  db_name = vault_database_secret_backend_connection.this.name
}
`,
  'asking.yaml': `
spec:
  tolerations: [{ key: shop.example.com/spot, operator: Exists }]
  url: postgresql://{{ .username }}:{{ .password }}@db.internal:5432/shop?sslmode=require
---
spec: { mount: database, path: creds/core }
---
spec: { mount: database, path: static-creds/etl }
`,
};

/** Roles whose names are those of services, and who asks for each. */
const roles: Record<string, string> = {
  'roles.tf': `
variable "services" {
  default = ["core", "etl", "payments"]
}
locals {
  static = setintersection(var.services, ["etl"])
  others = setsubtract(toset(var.services), local.static)
}
resource "vault_mount" "this" {
  path = "database"
}
resource "vault_database_secret_backend_connection" "this" {}
resource "vault_database_secret_backend_role" "this" {
  for_each = local.others
  name     = each.key
  backend  = vault_mount.this.path
  db_name  = vault_database_secret_backend_connection.this.name
}
resource "vault_database_secret_backend_static_role" "this" {
  for_each = local.static
  name     = each.key
  backend  = vault_mount.this.path
  db_name  = vault_database_secret_backend_connection.this.name
}
`,
  'secrets.yaml': `
spec: { path: database/creds/core }
---
data: { template: '{{ with secret "database/creds/payments" }}' }
---
spec: { path: database/static-creds/etl }
`,
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

describe('what is asked for by its name', () => {
  it('finds nothing where each is asked for', () => {
    expect(check(right)).toEqual([]);
  });

  it.each([
    ['google_sql_database', '/shop?', '/other?', 'the database shop'],
    [
      'google_container_node_pool',
      'shop.example.com/spot',
      'other',
      'nodes with the taint shop.example.com/spot',
    ],
    [
      'vault_database_secret_backend_role',
      'path: creds/core',
      'path: creds/co',
      'its mount/creds/core',
    ],
    [
      'vault_database_secret_backend_static_role',
      'static-creds/etl',
      'creds/etl',
      'its mount/static-creds/etl',
    ],
  ])('finds a %s that nobody asks for', (type, from, to, what) => {
    expect(
      check({
        ...right,
        'asking.yaml': right['asking.yaml'].replace(from, to),
      }),
    ).toEqual([
      expect.stringMatching(
        new RegExp(
          `^main\\.tf:\\d+: The resource ${type}\\.leaf is made, and nothing uses it: nothing asks for ${what}$`,
        ),
      ),
    ]);
  });

  it('takes what a page tells programs elsewhere, and no comment', () => {
    const page = [
      'At `db.internal:5432`, database `shop`.',
      'Spot nodes are for pods that tolerate `shop.example.com/spot`.',
    ].join('\n');
    const credentials = right['asking.yaml'].split('---\n').slice(1);
    const without = { ...right, 'asking.yaml': credentials.join('---\n') };

    expect(check({ ...without, 'README.md': page })).toEqual([]);
    expect(
      check({
        ...without,
        'README.md': 'The database `shop` is at db.internal.',
        'comment.yaml': '# postgresql://db.internal:5432/shop\na: b\n',
      }),
    ).toHaveLength(2);
  });

  it('knows each name that is written somewhere, and who asks for another', () => {
    const of = (from: string, to: string) =>
      check({
        ...roles,
        'secrets.yaml': roles['secrets.yaml'].replace(from, to),
      });
    const nobodyAsksFor = (what: string) => [
      expect.stringContaining(`nothing asks for ${what}`),
    ];

    expect(check(roles)).toEqual([]);
    expect(of('creds/payments', 'creds/paymentz')).toEqual(
      nobodyAsksFor('database/creds/payments'),
    );
    expect(of('database/creds/core', 'other/creds/core')).toEqual(
      nobodyAsksFor('database/creds/core'),
    );
    expect(of('static-creds/etl', 'creds/etl')).toEqual(
      nobodyAsksFor('database/static-creds/etl'),
    );
  });

  it('takes any name for one that is decided elsewhere, or by itself', () => {
    const given = (services: string) => ({
      ...roles,
      'roles.tf': roles['roles.tf'].replace(/\{\n {2}default.*\n\}/, services),
    });
    const round = roles['roles.tf'].replace(
      'setintersection(var.services, ["etl"])',
      'local.others',
    );

    expect(check(given('{}'))).toEqual([]);
    expect(check({ ...given('{}'), 'secrets.yaml': 'a: b\n' })).toEqual([
      expect.stringContaining('nothing asks for database/creds/<any name>'),
      expect.stringContaining(
        'nothing asks for database/static-creds/<any name>',
      ),
    ]);
    expect(
      check({
        ...given('{}'),
        'production.tfvars': 'services = ["core", "loyalty"]\n',
      }),
    ).toEqual([
      expect.stringContaining('nothing asks for database/creds/loyalty'),
    ]);
    expect(check({ ...roles, 'roles.tf': round })).toEqual([]);
    // The caller of a module, and not the module's default.
    expect(
      check({
        'main.tf': 'module "vault" {\n  source = "./vault"\n}\n',
        'vault/roles.tf': roles['roles.tf'],
        'secrets.yaml': roles['secrets.yaml'].replace(/payments/, 'loyalty'),
      }),
    ).toEqual([]);
  });
});
