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

const zone = `
resource "google_dns_managed_zone" "this" {}
`;

const record = (type: string, values: string, of = 'a') =>
  `resource "google_dns_record_set" "${of}" {
  managed_zone = google_dns_managed_zone.this.name
  type         = ${type}
  rrdatas      = [${values}]
}
`;

const cloudflare = (type: string, more: string) => `
variable "zone" {}
resource "cloudflare_dns_record" "a" {
  zone_id = var.zone
  type    = "${type}"
  ${more}
}
`;

const bucket = `
resource "google_storage_bucket" "this" {}
`;

const member = (text: string, more = '') => `${bucket}
resource "google_storage_bucket_iam_member" "a" {
  bucket = google_storage_bucket.this.name
  member = ${text}
  ${more}
}
`;

describe('records', () => {
  it.each([
    ['"MX"', '"1 smtp.google.com."'],
    ['"TXT"', '"\\"v=spf1 include:_spf.google.com ~all\\""'],
    ['"CAA"', '"0 issue \\"pki.goog\\""'],
    ['"SRV"', '"0 5 5060 sip.example.com."'],
    ['"NS"', '"ns1.example.com."'],
    ['"CNAME"', '"shop.example.com."'],
    ['"PTR"', '"shop.example.com."'],
    ['"DS"', '"2371 13 2 1f98"'],
  ])('of type %s hold what is written out', (type, values) => {
    expect(check({ 'main.tf': zone + record(type, values) })).toEqual([]);
  });

  it('have an address that is ours, and a zone whatever they hold', () => {
    const message = /its rrdatas comes from no google_certificate_manager/;
    for (const type of ['"A"', '"AAAA"', 'var.type']) {
      const variable = 'variable "type" {}\n';
      expect(
        check({ 'main.tf': zone + variable + record(type, '"203.0.113.7"') }),
      ).toEqual([expect.stringMatching(message)]);
    }
    const elsewhere = record('"MX"', '"1 smtp.google.com."').replace(
      /google_dns_managed_zone\S+/,
      '"shop"',
    );
    expect(check({ 'main.tf': elsewhere })).toEqual([
      'main.tf:2: its managed_zone comes from no google_dns_managed_zone',
    ]);
  });

  it('of a few types, some of them addresses, have an address that is ours', () => {
    const types = (list: string) => ({
      'main.tf': `${zone}locals {
  types = [${list}]
}
${record('each.value', '"a"').replace(
  '  type',
  '  for_each = toset(local.types)\n  type',
)}`,
    });
    expect(check(types('"MX", "TXT"'))).toEqual([]);
    expect(check(types('"MX", "A"'))).toHaveLength(1);
    expect(check(types(''))).toHaveLength(1);
  });

  it('of Cloudflare are no others', () => {
    const written = 'content = "1.1.1.1"';
    expect(check({ 'main.tf': cloudflare('MX', written) })).toEqual([]);
    // What has parts has no content.
    expect(check({ 'main.tf': cloudflare('SRV', 'data = {}') })).toEqual([]);
    expect(check({ 'main.tf': cloudflare('A', written) })).toEqual([
      expect.stringContaining('its content comes from no'),
    ]);
  });
});

describe('whom something is let', () => {
  it.each([
    'group:sre@example.com',
    'user:olena@example.com',
    'domain:example.com',
    'allUsers',
    'allAuthenticatedUsers',
    'projectViewer:shop-production',
    'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/attribute.repository/acme/shop',
  ])('may be written out where it is %s', text => {
    expect(check({ 'main.tf': member(`"${text}"`) })).toEqual([]);
  });

  it.each([
    'serviceAccount:portal@shop.iam.gserviceaccount.com',
    'principal://iam.googleapis.com/projects/1/subject/ns/vault/sa/vault',
    'allUsersOfIt',
    'vault',
  ])('is made here where it is %s', text => {
    expect(check({ 'main.tf': member(`"${text}"`) })).toEqual([
      expect.stringContaining('its member comes from no data.google_project'),
    ]);
  });

  it('is nobody of ours only where all of them are not', () => {
    const several = (...members: string[]) => ({
      'main.tf': member(
        'each.value',
        `for_each = toset(${JSON.stringify(members)})`,
      ),
    });
    expect(check(several('group:a@b.com', 'group:c@b.com'))).toEqual([]);
    expect(check(several('group:a@b.com', 'serviceAccount:c@b.com'))).toEqual([
      expect.stringContaining('its member comes from no'),
    ]);
  });

  it('may be an agent of Google in our project', () => {
    const data = 'data "google_project" "this" {}\n';
    const agent = `serviceAccount:service-\${data.google_project.this.number}@gs.iam`;
    expect(check({ 'main.tf': data + member(`"${agent}"`) })).toEqual([]);
  });

  it('still is let something that is there', () => {
    expect(
      check({
        'main.tf': member('"allUsers"').replace(
          'google_storage_bucket.this.name',
          '"other"',
        ),
      }),
    ).toEqual([
      'main.tf:2: nothing refers to it',
      'main.tf:5: its bucket comes from no google_storage_bucket',
    ]);
  });
});
