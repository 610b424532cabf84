import { metrics, type Counter } from '@opentelemetry/api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { knownPermissions } from './knownPermissions';

const MAX_NAMES = 200;
const MAX_NAME_LENGTH = 100;
const OTHER = 'other';

const RESULT_LABELS: Record<PolicyDecision['result'], string> = {
  [AuthorizeResult.ALLOW]: 'allow',
  [AuthorizeResult.DENY]: 'deny',
  [AuthorizeResult.CONDITIONAL]: 'conditional',
};

/**
 * Counts decisions by permission and result, never by person.
 */
export class DecisionMetrics {
  readonly #counter: Counter;
  readonly #names = new Set(knownPermissions.map(({ name }) => name));

  static create(): DecisionMetrics {
    return new DecisionMetrics(
      metrics
        .getMeter('shop-platform-policy')
        .createCounter('permission.policy.decisions', {
          description: 'Decisions of the permission policy',
          unit: '{decision}',
        }),
    );
  }

  private constructor(counter: Counter) {
    this.#counter = counter;
  }

  record(permissionName: string, result: PolicyDecision['result']): void {
    this.#counter.add(1, {
      'permission.name': this.#toLabel(permissionName),
      'permission.result': RESULT_LABELS[result],
    });
  }

  // The browser may ask about any name, so the number of labels has to be bounded here.
  #toLabel(name: string): string {
    if (this.#names.has(name)) {
      return name;
    }
    if (this.#names.size >= MAX_NAMES || name.length > MAX_NAME_LENGTH) {
      return OTHER;
    }
    this.#names.add(name);
    return name;
  }
}
