import { request } from 'node:https';
import { text } from 'node:stream/consumers';

const TIMEOUT_MS = 2_000;

/** Asks a cluster's API; for what the supervisor wants to know and no more. */
export class KubernetesApi {
  readonly #options: { port: number; ca: string; token: string };

  constructor(options: { port: number; ca: string; token: string }) {
    this.#options = options;
  }

  /** The text of the answer, or an error with what it answers instead. */
  async get(path: string): Promise<string> {
    const { port, ca, token } = this.#options;
    return await new Promise((resolve, reject) => {
      request({
        host: '127.0.0.1',
        port,
        path,
        ca,
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
        .on('error', reject)
        .on('response', response => {
          text(response).then(body => {
            if (response.statusCode === 200) {
              resolve(body);
            } else {
              reject(
                new Error(
                  `it answers ${response.statusCode}: ${body.slice(0, 200)}`,
                ),
              );
            }
          }, reject);
        })
        .end();
    });
  }
}
