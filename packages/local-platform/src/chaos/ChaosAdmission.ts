import {
  applyDefaults,
  CHAOS_GROUP,
  ChaosObject,
  chaosObjectSchema,
  ChaosProblem,
  ChaosStatusCheck,
  findIneffective,
  isExperiment,
  statusCheckSchema,
  validateChaos,
  validateStatusCheck,
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
    const read = readObject(object);
    if (read?.kind === 'StatusCheck') {
      object.spec = { ...read.spec, mode: read.spec.mode ?? 'Synchronous' };
    } else if (read && read.kind !== 'Workflow') {
      // Those of a Workflow's templates come when its experiments do.
      read.metadata.namespace ??= namespace;
      object.spec = applyDefaults(read).spec;
    }
  }

  validate(request: AdmissionRequest): void {
    const { resource, operation, object, old, name } = request;
    if (
      resource.group !== CHAOS_GROUP ||
      !object ||
      (operation === 'UPDATE' && equals(object.spec, old?.spec))
    ) {
      return;
    }
    const read = readObject(object);
    if (!read) {
      // A WorkflowNode, or what its definition refuses.
      return;
    }
    if (operation === 'UPDATE' && !mayChange(read)) {
      throw forbidden(
        resource,
        name,
        'Cannot update chaos spec: delete the experiment and create another one',
      );
    }
    const problems = findProblems(read);
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

type Read = ChaosObject | ChaosStatusCheck;

/** What begins something later may be changed until then. */
function mayChange(object: Read): boolean {
  return object.kind !== 'StatusCheck' && !isExperiment(object);
}

function findProblems(object: Read): ChaosProblem[] {
  if (object.kind === 'StatusCheck') {
    return validateStatusCheck(object);
  }
  const unsupported = findUnsupported(object);
  return unsupported.length > 0
    ? unsupported
    : [...validateChaos(object), ...findIneffective(object)];
}

/** Undefined where it has not the shape of its kind, which its definition tells. */
function readObject(object: KubeObject): Read | undefined {
  return (
    chaosObjectSchema.safeParse(object).data ??
    statusCheckSchema.safeParse(object).data
  );
}
