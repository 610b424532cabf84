import {
  CHAOS_API_VERSION,
  type ChaosPreset,
} from '@shop-platform/backstage-plugin-chaos-common';
import { isCollection, parseDocument, stringify } from 'yaml';
import { printYaml } from '../printYaml';
import { type NewTemplate } from './changes';
import { experimentFrom, SERIAL, SUSPEND } from './templates';

/** Longer names leave no room for what Chaos Mesh appends. */
const LONGEST_NAME = 50;

type Template = { name: string; [field: string]: unknown };

function workflowOf(options: {
  name: string;
  namespace: string;
  entry: string;
  templates: Template[];
}): string {
  const { name, namespace, entry, templates } = options;
  return stringify(
    {
      apiVersion: CHAOS_API_VERSION,
      kind: 'Workflow',
      metadata: { name: name.slice(0, LONGEST_NAME), namespace },
      spec: { entry, templates },
    },
    { lineWidth: 0 },
  );
}

/** One Serial, and nothing in it. */
export function emptyWorkflow(namespace: string): string {
  const { name, fields } = SERIAL;
  return workflowOf({
    name: 'workflow',
    namespace,
    entry: name,
    templates: [{ name, ...fields }],
  });
}

function experimentsFrom(presets: readonly ChaosPreset[]): NewTemplate[] {
  return presets.flatMap(preset => experimentFrom(preset) ?? []);
}

const asTemplate = ({ name, fields }: NewTemplate): Template => ({
  name,
  ...fields,
});

const restAfter = (name: string): Template => ({
  ...asTemplate(SUSPEND),
  name: `rest-after-${name}`,
});

/** The names of steps with a rest between each and the next. */
function withRests(names: readonly string[]): {
  children: string[];
  rests: Template[];
} {
  const rests = names.slice(0, -1).map(restAfter);
  return {
    children: names.flatMap((name, at) =>
      at < rests.length ? [name, rests[at].name] : [name],
    ),
    rests,
  };
}

/** Every experiment of a component, one after another, with time to recover. */
export function oneAfterAnother(
  options: { name: string; namespace: string },
  presets: readonly ChaosPreset[],
): string {
  const experiments = experimentsFrom(presets);
  const { children, rests } = withRests(experiments.map(({ name }) => name));
  return workflowOf({
    ...options,
    name: `${options.name}-weekly`,
    entry: 'weekly',
    templates: [
      { name: 'weekly', templateType: 'Serial', children },
      ...experiments.map(asTemplate),
      ...rests,
    ],
  });
}

/** The phases of a comprehensive test: all experiments of a kind after each other. */
export function phaseAfterPhase(
  options: { name: string; namespace: string },
  presets: readonly ChaosPreset[],
): string {
  const experiments = experimentsFrom(presets);
  const kinds = [
    ...new Set(experiments.map(({ fields }) => fields.templateType)),
  ];
  const phases = kinds.map(kind => {
    const inside = experiments.filter(
      ({ fields }) => fields.templateType === kind,
    );
    return {
      name: kind.replace(/Chaos$/, '').toLowerCase(),
      templateType: SERIAL.fields.templateType,
      children: inside.map(({ name }) => name),
    };
  });
  const { children, rests } = withRests(phases.map(({ name }) => name));
  return workflowOf({
    ...options,
    name: `${options.name}-comprehensive`,
    entry: 'phases',
    templates: [
      { name: 'phases', templateType: 'Serial', children },
      ...phases,
      ...experiments.map(asTemplate),
      ...rests,
    ],
  });
}

/** What stands in a cluster, under another name. */
export function copyOf(manifest: string): string {
  const document = parseDocument(manifest);
  if (document.errors.length > 0 || !isCollection(document.contents)) {
    return manifest;
  }
  const name: unknown = document.getIn(['metadata', 'name']);
  if (typeof name === 'string') {
    const stem = name.slice(0, LONGEST_NAME - '-copy'.length);
    document.setIn(['metadata', 'name'], `${stem}-copy`);
  }
  return printYaml(document, manifest);
}
