import { ExperimentOf } from '../model/objects';
import { ChaosProblem, invalid, whyNot } from './problem';

type Spec = ExperimentOf<'HTTPChaos'>['spec'];

/** What of an HTTPChaos does nothing although Chaos Mesh takes it. */
export function findInHttp(spec: Spec): ChaosProblem[] {
  const { abort, delay, replace, patch } = spec;
  if (!abort && !delay && isEmpty(replace) && isEmpty(patch)) {
    return [
      {
        field: 'spec',
        message:
          'Required value: one of abort, delay, replace and patch, without which it does nothing',
      },
    ];
  }
  return [...findElsewhere(spec), ...findInPatchBody(patch?.body)];
}

function isEmpty(part: object | undefined): boolean {
  return !part || Object.values(part).every(value => value === undefined);
}

/** Fields that count for the other target alone. */
function findElsewhere(spec: Spec): ChaosProblem[] {
  const { target, code, response_headers, replace, patch } = spec;
  const others: Record<string, unknown> =
    target === 'Request'
      ? { code, response_headers, 'replace.code': replace?.code }
      : {
          'replace.path': replace?.path,
          'replace.method': replace?.method,
          'replace.queries': replace?.queries,
          'patch.queries': patch?.queries,
        };
  const other = target === 'Request' ? 'Response' : 'Request';
  return Object.entries(others)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) =>
      invalid(
        `spec.${field}`,
        value,
        `it counts with the target ${other} alone`,
      ),
    );
}

function findInPatchBody(
  body: NonNullable<Spec['patch']>['body'],
): ChaosProblem[] {
  if (!body) {
    return [];
  }
  if (body.type !== 'JSON') {
    return [
      invalid('spec.patch.body.type', body.type, 'the only type is JSON'),
    ];
  }
  return whyNot(() => JSON.parse(body.value))
    ? [invalid('spec.patch.body.value', body.value, 'it is no JSON')]
    : [];
}
