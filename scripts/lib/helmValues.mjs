// @ts-check
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inRoot } from './paths.mjs';
import { Problem } from './say.mjs';

export const helmValuesFile = inRoot(
  'packages/template-checks/schemas/helm-values.json',
);

/**
 * A key with what may be below it; nothing where that is not the chart's to say.
 * @typedef {{ [key: string]: Keys }} Keys
 */

/** The charts by the names that helm is given, and where their sources are. */
export const CHARTS = {
  'istio/base': ['1.30.2', 'istio/istio, manifests/charts/base'],
  'istio/cni': ['1.30.2', 'istio/istio, manifests/charts/istio-cni'],
  'istio/istiod': [
    '1.30.2',
    'istio/istio, manifests/charts/istio-control/istio-discovery; meshConfig: istio/api v1.30.2, mesh/v1alpha1/config.proto',
  ],
  'istio/gateway': ['1.30.2', 'istio/istio, manifests/charts/gateway'],
  'chaos-mesh/chaos-mesh': ['2.7.3', 'chaos-mesh/chaos-mesh, helm/chaos-mesh'],
  'hashicorp/vault': ['0.31.0', 'hashicorp/vault-helm'],
  'external-secrets/external-secrets': [
    '0.20.4',
    'external-secrets/external-secrets, deploy/charts/external-secrets',
  ],
  'stakater/reloader': [
    '2.2.3',
    'stakater/Reloader, deployments/kubernetes/chart/reloader',
  ],
  'jetstack/cert-manager': [
    'v1.18.2',
    'cert-manager/cert-manager, deploy/charts/cert-manager',
  ],
  'aqua/trivy-operator': ['0.32.1', 'aquasecurity/trivy-operator, deploy/helm'],
  'kiali/kiali-server': [
    '2.24.0',
    'kiali/helm-charts, kiali-server; external_services and server: kiali/kiali v2.24.0, config/config.go',
  ],
};

/** What a chart hands on to a program, whose own names these are. */
const HANDED_ON = {
  'istio/istiod': {
    meshConfig:
      'accessLogEncoding accessLogFile accessLogFormat ca caCertificates certificates configSources connectTimeout defaultConfig defaultDestinationRuleExportTo defaultHttpRetryPolicy defaultProviders defaultServiceExportTo defaultVirtualServiceExportTo disableEnvoyListenerLog discoverySelectors dnsRefreshRate enableAutoMtls enableEnvoyAccessLogService enablePrometheusMerge enableTracing extensionProviders h2UpgradePolicy hboneIdleTimeout inboundClusterStatName inboundTrafficPolicy ingressClass ingressControllerMode ingressSelector ingressService localityLbSetting meshMTLS outboundClusterStatName outboundTrafficPolicy pathNormalization protocolDetectionTimeout proxyHttpPort proxyInboundListenPort proxyListenPort rootNamespace serviceScopeConfigs serviceSettings tcpKeepalive tlsDefaults trustDomain trustDomainAliases verifyCertificateAtClient',
    'meshConfig.meshMTLS': 'cipherSuites ecdhCurves minProtocolVersion',
    'meshConfig.outboundTrafficPolicy': 'mode tls',
    'meshConfig.pathNormalization': 'normalization',
  },
  'kiali/kiali-server': {
    external_services:
      'custom_dashboards grafana istio perses prometheus tracing',
    'external_services.grafana':
      'auth dashboards datasource_uid enabled external_url health_check_url internal_url is_core',
    'external_services.prometheus':
      'auth cache_duration cache_enabled cache_expiration custom_headers health_check_url is_core query_scope thanos_proxy url',
    'external_services.tracing':
      'auth custom_headers disable_version_check enabled external_url grpc_port health_check_url internal_url is_core namespace_selector provider query_scope query_timeout tempo_config use_grpc use_waypoint_name whitelist_istio_system',
    server:
      'address audit_log cors_allow_all gzip_enabled observability port profiler require_auth web_fqdn web_history_mode web_port web_root web_schema write_timeout',
  },
};

/** Parts of objects of Kubernetes, which charts take as they are. */
export const AS_THEY_ARE =
  /^(resources|strategy|affinity|nodeSelector|.*[lL]abels|.*[aA]nnotations|.*[sS]ecurityContext)$/;

/**
 * The names that charts may be given, as the checks of templates want them.
 *
 * @param {string} folder - with each chart as `helm pull --untar` leaves it
 * @param {Record<string, string[]>} charts - their versions and where their sources are
 */
export function readCharts(folder, charts = CHARTS) {
  return Object.fromEntries(
    Object.entries(charts).map(([chart, [version = '', source]]) => {
      const path = join(folder, chart.split('/')[1] ?? chart);
      const found = parse(readFileSync(join(path, 'Chart.yaml'), 'utf8'));
      if (found.version !== version) {
        throw new Problem(
          `${path} is ${chart} ${found.version}, and ${version} is installed`,
        );
      }
      return [chart, { version, source, keys: readKeys(path, chart) }];
    }),
  );
}

/** @param {string} path @param {string} chart */
function readKeys(path, chart) {
  const values = parse(readFileSync(join(path, 'values.yaml'), 'utf8'));
  // Istio's charts keep their defaults apart, so that profiles come between.
  const keys = keysOf(values._internal_defaults_do_not_set ?? values);
  for (const file of listFiles(join(path, 'templates'))) {
    // As in `($.Values.global).platform`.
    const text = readFileSync(file, 'utf8').replace(/[()]/g, '');
    for (const [, dotted = ''] of text.matchAll(/\.Values\.([\w.]*\w)/g)) {
      addRead(keys, dotted.split('.'));
    }
  }
  delete keys._internal_defaults_do_not_set;
  return sorted(addHandedOn(chart, keys));
}

/**
 * The keys of a chart, with the names of what it hands on.
 *
 * @param {string} chart
 * @param {Keys} keys
 */
export function addHandedOn(chart, keys) {
  const handedOn = new Map(
    Object.entries(
      Object.entries(HANDED_ON).find(([name]) => name === chart)?.[1] ?? {},
    ),
  );
  for (const [dotted, names] of handedOn) {
    const at = dotted
      .split('.')
      .reduce((below, key) => (below[key] ??= {}), keys);
    names.split(' ').forEach(name => (at[name] ??= {}));
  }
  return keys;
}

/** @param {unknown} value @returns {Keys} */
function keysOf(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, below]) => [
          key,
          AS_THEY_ARE.test(key) ? {} : keysOf(below),
        ]),
      )
    : {};
}

/**
 * What a template of the chart reads, and its values leave out. Below a key without
 * anything in it whatever is given may be handed on.
 * @param {Keys} keys
 * @param {string[]} path
 */
function addRead(keys, [key, ...rest]) {
  if (key === undefined) {
    return;
  }
  const below = keys[key];
  if (below === undefined) {
    keys[key] = {};
  } else if (Object.keys(below).length > 0) {
    addRead(below, rest);
  }
}

/** @param {Keys} keys @returns {Keys} */
export function sorted(keys) {
  return Object.fromEntries(
    Object.entries(keys)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, below]) => [key, sorted(below)]),
  );
}

/** @param {string} folder */
function listFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile());
}
