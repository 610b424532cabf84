import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';

/**
 * On a template: that it adds something to a component, and how its form is
 * filled in for one. JSON in which `{component}` and `{system}` stand for refs,
 * and `{service}` and `{namespace}` for the names in Kubernetes.
 */
export const ADDS_TO_COMPONENT = 'shop-platform.io/adds-to-component';

/** On a template of several things: what it adds is called so. */
export const ADDITION_TITLE = `${ADDS_TO_COMPONENT}-title`;

/** On a template of several things: what it adds is described so. */
export const ADDITION_DESCRIPTION = `${ADDS_TO_COMPONENT}-description`;

/** Something that a template adds to a component. */
export type Addition = {
  id: string;
  title: string;
  description?: string;
  template: { namespace: string; templateName: string };
  formData: Record<string, unknown>;
};

type Words = Record<string, string | undefined>;

function wordsOf(component: Entity): Words {
  const { system } = component.spec ?? {};
  return {
    component: stringifyEntityRef(component),
    namespace:
      component.metadata.annotations?.['backstage.io/kubernetes-namespace'],
    service: (
      component.metadata.annotations?.['backstage.io/kubernetes-id'] ??
      component.metadata.name
    ).replace(/-service$/, ''),
    system:
      typeof system === 'string'
        ? stringifyEntityRef(
            parseEntityRef(system, {
              defaultKind: 'system',
              defaultNamespace: component.metadata.namespace,
            }),
          )
        : undefined,
  };
}

/** The text without its placeholders; `undefined` when one has no value. */
function fillText(text: string, words: Words): string | undefined {
  let isComplete = true;
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    isComplete &&= words[name] !== undefined;
    return words[name] ?? '';
  });
  return isComplete ? filled : undefined;
}

/** The value without its placeholders; what has no value is left out. */
function fill(value: unknown, words: Words): unknown {
  if (typeof value === 'string') {
    return fillText(value, words);
  }
  if (Array.isArray(value)) {
    return value
      .map((item: unknown) => fill(item, words))
      .filter(item => item !== undefined);
  }
  return value !== null && typeof value === 'object'
    ? fillAll(value, words)
    : value;
}

function fillAll(values: object, words: Words): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]): [string, unknown] => [name, fill(value, words)])
      .filter(([, value]) => value !== undefined),
  );
}

function readAnswers(template: Entity): object {
  const text = template.metadata.annotations?.[ADDS_TO_COMPONENT] ?? '';
  try {
    const answers: unknown = JSON.parse(text);
    return answers !== null && typeof answers === 'object' ? answers : {};
  } catch {
    // Somebody else's template: its form opens empty.
    return {};
  }
}

/** What templates add to a component, by title. */
export function additionsTo(
  component: Entity,
  templates: readonly Entity[],
): Addition[] {
  const words = wordsOf(component);
  return templates
    .map(template => {
      const {
        name,
        namespace = 'default',
        title = name,
        description,
        annotations = {},
      } = template.metadata;
      return {
        id: stringifyEntityRef(template),
        title: annotations[ADDITION_TITLE] ?? title,
        description: annotations[ADDITION_DESCRIPTION] ?? description,
        template: { namespace, templateName: name },
        formData: fillAll(readAnswers(template), words),
      };
    })
    .sort((one, other) => one.title.localeCompare(other.title));
}
