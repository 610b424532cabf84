import {
  type AuditorService,
  type AuthService,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { type ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  chaosReadPermission,
  chaosRunPermission,
  type ChaosPreflight,
  type ChaosRun,
  type ChaosRunTarget,
} from '@shop-platform/backstage-plugin-chaos-common';
import { audited } from '@shop-platform/backstage-plugin-platform-node';
import { type ChaosService, type PersonalCall } from '../service/ChaosService';
import { callerOf, personOf } from '../service/personal';
import {
  experimentInput,
  preflightOutput,
  runInput,
  runOutput,
  startInput,
  verdictOutput,
} from './schemas';

export type ActionsOptions = {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  auth: AuthService;
  /** Guarded: an agent may do what its caller may, under the same rules. */
  chaos: ChaosService;
  /** Where a run is in the portal. */
  urlOf: (id: string) => string;
};

/** Registers what agents can do with experiments. */
export function registerActions(options: ActionsOptions): void {
  const { actionsRegistry, auditor, auth, chaos, urlOf } = options;

  /** Does what a person answers for, and keeps that it was asked for. */
  async function act<T>(
    eventId: string,
    meta: object,
    credentials: BackstageCredentials,
    work: (call: PersonalCall) => Promise<T>,
  ): Promise<T> {
    return audited(
      auditor,
      {
        eventId,
        // There is no request that would tell it.
        meta: { queryType: 'action', ...meta, by: callerOf(auth, credentials) },
      },
      async () =>
        work({
          credentials,
          signal: new AbortController().signal,
          person: personOf(auth, credentials),
        }),
    );
  }

  actionsRegistry.register({
    name: 'dry-run-experiment',
    title: 'Dry-run an experiment',
    description:
      "Tells which pods an experiment of Chaos Mesh would hit, which components depend on them and whose these are, and whether it may start. Nothing is touched. 'findings' with ok false say what to change.",
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: chaosRunPermission,
    schema: { input: experimentInput, output: preflightOutput },
    action: async ({ input, credentials }) => ({
      output: toPreflight(
        await act('dry-run', { cluster: input.cluster }, credentials, call =>
          chaos.dryRun(input, call),
        ),
      ),
    }),
  });

  actionsRegistry.register({
    name: 'start-experiment',
    title: 'Start an experiment',
    description:
      'Breaks something on purpose: starts an experiment of Chaos Mesh for a person, under all rules of the portal. Dry-run it first, show the person the pods, and start it only with the namespace as they have confirmed it.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    visibilityPermission: chaosRunPermission,
    schema: { input: startInput, output: runOutput },
    action: async ({ input, credentials }) => {
      const { cluster, manifest } = input;
      const run = await act(
        'run-start',
        { cluster, manifest },
        credentials,
        call => chaos.start(input, call),
      );
      return { output: toRun(run, urlOf) };
    },
  });

  actionsRegistry.register({
    name: 'halt-experiment',
    title: 'Halt an experiment',
    description:
      'Ends a run now; its faults are taken back. Read the run again to see that it recovered.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    visibilityPermission: chaosRunPermission,
    schema: { input: runInput, output: runOutput },
    action: async ({ input: { id }, credentials }) => {
      const run = await act('run-halt', { id }, credentials, call =>
        chaos.halt(id, call),
      );
      return { output: toRun(run, urlOf) };
    },
  });

  actionsRegistry.register({
    name: 'get-experiment',
    title: 'Get an experiment and its verdict',
    description:
      "Tells how far a run is, and once it is over whether the platform held, with the numbers of each service that was hit or calls it. 'inconclusive' means that nothing can be said, never that it held.",
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: chaosReadPermission,
    schema: { input: runInput, output: verdictOutput },
    action: async ({ input: { id }, credentials }) => {
      const { run, targets, verdict } = await audited(
        auditor,
        {
          eventId: 'run-fetch',
          meta: { queryType: 'action', id, by: callerOf(auth, credentials) },
        },
        () =>
          chaos.run(id, { credentials, signal: new AbortController().signal }),
      );
      return {
        output: {
          ...toRun(run, urlOf),
          targets: targets.map(nameOf),
          ...(verdict
            ? {
                verdict: {
                  outcome: verdict.outcome,
                  reason: verdict.reason,
                  timeToDetectMs: verdict.timeToDetectMs,
                  timeToRecoverMs: verdict.timeToRecoverMs,
                  requestsLost: verdict.requestsLost,
                  checks: verdict.checks.map(
                    ({ entity: _, requests: __, ...check }) => check,
                  ),
                },
              }
            : {}),
        },
      };
    },
  });
}

function toPreflight(preflight: ChaosPreflight) {
  const { mayStart, findings, targets, dependents, namespace } = preflight;
  const { components = [] } = preflight;
  return {
    mayStart,
    // The same in English is enough.
    findings: findings.map(({ says: _, ...finding }) => finding),
    targets: targets.map(nameOf),
    components: components.map(({ entity, owners }) => ({ entity, owners })),
    dependents: dependents.map(({ entity, title, owners }) => ({
      name: entity ?? title,
      owners,
    })),
    unreadCallers: preflight.unreadCallers,
    namespace,
  };
}

function toRun(run: ChaosRun, urlOf: (id: string) => string) {
  const { id, cluster, kind, name, namespace, state } = run;
  const { startedBy, startedAt, endedAt, haltedBy, message } = run;
  return {
    id,
    cluster,
    kind,
    name,
    namespace,
    state,
    startedBy,
    startedAt,
    endedAt,
    haltedBy,
    message,
    url: urlOf(id),
  };
}

function nameOf({ namespace, name }: ChaosRunTarget): string {
  return `${namespace}/${name}`;
}
