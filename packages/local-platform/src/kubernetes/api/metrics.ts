import { noSuchPath, notFound } from '../model/ApiError';
import { KubeObject } from '../model/KubeObject';
import { PodRuntime, Usage } from '../PodRuntime';
import { Registry } from '../registry/Registry';
import { compileSelection } from '../registry/selection';
import { Call } from './Call';
import { Answer } from './resourceRoutes';
import { Target } from './requestInfo';

const API_VERSION = 'metrics.k8s.io/v1beta1';

/** `metrics.k8s.io`: what pods and nodes use now. */
export function serveMetrics(
  call: Call,
  { plural, namespace, name }: Target,
  registry: Registry,
  runtime: PodRuntime | undefined,
): Answer {
  const resource = registry.resources.find('', 'v1', plural);
  if (!resource || (plural !== 'pods' && plural !== 'nodes')) {
    throw noSuchPath();
  }
  const isPods = plural === 'pods';
  const usages =
    (isPods ? runtime?.podMetrics() : runtime?.nodeMetrics()) ?? [];
  const matches = compileSelection(resource, {
    namespace,
    labelSelector: call.param('labelSelector'),
  });
  const items = usages.flatMap(usage => {
    const object = registry.find(resource, {
      namespace: usage.namespace ?? '',
      name: usage.name,
    });
    return object && matches(object) && (!name || name === usage.name)
      ? [present(usage, object, isPods)]
      : [];
  });
  if (name) {
    const [item] = items;
    if (!item) {
      throw notFound(
        {
          group: 'metrics.k8s.io',
          plural,
          kind: isPods ? 'PodMetrics' : 'NodeMetrics',
        },
        name,
      );
    }
    return { code: 200, body: item };
  }
  return {
    code: 200,
    body: {
      kind: isPods ? 'PodMetricsList' : 'NodeMetricsList',
      apiVersion: API_VERSION,
      metadata: {},
      items,
    },
  };
}

function present(usage: Usage, object: KubeObject, isPod: boolean): object {
  const { name, namespace, labels } = object.metadata;
  const { timestamp, window, containers } = usage;
  return {
    kind: isPod ? 'PodMetrics' : 'NodeMetrics',
    apiVersion: API_VERSION,
    metadata: { name, namespace, labels, creationTimestamp: timestamp },
    timestamp,
    window,
    ...(isPod ? { containers } : { usage: containers[0]?.usage ?? {} }),
  };
}
