import { Finding, RenderedFiles } from '../types';
import { PlacedObject } from './kubernetesReferences';

/** `core.shop.svc`, and `keeper-0.keepers.shop.svc.cluster.local`. */
const NAME =
  /(?<![\w$.{}-])((?:[a-z0-9-]+\.)+)svc(?:\.cluster\.local)?(?![\w-]|\.[a-z])/g;

/** Pages are for people, and tests are about others. */
const PROSE = /(\.md|\.tftest\.hcl|[./]tests?[./].*|\.test\.\w+)$/;

/** Services that a chart makes, by the file that has its values. */
const CHARTS: readonly [values: RegExp, name: string][] = [
  [/\/vault\/vault-values\.yaml$/, 'vault.vault'],
  [/\/istio\/gateway-values\.yaml$/, 'istio-ingress.istio-ingress'],
];

/** Every cluster has it. */
const API_SERVER = 'kubernetes.default';

/**
 * Every name of the cluster's own DNS leads to a Service that is rendered, or
 * that a chart or an operator of the rendering makes. Names in namespaces that
 * are somebody else's cannot be judged: one is the rendering's where it has
 * the Namespace and a Service in it.
 */
export function checkClusterNames(
  rendered: RenderedFiles,
  objects: readonly PlacedObject[],
): Finding[] {
  const made = new Set([
    API_SERVER,
    ...madeBy(objects),
    ...madeByCharts(rendered),
  ]);
  const namespaces = new Set(
    objects
      .filter(({ value }) => value.kind === 'Namespace')
      .map(({ value }) => value.metadata.name)
      .filter(namespace =>
        [...made].some(name => name.endsWith(`.${namespace}`)),
      ),
  );
  return rendered.files
    .filter(({ path }) => !PROSE.test(path))
    .flatMap(({ path, content }) =>
      readNames(content.toString('utf8'))
        .filter(
          ({ service, namespace }) =>
            namespaces.has(namespace) && !made.has(`${service}.${namespace}`),
        )
        .map(({ line, name }) => ({
          where: `${path}:${line}`,
          message: `${name} leads nowhere: no Service of that name is rendered, and no chart makes one`,
        })),
    );
}

function madeBy(objects: readonly PlacedObject[]): string[] {
  return objects.flatMap(({ value, namespace }) => {
    const { kind, apiVersion, metadata } = value;
    const { name } = metadata;
    if (kind === 'Service' && apiVersion === 'v1') {
      return [`${name}.${namespace}`];
    }
    // The operator makes it for all servers of the namespace.
    return kind === 'Prometheus' && apiVersion.startsWith('monitoring.coreos.')
      ? [`prometheus-operated.${namespace}`]
      : [];
  });
}

/** Services that charts of the rendering make: `vault.vault`. Their accounts are called the same. */
export function madeByCharts({ files }: RenderedFiles): string[] {
  return files.flatMap(({ path }) =>
    CHARTS.filter(([values]) => values.test(path)).map(([, name]) => name),
  );
}

/** The names in a text. A pod of a headless service is found by the service. */
function readNames(text: string) {
  return text.split('\n').flatMap((content, index) =>
    [...content.matchAll(NAME)].flatMap(([name, labels]) => {
      const [namespace, service] = labels.slice(0, -1).split('.').reverse();
      return service === undefined
        ? []
        : [{ line: index + 1, name, service, namespace }];
    }),
  );
}
