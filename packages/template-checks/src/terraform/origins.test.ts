import { checkUnusedResources } from './checkUnusedResources';
import { TerraformFolder } from './TerraformFolder';

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
    .map(
      ({ where, message }) =>
        `${where}: ${message.replace(
          /^.* is made, and nothing uses it: /,
          '',
        )}`,
    );
}

const record = `resource "google_dns_managed_zone" "this" {}
resource "google_dns_record_set" "a" {
  managed_zone = google_dns_managed_zone.this.name
  type         = "A"
  rrdatas      = [var.address]
}
`;

describe('what whoever runs it decides', () => {
  const services = (variable: string) => ({
    'main.tf': `resource "google_compute_network" "this" {}
resource "google_compute_router" "this" {
  network = google_compute_network.this.id
}
resource "google_compute_router_nat" "this" {
  router = google_compute_router.this.name
  subnetwork {
    name = google_compute_subnetwork.this.id
  }
}
resource "google_compute_subnetwork" "this" {}
resource "google_project_service" "this" {
  for_each = toset(var.services)
  service  = each.value
}
`,
    'variables.tf': `variable "services" {\n${variable}\n}\n`,
  });
  const needed = '  default = ["compute.googleapis.com"]';
  const unneeded = '  default = ["run.googleapis.com"]';
  const message = 'nothing that is known here needs run.googleapis.com';

  it('is what the default of the variable says, where nothing else does', () => {
    expect(check(services(needed))).toEqual([]);
    expect(check(services(unneeded))).toEqual([`variables.tf:2: ${message}`]);
    expect(check(services('type = list(string)'))).toEqual([
      'main.tf:12: which services it enables is not written here',
    ]);
  });

  it('is what a file of values says before a default', () => {
    const values = (text: string) => ({
      'production.tfvars': `services = ["${text}.googleapis.com"]\n`,
    });
    expect(check({ ...services(unneeded), ...values('compute') })).toEqual([]);
    expect(check({ ...services(needed), ...values('run') })).toEqual([
      `production.tfvars:1: ${message}`,
    ]);
  });

  it('may be something else than the default, which so is no mistake', () => {
    const address = `variable "address" {\n  default = "203.0.113.7"\n}\n`;
    expect(check({ 'main.tf': address + record })).toEqual([]);
  });
});
