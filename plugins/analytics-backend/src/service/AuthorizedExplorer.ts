import { analyticsQueryRunPermission } from '@shop-platform/backstage-plugin-analytics-common';
import { type DashboardAccess } from '../access/DashboardAccess';
import { type Explorer } from './Explorer';
import { type Call, type SqlRequest } from './types';

/** The explorer, for those who may run queries of their own. */
export class AuthorizedExplorer {
  readonly #access: DashboardAccess;
  readonly #explorer: Explorer;

  constructor(options: { access: DashboardAccess; explorer: Explorer }) {
    this.#access = options.access;
    this.#explorer = options.explorer;
  }

  async describe(call: Call) {
    await this.#assertAllowed(call);
    return this.#explorer.describe(call.signal);
  }

  async schema(call: Call) {
    await this.#assertAllowed(call);
    return this.#explorer.schema(call.signal);
  }

  async estimate(request: SqlRequest, call: Call) {
    await this.#assertAllowed(call);
    return this.#explorer.estimate(request, call);
  }

  async query(request: SqlRequest, call: Call) {
    await this.#assertAllowed(call);
    return this.#explorer.query(request, call);
  }

  async #assertAllowed({ credentials }: Call): Promise<void> {
    await this.#access.assertPermission(
      analyticsQueryRunPermission,
      credentials,
    );
  }
}
