import { request as httpRequest, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { Client } from '../../kubernetes';
import { ClusterNetwork } from '../../network/ClusterNetwork';
import { ProbeRequest } from './StatusCheckController';

/** Whose names stand for the one who asks: a controller, which serves nothing. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const SERVICE = /^([^.]+)\.([^.]+)(?:\.svc(?:\.cluster\.local)?)?\.?$/;

/** Makes the requests of StatusChecks, to the Services of a cluster and beyond it. */
export class ClusterProbe {
  readonly #network: ClusterNetwork;

  constructor(client: Client) {
    this.#network = new ClusterNetwork({ client, seed: 'chaos-mesh' });
  }

  /** Resolves with the status code of the answer; rejects where there is none in time. */
  async probe(request: ProbeRequest): Promise<number> {
    const { url, method = 'GET', headers, body, timeoutMs } = request;
    const target = new URL(url);
    const isSecure = target.protocol === 'https:';
    const place = this.#find(target, isSecure ? 443 : 80);
    const options: RequestOptions = {
      ...place,
      method,
      path: `${target.pathname}${target.search}`,
      headers: { host: target.host, ...headers },
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    };
    return await new Promise((resolve, reject) => {
      const send = isSecure ? httpsRequest : httpRequest;
      const sent = send(
        isSecure && isIP(target.hostname) === 0
          ? { ...options, servername: target.hostname }
          : options,
        response => {
          response.resume();
          response.once('end', () => resolve(response.statusCode ?? 0));
          response.once('error', reject);
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  async stop(): Promise<void> {
    await this.#network.stop();
  }

  #find(
    { hostname, port }: URL,
    usualPort: number,
  ): { host: string; port: number } {
    const wanted = port === '' ? usualPort : Number(port);
    if (LOOPBACK.has(hostname)) {
      throw new Error(`nothing listens at ${hostname}:${wanted}`);
    }
    const [, service, namespace] = SERVICE.exec(hostname) ?? [];
    const found =
      service && isIP(hostname) === 0
        ? this.#network.pick(namespace, service, wanted)
        : undefined;
    if (!found && hostname.includes('.svc')) {
      throw new Error(`no endpoint of ${hostname}:${wanted} is ready`);
    }
    return found ?? { host: hostname, port: wanted };
  }
}
