import {
  applyDefaults,
  CHAOS_GROUP,
  ChaosProblem,
  Experiment,
  experimentSchema,
  findIneffective,
  validateChaos,
} from '@shop-platform/backstage-plugin-chaos-common';
import { forbidden } from '../kubernetes/model/ApiError';
import { equals } from '../kubernetes/model/json';
import { KubeObject } from '../kubernetes/model/KubeObject';
import { Admission, AdmissionRequest } from '../kubernetes/registry/Admission';
import { findUnsupported } from './unsupported';

/** The webhook of Chaos Mesh, with what this platform cannot do. */
export class ChaosAdmission implements Admission {
  mutate({ resource, object, operation, namespace }: AdmissionRequest): void {
    if (resource.group !== CHAOS_GROUP || operation !== 'CREATE' || !object) {
      return;
    }
    const experiment = readExperiment(object);
    if (experiment) {
      experiment.metadata.namespace ??= namespace;
      object.spec = applyDefaults(experiment).spec;
    }
  }

  validate(request: AdmissionRequest): void {
    const { resource, operation, object, old, name } = request;
    if (resource.group !== CHAOS_GROUP || !object) {
      return;
    }
    if (operation === 'UPDATE') {
      if (!equals(object.spec, old?.spec)) {
        throw forbidden(
          resource,
          name,
          'Cannot update chaos spec: delete the experiment and create another one',
        );
      }
      return;
    }
    const experiment = readExperiment(object);
    const problems = experiment ? findProblems(experiment) : [];
    if (problems.length > 0) {
      const texts = problems.map(
        ({ field, message }) => `${field}: ${message}`,
      );
      throw forbidden(
        resource,
        name,
        texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`,
      );
    }
  }
}

function findProblems(experiment: Experiment): ChaosProblem[] {
  const unsupported = findUnsupported(experiment);
  return unsupported.length > 0
    ? unsupported
    : [...validateChaos(experiment), ...findIneffective(experiment)];
}

/** Undefined where it has not the shape of its kind, which its definition tells. */
function readExperiment(object: KubeObject): Experiment | undefined {
  return experimentSchema.safeParse(object).data;
}
