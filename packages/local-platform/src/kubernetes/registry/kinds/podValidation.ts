import { Cause } from '../../model/ApiError';
import {
  duplicate,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../model/causes';
import {
  asObject,
  asObjects,
  asString,
  at,
  clone,
  equals,
  JsonObject,
} from '../../model/json';
import { labelName, subdomainName } from '../../model/names';
import { parseQuantity, QUANTITY_RULE } from '../../model/quantity';

const VARIABLE = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

function validatePort(value: unknown, path: string): Cause[] {
  return typeof value === 'number' && (value < 1 || value > 65535)
    ? [invalidValue(path, value, 'must be between 1 and 65535, inclusive')]
    : [];
}

function validateResources(resources: JsonObject, path: string): Cause[] {
  const causes = ['limits', 'requests'].flatMap(field =>
    Object.entries(asObject(resources[field])).flatMap(([name, value]) => {
      const amount = parseQuantity(value);
      const where = `${path}.${field}[${name}]`;
      if (amount === undefined) {
        return [invalidValue(where, value, QUANTITY_RULE)];
      }
      return amount < 0
        ? [invalidValue(where, value, 'must be greater than or equal to 0')]
        : [];
    }),
  );
  const limits = asObject(resources.limits);
  for (const [name, value] of Object.entries(asObject(resources.requests))) {
    const limit = parseQuantity(limits[name]);
    const amount = parseQuantity(value);
    if (limit !== undefined && amount !== undefined && amount > limit) {
      causes.push(
        invalidValue(
          `${path}.requests`,
          value,
          `must be less than or equal to ${name} limit of ${limits[name]}`,
        ),
      );
    }
  }
  return causes;
}

function validateProbe(probe: unknown, path: string): Cause[] {
  if (probe === undefined) {
    return [];
  }
  const handlers = ['httpGet', 'tcpSocket', 'exec', 'grpc'].filter(
    handler => at(probe, handler) !== undefined,
  );
  if (handlers.length === 0) {
    return [required(path, 'must specify a handler type')];
  }
  return handlers
    .slice(1)
    .map(handler =>
      forbiddenField(
        `${path}.${handler}`,
        'may not specify more than 1 handler type',
      ),
    );
}

function validateContainer(
  container: JsonObject,
  path: string,
  volumes: Set<unknown>,
): Cause[] {
  const causes: Cause[] = [];
  const name = asString(container.name) ?? '';
  const problem = labelName(name);
  if (!name) {
    causes.push(required(`${path}.name`));
  } else if (problem) {
    causes.push(invalidValue(`${path}.name`, name, problem));
  }
  const image = asString(container.image) ?? '';
  if (!image) {
    causes.push(required(`${path}.image`));
  } else if (image.trim() !== image) {
    causes.push(
      invalidValue(
        `${path}.image`,
        image,
        'must not have leading or trailing whitespace',
      ),
    );
  }
  asObjects(container.ports).forEach((port, i) =>
    causes.push(
      ...validatePort(port.containerPort, `${path}.ports[${i}].containerPort`),
    ),
  );
  asObjects(container.env).forEach((variable, i) => {
    const where = `${path}.env[${i}]`;
    if (!variable.name) {
      causes.push(required(`${where}.name`));
    } else if (!VARIABLE.test(String(variable.name))) {
      causes.push(
        invalidValue(
          `${where}.name`,
          variable.name,
          "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
        ),
      );
    }
    if (variable.value && variable.valueFrom) {
      causes.push(
        invalidValue(
          `${where}.valueFrom`,
          '',
          'may not be specified when `value` is not empty',
        ),
      );
    }
  });
  asObjects(container.volumeMounts).forEach((mount, i) => {
    if (!volumes.has(mount.name)) {
      causes.push({
        reason: 'FieldValueNotFound',
        message: `Not found: ${JSON.stringify(mount.name)}`,
        field: `${path}.volumeMounts[${i}].name`,
      });
    }
  });
  causes.push(
    ...validateResources(asObject(container.resources), `${path}.resources`),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap(probe =>
      validateProbe(container[probe], `${path}.${probe}`),
    ),
  );
  return causes;
}

/** What the schema of a pod's spec does not tell. */
export function validatePodSpec(
  spec: JsonObject,
  path: string,
  restartPolicies?: string[],
): Cause[] {
  const causes: Cause[] = [];
  const volumes = new Set(asObjects(spec.volumes).map(volume => volume.name));
  const names = new Set<unknown>();
  for (const field of ['initContainers', 'containers']) {
    asObjects(spec[field]).forEach((container, i) => {
      const where = `${path}.${field}[${i}]`;
      causes.push(...validateContainer(container, where, volumes));
      if (container.name && names.has(container.name)) {
        causes.push(duplicate(`${where}.name`, container.name));
      }
      names.add(container.name);
    });
  }
  if (asObjects(spec.containers).length === 0) {
    causes.push(required(`${path}.containers`));
  }
  const account = asString(spec.serviceAccountName);
  if (account && subdomainName(account)) {
    causes.push(
      invalidValue(
        `${path}.serviceAccountName`,
        account,
        String(subdomainName(account)),
      ),
    );
  }
  if (
    restartPolicies &&
    !restartPolicies.includes(String(spec.restartPolicy))
  ) {
    causes.push(
      notSupported(
        `${path}.restartPolicy`,
        spec.restartPolicy,
        restartPolicies,
      ),
    );
  }
  return causes;
}

/** A pod's spec may change in its images and few other things. */
export function validatePodUpdate(spec: unknown, old: unknown): Cause[] {
  const comparable = (value: unknown) => {
    const copy = clone(asObject(value));
    for (const field of ['containers', 'initContainers']) {
      asObjects(copy[field]).forEach(container => {
        container.image = '';
      });
    }
    delete copy.activeDeadlineSeconds;
    delete copy.terminationGracePeriodSeconds;
    delete copy.tolerations;
    delete copy.schedulingGates;
    // Set once, by the scheduler.
    if (at(old, 'nodeName') === undefined) {
      delete copy.nodeName;
    }
    return copy;
  };
  return equals(comparable(spec), comparable(old))
    ? []
    : [
        forbiddenField(
          'spec',
          'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
        ),
      ];
}
