import { Finding } from '../types';
import { namesOf, referencesOf } from './references';
import { providerSchemas } from './schemas';
import { TerraformFolder } from './TerraformFolder';

/** What ends a chain: nothing refers to it, and it is used all the same. */
const LEAVES = new Set([
  // Others see it from outside.
  'cloudflare_dns_record',
  'google_certificate_manager_certificate_map_entry',
  'google_compute_global_forwarding_rule',
  'google_dns_record_set',
  // It lets somebody do something.
  'google_compute_firewall',
  'google_compute_router_nat',
  'google_kms_crypto_key_iam_member',
  'google_project_iam_member',
  'google_service_account_iam_member',
  'google_storage_bucket_iam_member',
  'vault_kubernetes_auth_backend_role',
  // It sets how something else behaves.
  'cloudflare_bot_management',
  'cloudflare_ruleset',
  'cloudflare_zone_setting',
  'google_binary_authorization_policy',
  'google_project_service',
  'vault_audit',
  'vault_kubernetes_auth_backend_config',
  // Programs ask for it by its name.
  'google_container_node_pool',
  'google_sql_database',
  'vault_database_secret_backend_role',
  'vault_database_secret_backend_static_role',
  'vault_kv_secret_backend_v2',
  // It tells people.
  'google_billing_budget',
  'google_monitoring_alert_policy',
]);

/**
 * Nothing is made that no other part uses: a resource is referred to, or ends a
 * chain by its nature. A type of which no schema says anything is left alone.
 */
export function checkUnusedResources(folder: TerraformFolder): Finding[] {
  const used = new Set(
    folder.files
      .flatMap(({ body }) => referencesOf(body))
      .map(({ path }) => namesOf(path).slice(0, 2).join('.')),
  );
  return folder.blocks('resource').flatMap(({ path, line, labels }) => {
    const [type, name] = labels;
    const isKnown =
      providerSchemas().get(type.split('_')[0])?.resources[type] !== undefined;
    return !isKnown || LEAVES.has(type) || used.has(`${type}.${name}`)
      ? []
      : [
          {
            where: `${path}:${line}`,
            message: `The resource ${type}.${name} is made, and nothing uses it`,
          },
        ];
  });
}
