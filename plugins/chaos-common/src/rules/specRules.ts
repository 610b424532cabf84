import { parseDuration } from '../duration';
import { Experiment, ExperimentOf } from '../model/objects';
import { PodSelector } from '../model/selector';
import { ChaosProblem, invalid, parseInteger, whyNot } from './problem';

/** The rules of the webhook for a spec that stands at a path. */
export function checkSpec(
  { kind, spec }: Pick<Experiment, 'kind' | 'spec'>,
  path: string,
): ChaosProblem[] {
  const problems = [
    ...checkSelector(spec, path),
    // The only kind whose duration is not registered with the webhook.
    ...(kind === 'TimeChaos'
      ? []
      : checkDuration(spec.duration, `${path}.duration`)),
  ];
  // The kind says which spec it is: see the union of experiments.
  const experiment = { kind, spec } as Experiment;
  switch (experiment.kind) {
    case 'PodChaos':
      return [...problems, ...checkPod(experiment.spec, path)];
    case 'NetworkChaos':
      return [...problems, ...checkNetwork(experiment.spec, path)];
    case 'StressChaos':
      return [...problems, ...checkStress(experiment.spec, path)];
    case 'HTTPChaos':
      return [...problems, ...checkHttp(experiment.spec, path)];
    case 'IOChaos':
      return [...problems, ...checkIo(experiment.spec, path)];
    case 'TimeChaos':
      return [...problems, ...checkTime(experiment.spec, path)];
    default:
      return problems;
  }
}

function checkSelector(
  { mode, value = '' }: PodSelector,
  path: string,
): ChaosProblem[] {
  if (mode === 'one' || mode === 'all') {
    return [];
  }
  const field = `${path}.value`;
  const why = whyNot(() => parseInteger(value));
  if (why) {
    return [invalid(field, value, `parse value field error:${why}`)];
  }
  const number = parseInteger(value);
  if (mode === 'fixed') {
    return number > 0
      ? []
      : [
          invalid(
            field,
            value,
            `value must be greater than 0 with mode:${mode}`,
          ),
        ];
  }
  return number > 0 && number <= 100
    ? []
    : [
        invalid(
          field,
          value,
          `value of ${number} is invalid, Must be (0,100] with mode:${mode}`,
        ),
      ];
}

function checkDuration(
  text: string | undefined,
  field: string,
): ChaosProblem[] {
  const why = text ? whyNot(() => parseDuration(text)) : undefined;
  return why
    ? [invalid(field, text, `parse duration field error: ${why}`)]
    : [];
}

const NUMBER =
  /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$|^[-+]?(inf|infinity)$|^nan$/i;

function checkNumber(text: string | undefined, field: string): ChaosProblem[] {
  return !text || NUMBER.test(text)
    ? []
    : [
        invalid(
          field,
          text,
          `parse correlation field error:strconv.ParseFloat: parsing ${JSON.stringify(
            text,
          )}: invalid syntax`,
        ),
      ];
}

/** A number that has to be there, as text. */
function checkPercent(text: string, field: string): ChaosProblem[] {
  return text === ''
    ? [
        invalid(
          field,
          text,
          'parse correlation field error:strconv.ParseFloat: parsing "": invalid syntax',
        ),
      ]
    : checkNumber(text, field);
}

const RATE = /^\s*(.*?)\s*(kbit|mbit|gbit|tbit|tbps|gbps|mbps|kbps|bps|bit)$/;

function checkRate(text: string, field: string): ChaosProblem[] {
  const amount = RATE.exec(text.toLowerCase().trim())?.[1];
  if (amount === undefined) {
    return [invalid(field, text, 'parse rate field error:invalid unit')];
  }
  return /^\d+$/.test(amount)
    ? []
    : [
        invalid(
          field,
          text,
          `parse rate field error:strconv.ParseUint: parsing ${JSON.stringify(
            amount,
          )}: invalid syntax`,
        ),
      ];
}

function checkPod(
  { action, containerNames = [] }: ExperimentOf<'PodChaos'>['spec'],
  path: string,
): ChaosProblem[] {
  return action === 'container-kill' && containerNames.length === 0
    ? [
        invalid(
          `${path}.containerNames`,
          containerNames,
          `the name of container is required on ${action} action: invalid value`,
        ),
      ]
    : [];
}

function checkNetwork(
  spec: ExperimentOf<'NetworkChaos'>['spec'],
  path: string,
): ChaosProblem[] {
  const { delay, loss, duplicate, corrupt, rate, bandwidth, target } = spec;
  const at = (field: string) => `${path}.${field}`;
  return [
    ...(target ? checkSelector(target, at('target')) : []),
    ...(delay
      ? [
          ...checkDuration(delay.latency, at('delay.latency')),
          ...checkDuration(delay.jitter, at('delay.jitter')),
          ...checkNumber(delay.correlation, at('delay.correlation')),
          ...(delay.reorder
            ? [
                ...checkPercent(
                  delay.reorder.reorder,
                  at('delay.reorder.reorder'),
                ),
                ...checkNumber(
                  delay.reorder.correlation,
                  at('delay.reorder.correlation'),
                ),
              ]
            : []),
        ]
      : []),
    ...(loss
      ? [
          ...checkPercent(loss.loss, at('loss.loss')),
          ...checkNumber(loss.correlation, at('loss.correlation')),
        ]
      : []),
    ...(duplicate
      ? [
          ...checkPercent(duplicate.duplicate, at('duplicate.duplicate')),
          ...checkNumber(duplicate.correlation, at('duplicate.correlation')),
        ]
      : []),
    ...(corrupt
      ? [
          ...checkPercent(corrupt.corrupt, at('corrupt.corrupt')),
          ...checkNumber(corrupt.correlation, at('corrupt.correlation')),
        ]
      : []),
    ...(rate ? checkRate(rate.rate, at('rate.rate')) : []),
    ...(bandwidth ? checkRate(bandwidth.rate, at('bandwidth.rate')) : []),
    ...checkDirection(spec, at('direction')),
  ];
}

function checkDirection(
  {
    action,
    direction = 'to',
    target,
    externalTargets,
  }: ExperimentOf<'NetworkChaos'>['spec'],
  field: string,
): ChaosProblem[] {
  if (action === 'partition' || direction === 'to') {
    return [];
  }
  return [
    ...(externalTargets
      ? [
          invalid(
            field,
            direction,
            'external targets cannot be used with `from` and `both` direction in netem action yet',
          ),
        ]
      : []),
    ...(target
      ? []
      : [
          invalid(
            field,
            direction,
            '`from` and `both` direction cannot be used when targets is empty in netem action',
          ),
        ]),
  ];
}

function checkStress(
  { stressors, stressngStressors }: ExperimentOf<'StressChaos'>['spec'],
  path: string,
): ChaosProblem[] {
  if (!stressors) {
    return stressngStressors
      ? []
      : [invalid(path, undefined, 'missing stressors')];
  }
  const { cpu, memory } = stressors;
  const at = (field: string) => `${path}.stressors.${field}`;
  if (!cpu && !memory) {
    return [invalid(`${path}.stressors`, stressors, 'missing stressors')];
  }
  const why = memory?.size ? whyNot(() => parseBytes(memory.size ?? '')) : '';
  return why
    ? [
        invalid(
          at('memory.size'),
          memory?.size,
          `incorrect bytes format: ${why}`,
        ),
      ]
    : [];
}

const SIZE = /^(\d+(?:\.\d+)?) ?([kmgtp])?i?b?$/i;
const POWERS = ['k', 'm', 'g', 't', 'p'];

/**
 * Reads the size of a memory stressor, `256MB` or `50%` of a limit.
 *
 * @param text - the field `size`
 * @returns bytes, or a share of one
 * @throws an error that says what is wrong
 * @public
 */
export function parseBytes(
  text: string,
): { bytes: number } | { share: number } {
  if (text.endsWith('%')) {
    const percent = parseInteger(text.slice(0, -1));
    if (percent < 0 || percent > 100) {
      throw new Error('illegal proportion');
    }
    return { share: percent / 100 };
  }
  const [, amount, unit] = SIZE.exec(text) ?? [];
  if (amount === undefined) {
    throw new Error(`invalid size: '${text}'`);
  }
  const power = unit ? POWERS.indexOf(unit.toLowerCase()) + 1 : 0;
  return { bytes: Math.floor(Number(amount) * 1000 ** power) };
}

const METHODS = new Set(
  'GET POST PUT DELETE PATCH HEAD OPTIONS TRACE CONNECT'.split(' '),
);

function checkHttp(
  { port = 0, method, target, delay }: ExperimentOf<'HTTPChaos'>['spec'],
  path: string,
): ChaosProblem[] {
  return [
    ...(port > 0
      ? []
      : [invalid(`${path}.port`, port, `port ${port} is not supported`)]),
    ...(method !== undefined && target === 'Request' && !METHODS.has(method)
      ? [invalid(`${path}.method`, method, `method ${method} is not supported`)]
      : []),
    ...(delay !== undefined && whyNot(() => parseDuration(delay))
      ? [invalid(`${path}.delay`, delay, `invalid duration ${delay}`)]
      : []),
  ];
}

function checkIo(
  { action, errno = 0, percent = 0, delay }: ExperimentOf<'IOChaos'>['spec'],
  path: string,
): ChaosProblem[] {
  return [
    ...checkDuration(delay, `${path}.delay`),
    ...(action === 'fault' && errno === 0
      ? [
          invalid(
            `${path}.errno`,
            errno,
            `action ${action}: errno 0 is not supported`,
          ),
        ]
      : []),
    ...(percent < 0 || percent > 100
      ? [
          invalid(
            `${path}.percent`,
            percent,
            'percent field should be in 0-100',
          ),
        ]
      : []),
  ];
}

function checkTime(
  { timeOffset }: ExperimentOf<'TimeChaos'>['spec'],
  path: string,
): ChaosProblem[] {
  const why = whyNot(() => parseDuration(timeOffset));
  return why
    ? [
        invalid(
          `${path}.timeOffset`,
          timeOffset,
          `parse timeOffset field error:${why}`,
        ),
      ]
    : [];
}
