const NAMES = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'npm_config_cafile',
  'npm_config_https_proxy',
  'npm_config_noproxy',
  'npm_config_proxy',
  'npm_config_registry',
];

/**
 * What of an environment says how to reach a registry on this machine's network:
 * certificates, proxies, a mirror. An address with a password in it is left out.
 */
export function networkEnvironment(
  environment: NodeJS.ProcessEnv,
): Record<string, string> {
  const names = NAMES.flatMap(name => [name, name.toLowerCase()]);
  return Object.fromEntries(
    names.flatMap(name => {
      const value = environment[name];
      return value && !value.includes('@') ? [[name, value]] : [];
    }),
  );
}
