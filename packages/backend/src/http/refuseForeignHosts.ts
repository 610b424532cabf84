import { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import type { RequestHandler } from 'express';

/**
 * Refuses requests whose `Host` header is not one of `backend.allowedHosts`.
 *
 * A portal that signs people in without a password (the embedded platform does)
 * must not answer to a name that a foreign web page has pointed at this machine
 * (DNS rebinding). Without the key every host is served, as behind a proxy that
 * checks it. Health probes come by address and are always answered.
 */
export function refuseForeignHosts(config: Config): RequestHandler {
  const allowed = config.getOptionalStringArray('backend.allowedHosts');
  if (!allowed) {
    return (_request, _response, next) => next();
  }
  const hosts = new Set(allowed.map(host => host.toLowerCase()));
  return (request, _response, next) => {
    const host = request.headers.host?.toLowerCase() ?? '';
    if (hosts.has(host) || request.path.startsWith('/.backstage/health/')) {
      next();
      return;
    }
    next(
      new NotAllowedError(
        `This portal does not answer to the host '${host}'. Open it as ${allowed.join(
          ' or ',
        )}, or add the host to backend.allowedHosts.`,
      ),
    );
  };
}
