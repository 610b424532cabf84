import {
  type AuditorService,
  type AuthService,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError, toError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  type Cluster,
  type ClustersService,
} from '@shop-platform/backstage-plugin-clusters-node';
import { Deploy, type DeployServices } from '../deploy/Deploy';
import { redact } from '../deploy/redact';
import { examples } from './createDeployAction.examples';

const SECOND_MS = 1_000;

/** The scaffolder checks an input by its schema, but takes no defaults from it. */
const DEFAULTS = {
  path: 'k8s',
  /** The template's own workflow, and the embedded platform's runner. */
  imageChecks: ['image', 'build'],
  buildTimeoutSeconds: 900,
  timeoutSeconds: 300,
  force: false,
};

export type DeployActionOptions = Omit<DeployServices, 'pace'> & {
  auditor: AuditorService;
  auth: AuthService;
  /** Where the portal is. */
  baseUrl: string;
  pace?: Partial<DeployServices['pace']>;
};

/**
 * The action `platform:deploy`: brings what a repository has built into the clusters,
 * and what was there before back when it does not come up.
 */
export function createDeployAction(options: DeployActionOptions) {
  const { auditor, auth, baseUrl, clusters, pace, ...services } = options;
  return createTemplateAction({
    id: 'platform:deploy',
    description:
      'Deploys a component to the Kubernetes clusters of the portal: waits for the image of a commit, applies its kustomization cluster by cluster, and follows the rollout. A version that does not come up, or a cancelled task, brings back what was there before.',
    examples,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .min(1)
            .describe(
              'The component. Its annotations name the namespace and the label of its objects',
            ),
        source: z =>
          z
            .string()
            .optional()
            .describe(
              "The address of the repository's folder; the component's source location by default",
            ),
        commit: z =>
          z
            .string()
            .regex(/^([0-9a-f]{40})?$/)
            .optional()
            .describe(
              'The commit; the newest one of the branch when left out or empty',
            ),
        path: z =>
          z
            .string()
            .optional()
            .describe(
              `The folder of the kustomization below the source, ${DEFAULTS.path} by default`,
            ),
        clusters: z =>
          z
            .array(z.string())
            .optional()
            .describe('Names of clusters, in this order; all by default'),
        regions: z =>
          z
            .array(z.string())
            .optional()
            .describe('Only the clusters of these regions'),
        imageChecks: z =>
          z
            .array(z.string().min(1))
            .min(1)
            .optional()
            .describe(
              `Names of check runs of the commit: the image is there when the one that exists has succeeded. By default ${DEFAULTS.imageChecks.join(
                ' or ',
              )}`,
            ),
        buildTimeoutSeconds: z =>
          z
            .number()
            .int()
            .positive()
            .optional()
            .describe(
              `How long the build may take, ${DEFAULTS.buildTimeoutSeconds} by default`,
            ),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .positive()
            .optional()
            .describe(
              `How long the rollout in one cluster may take, ${DEFAULTS.timeoutSeconds} by default`,
            ),
        force: z =>
          z
            .boolean()
            .optional()
            .describe('Take over fields that others have set; not by default'),
      },
      output: {
        deployed: z =>
          z.boolean().describe('False where the portal has no clusters'),
        commit: z => z.string().describe('The commit that runs'),
        clusters: z => z.array(z.string()).describe('Where it runs'),
        kubernetesUrl: z =>
          z.string().describe("The Kubernetes tab of the component's page"),
      },
    },
    async handler(ctx) {
      const { logger, signal } = ctx;
      const input = withDefaults(ctx.input);
      const entityRef = normalise(input.entityRef);
      const targets = chooseClusters(clusters, input);
      if (targets.length === 0) {
        logger.info('The portal has no clusters: nothing is deployed');
        ctx.output('deployed', false);
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const names = targets.map(({ name }) => name);
      const event = await auditor.createEvent({
        eventId: 'platform-deploy',
        severityLevel: 'medium',
        meta: {
          entityRef,
          clusters: names,
          taskId: ctx.task.id,
          user: nameOf(auth, credentials),
        },
      });
      try {
        requirePerson(auth, credentials);
        const deploy = new Deploy(
          {
            ...services,
            clusters,
            pace: {
              pollMs: SECOND_MS,
              patienceMs: 30 * SECOND_MS,
              catalogMs: 60 * SECOND_MS,
              ...pace,
            },
          },
          {
            entityRef,
            source: input.source,
            commit: input.commit || undefined,
            folder: input.path,
            clusters: targets,
            checks: input.imageChecks,
            buildTimeoutMs: input.buildTimeoutSeconds * SECOND_MS,
            timeoutMs: input.timeoutSeconds * SECOND_MS,
            force: input.force,
          },
          { credentials, signal, log: message => logger.info(redact(message)) },
        );
        const { commit } = await deploy.run();
        await event.success({ meta: { commit } });
        ctx.output('deployed', true);
        ctx.output('commit', commit);
        ctx.output('clusters', names);
        ctx.output('kubernetesUrl', tabUrl(baseUrl, entityRef));
        logger.info(`${entityRef} runs in ${names.join(' and ')}`);
      } catch (error) {
        await event.fail({ error: toError(error) });
        throw error;
      }
    },
  });
}

function withDefaults<T extends Partial<typeof DEFAULTS>>(input: T) {
  return {
    ...input,
    path: input.path ?? DEFAULTS.path,
    imageChecks: input.imageChecks ?? DEFAULTS.imageChecks,
    buildTimeoutSeconds:
      input.buildTimeoutSeconds ?? DEFAULTS.buildTimeoutSeconds,
    timeoutSeconds: input.timeoutSeconds ?? DEFAULTS.timeoutSeconds,
    force: input.force ?? DEFAULTS.force,
  };
}

function normalise(entityRef: string): string {
  return stringifyEntityRef(
    parseEntityRef(entityRef, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    }),
  );
}

/** A service acts for nobody, and the permission policy is not asked about it. */
function requirePerson(auth: AuthService, credentials: BackstageCredentials) {
  if (!auth.isPrincipal(credentials, 'user')) {
    throw new NotAllowedError(
      'Only a person can deploy: start the task with the token of one',
    );
  }
}

function nameOf(auth: AuthService, credentials: BackstageCredentials): string {
  return auth.isPrincipal(credentials, 'user')
    ? credentials.principal.userEntityRef
    : 'nobody';
}

function chooseClusters(
  clusters: ClustersService,
  { clusters: names, regions }: { clusters?: string[]; regions?: string[] },
): Cluster[] {
  const known = clusters.list();
  const unknown = [
    ...(names ?? []).filter(name => !known.some(one => one.name === name)),
    ...(regions ?? []).filter(name => !known.some(one => one.region === name)),
  ];
  if (known.length > 0 && unknown.length > 0) {
    throw new InputError(
      `The portal has no cluster or region ${unknown.join(', ')}; it has ${known
        .map(({ name }) => name)
        .join(', ')}`,
    );
  }
  const chosen = names
    ? names.flatMap(name => known.filter(cluster => cluster.name === name))
    : known;
  return regions
    ? chosen.filter(({ region }) => regions.includes(region))
    : chosen;
}

function tabUrl(baseUrl: string, entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `${baseUrl.replace(
    /\/$/,
    '',
  )}/catalog/${namespace}/${kind}/${name}/kubernetes`;
}
