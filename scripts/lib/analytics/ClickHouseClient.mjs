// @ts-check

/** Statements to a ClickHouse by its HTTP interface. */
export class ClickHouseClient {
  #url;

  /** @param {string} url - with credentials */
  constructor(url) {
    this.#url = new URL(url);
  }

  /** @param {string} database */
  in(database) {
    const url = new URL(this.#url);
    url.pathname = `/${database}`;
    return new ClickHouseClient(url.href);
  }

  get url() {
    return this.#url.href;
  }

  /**
   * @param {string} statement
   * @param {Record<string, string>} [settings]
   * @returns {Promise<string>}
   */
  async run(statement, settings = {}) {
    const { username, password, origin, pathname } = this.#url;
    const database = pathname.slice(1);
    const parameters = new URLSearchParams({
      ...(database && { database }),
      ...settings,
    });
    const response = await fetch(`${origin}/?${parameters}`, {
      method: 'POST',
      body: statement,
      headers: {
        'X-ClickHouse-User': decodeURIComponent(username),
        'X-ClickHouse-Key': decodeURIComponent(password),
      },
    });
    const text = await response.text();
    if (!response.ok || /^Code: \d+\. DB::Exception/m.test(text)) {
      throw new Error(`${text.trim()}\nin ${statement}`);
    }
    return text.trim();
  }

  /**
   * @param {string} query
   * @param {Record<string, string>} [settings]
   * @returns {Promise<unknown[][]>}
   */
  async rows(query, settings = {}) {
    return JSON.parse(
      await this.run(query, { default_format: 'JSONCompact', ...settings }),
    ).data;
  }
}
