// @ts-check

/**
 * As much as is needed of a run.
 * @typedef {{ id: string; name: string; cluster: string; state: string; injectedAt?: string; endedAt?: string }} Run
 */

/** The chaos API of an embedded portal, for one of its people. */
export class ChaosPortal {
  #url;
  #persona;
  #token = '';

  /** @param {string} url @param {string} persona */
  constructor(url, persona) {
    this.#url = url;
    this.#persona = persona;
  }

  /** @param {string} url @param {string} persona */
  static async signIn(url, persona) {
    const portal = new ChaosPortal(url, persona);
    await portal.signInAgain();
    return portal;
  }

  async signInAgain() {
    const response = await fetch(`${this.#url}/api/auth/personas/refresh`, {
      headers: {
        'x-persona': this.#persona,
        'x-requested-with': 'XMLHttpRequest',
      },
    });
    const { backstageIdentity } = await jsonOf(response);
    this.#token = backstageIdentity.token;
  }

  /** Whether the chaos back end answers. */
  async isUp() {
    try {
      const response = await fetch(`${this.#url}/api/chaos/runs?limit=1`);
      // Without a token: somebody is there to refuse it.
      return response.status === 401;
    } catch {
      return false;
    }
  }

  /**
   * @param {string} cluster @param {object} manifest @param {string} confirmation
   * @returns {Promise<Run>}
   */
  async start(cluster, manifest, confirmation) {
    return this.#send('POST', '/runs', {
      cluster,
      manifest: JSON.stringify(manifest),
      confirmation,
    });
  }

  /** @param {string} id @returns {Promise<{ run: Run }>} */
  async run(id) {
    return this.#send('GET', `/runs/${id}`);
  }

  /** @param {string} id */
  async halt(id) {
    return this.#send('POST', `/runs/${id}/halt`);
  }

  /** @returns {Promise<Run[]>} */
  async activeRuns() {
    const { runs } = await this.#send('GET', '/runs?state=active&limit=200');
    return runs;
  }

  /** The newest runs, whatever state they are in. @returns {Promise<Run[]>} */
  async newestRuns() {
    const { runs } = await this.#send('GET', '/runs?limit=200');
    return runs;
  }

  /** The first page of the history. @returns {Promise<{ runs: Run[] }>} */
  async page() {
    return this.#send('GET', '/runs?limit=50');
  }

  /** @param {string} reason */
  async haltAll(reason) {
    return this.#send('POST', '/halts', { reason });
  }

  async armAll() {
    return this.#send('DELETE', '/halts');
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #send(method, path, body) {
    const response = await fetch(`${this.#url}/api/chaos${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return jsonOf(response);
  }
}

/** @param {Response} response */
async function jsonOf(response) {
  if (!response.ok) {
    throw new Error(
      `${new URL(response.url).pathname} answered ${
        response.status
      }: ${await response.text()}`,
    );
  }
  return JSON.parse(await response.text());
}
