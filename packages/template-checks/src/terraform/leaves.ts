import { Ask } from './askers';
import { GIVEN } from './origins';

/** An argument, or any of several, and where its value may come from. */
type Need = { of: readonly string[]; from: readonly string[] };

/**
 * What ends a chain: nothing refers to it, and it is used by what it does to others. So
 * it has to name these, in each of the arguments.
 */
export type Leaf = {
  /** Why nothing refers to it. */
  because: string;
  needs: readonly Need[];
  /** Where all that one argument says is so, another one is of things elsewhere. */
  unless?: { argument: string; says: RegExp; thenNot: string };
  /** How others ask for it, who have only its name: see askers.ts. */
  asked?: Ask;
};

const need = (argument: string, ...from: string[]): Need => ({
  of: argument.split(' or '),
  from,
});

const SEEN = 'Others see it from outside';
const LETS = 'It lets somebody do something';
const SETS = 'It sets how something else behaves';
const ASKED = 'Programs ask for it by its name';
const TAKES = 'Pods are put on it, unless it keeps off those that do not ask';
const TELLS = 'It tells people';

/** Who may be let: an account of ours, one of Google's or a pod in our project, or whom the caller says. */
const MEMBERS = ['data.google_project', 'google_service_account', GIVEN];

/** People, and what somebody else vouches for: nothing that is made here stands for them. */
const UNLESS_OTHERS: Leaf['unless'] = {
  argument: 'member',
  says: /^(all(Authenticated)?Users$|(domain|group|principalSet|project(Editor|Owner|Viewer)|user):)/,
  thenNot: 'member',
};

/** An address is one of ours. Other records hold what somebody else wants to read there. */
const NO_ADDRESS = /^(?!A(AAA)?$)[A-Z]+$/;

/** The zone stands at Cloudflare before anything here does. */
const ZONE = need('zone_id', 'cloudflare_zone', GIVEN);

/** Types whose resources nothing refers to. */
export const LEAVES: Readonly<Record<string, Leaf>> = {
  cloudflare_dns_record: {
    because: SEEN,
    needs: [ZONE, need('content', 'google_compute_global_address', GIVEN)],
    unless: { argument: 'type', says: NO_ADDRESS, thenNot: 'content' },
  },
  google_certificate_manager_certificate_map_entry: {
    because: SEEN,
    needs: [
      need('map', 'google_certificate_manager_certificate_map'),
      need('certificates', 'google_certificate_manager_certificate'),
    ],
  },
  google_compute_global_forwarding_rule: {
    because: SEEN,
    needs: [
      need('ip_address', 'google_compute_global_address'),
      need(
        'target',
        'google_compute_target_http_proxy',
        'google_compute_target_https_proxy',
      ),
    ],
  },
  google_dns_record_set: {
    because: SEEN,
    needs: [
      need('managed_zone', 'google_dns_managed_zone'),
      need(
        'rrdatas',
        'google_certificate_manager_dns_authorization',
        'google_compute_global_address',
        'google_redis_instance',
        'google_sql_database_instance',
        GIVEN,
      ),
    ],
    unless: { argument: 'type', says: NO_ADDRESS, thenNot: 'rrdatas' },
  },
  google_compute_firewall: {
    because: LETS,
    needs: [need('network', 'google_compute_network')],
  },
  google_compute_router_nat: {
    because: LETS,
    needs: [
      need('router', 'google_compute_router'),
      need('subnetwork', 'google_compute_subnetwork'),
    ],
  },
  google_kms_crypto_key_iam_member: {
    because: LETS,
    needs: [
      need('crypto_key_id', 'google_kms_crypto_key'),
      need('member', ...MEMBERS),
    ],
    unless: UNLESS_OTHERS,
  },
  google_project_iam_member: {
    because: LETS,
    needs: [need('member', ...MEMBERS)],
    unless: UNLESS_OTHERS,
  },
  google_service_account_iam_member: {
    because: LETS,
    needs: [
      need('service_account_id', 'google_service_account'),
      // Whom a cluster vouches for is there with the cluster.
      need('member or depends_on', 'google_container_cluster', ...MEMBERS),
    ],
    unless: UNLESS_OTHERS,
  },
  google_storage_bucket_iam_member: {
    because: LETS,
    needs: [
      need('bucket', 'google_storage_bucket'),
      need('member', ...MEMBERS),
    ],
    unless: UNLESS_OTHERS,
  },
  vault_kubernetes_auth_backend_role: {
    because: LETS,
    needs: [
      need('backend', 'vault_auth_backend'),
      need('token_policies', 'vault_policy'),
    ],
  },
  cloudflare_bot_management: { because: SETS, needs: [ZONE] },
  cloudflare_ruleset: { because: SETS, needs: [ZONE] },
  cloudflare_zone_setting: { because: SETS, needs: [ZONE] },
  // These three name nothing: see counterparts.ts.
  google_binary_authorization_policy: { because: SETS, needs: [] },
  google_project_service: { because: SETS, needs: [] },
  vault_audit: { because: SETS, needs: [] },
  vault_kubernetes_auth_backend_config: {
    because: SETS,
    needs: [
      need('backend', 'vault_auth_backend'),
      need('kubernetes_host', 'google_container_cluster', GIVEN),
    ],
  },
  vault_kv_secret_backend_v2: {
    because: SETS,
    needs: [need('mount', 'vault_mount')],
  },
  google_container_node_pool: {
    because: TAKES,
    asked: 'taint',
    needs: [
      need('cluster', 'google_container_cluster'),
      need('node_config.service_account', 'google_service_account'),
    ],
  },
  google_sql_database: {
    because: ASKED,
    asked: 'database',
    needs: [need('instance', 'google_sql_database_instance')],
  },
  vault_database_secret_backend_role: {
    because: ASKED,
    asked: 'creds',
    needs: [
      need('backend', 'vault_mount'),
      need('db_name', 'vault_database_secret_backend_connection'),
    ],
  },
  vault_database_secret_backend_static_role: {
    because: ASKED,
    asked: 'static-creds',
    needs: [
      need('backend', 'vault_mount'),
      need('db_name', 'vault_database_secret_backend_connection'),
    ],
  },
  google_billing_budget: {
    because: TELLS,
    needs: [
      need('budget_filter.projects', 'data.google_project'),
      need('all_updates_rule', 'google_monitoring_notification_channel'),
    ],
  },
  google_monitoring_alert_policy: {
    because: TELLS,
    needs: [
      need('notification_channels', 'google_monitoring_notification_channel'),
      need(
        'conditions',
        'google_compute_backend_service',
        'google_monitoring_uptime_check_config',
        'google_redis_instance',
        'google_sql_database_instance',
      ),
    ],
  },
};
