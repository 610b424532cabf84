import {
  ChaosObject,
  ChaosWorkflow,
  Experiment,
  experimentKinds,
} from '../model/objects';
import { PodSelector } from '../model/selector';
import { embeddedExperiment } from './embedded';

/**
 * The object as the webhook of Chaos Mesh leaves it: with the namespace of the
 * object where a selector names none, the direction `to`, no jitter and no
 * correlation, the clock of the wall, and `Forbid` for a Schedule.
 *
 * @public
 */
export function applyDefaults<T extends ChaosObject>(object: T): T {
  const copy = structuredClone(object);
  const namespace = object.metadata.namespace ?? '';
  const given: ChaosObject = copy;
  if (given.kind === 'Schedule') {
    given.spec.concurrencyPolicy ??= 'Forbid';
  } else if (given.kind === 'Workflow') {
    fillWorkflow(given, namespace);
  } else {
    fillExperiment(given, namespace);
  }
  return copy;
}

function fillWorkflow({ spec }: ChaosWorkflow, namespace: string): void {
  for (const template of spec.templates) {
    const experiment = embeddedExperiment(template, template.templateType);
    if (experiment) {
      fillExperiment(experiment, namespace);
      template[experimentKinds[experiment.kind].field] = experiment.spec;
    }
  }
}

function fillExperiment({ kind, spec }: Experiment, namespace: string): void {
  fillSelector(spec, namespace);
  if (kind === 'TimeChaos') {
    spec.clockIds = spec.clockIds?.length ? spec.clockIds : ['CLOCK_REALTIME'];
  }
  if (kind !== 'NetworkChaos') {
    return;
  }
  spec.direction ??= 'to';
  if (spec.device?.includes('@')) {
    [spec.device] = spec.device.split('@');
  }
  if (spec.target) {
    fillSelector(spec.target, namespace);
  }
  const { delay, loss, duplicate, corrupt } = spec;
  if (delay) {
    delay.jitter ||= '0ms';
  }
  for (const one of [delay, delay?.reorder, loss, duplicate, corrupt]) {
    if (one) {
      one.correlation ||= '0';
    }
  }
}

function fillSelector(selector: PodSelector, namespace: string): void {
  if (!selector.selector.namespaces?.length) {
    selector.selector.namespaces = [namespace];
  }
}
