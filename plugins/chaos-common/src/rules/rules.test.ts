import {
  applyDefaults,
  chaosObjectSchema,
  ChaosObject,
  findIneffective,
  parseBytes,
  parseStatusCodes,
  statusCheckSchema,
  validateChaos,
  validateStatusCheck,
} from '..';

const selected = { mode: 'all', selector: {} };

function read(kind: string, spec: object): ChaosObject {
  return chaosObjectSchema.parse({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind,
    metadata: { name: 'one', namespace: 'shop' },
    spec,
  });
}

const network = (spec: object) =>
  read('NetworkChaos', { ...selected, action: 'delay', ...spec });
const pod = (spec: object) =>
  read('PodChaos', { ...selected, action: 'pod-kill', ...spec });
const stress = (spec: object) => read('StressChaos', { ...selected, ...spec });
const http = (spec: object) =>
  read('HTTPChaos', { ...selected, target: 'Request', port: 80, ...spec });
const io = (spec: object) =>
  read('IOChaos', {
    ...selected,
    action: 'latency',
    volumePath: '/data',
    ...spec,
  });
const time = (spec: object) => read('TimeChaos', { ...selected, ...spec });
const schedule = (spec: object) =>
  read('Schedule', {
    schedule: '@hourly',
    type: 'PodChaos',
    podChaos: { ...selected, action: 'pod-kill' },
    ...spec,
  });
const workflow = (templates: object[], entry = 'first') =>
  read('Workflow', { entry, templates });
const suspend = { name: 'first', templateType: 'Suspend', deadline: '1s' };
const kill = {
  name: 'first',
  templateType: 'PodChaos',
  podChaos: { ...selected, action: 'pod-kill' },
};

/** What a template can hold, and what each type of template may not. */
const PARTS: Record<string, object> = {
  Task: { task: { container: { name: 'one', image: 'busybox' } } },
  Children: { children: ['first'] },
  ConditionalBranches: { conditionalBranches: [{ target: 'first' }] },
  'any Chaos': { podChaos: kill.podChaos },
  Schedule: { schedule: { schedule: '@hourly', type: 'PodChaos' } },
};
const ALL_PARTS = Object.keys(PARTS);
const except = (...allowed: string[]) =>
  ALL_PARTS.filter(part => !allowed.includes(part));
const FOREIGN: Record<string, string[]> = {
  Suspend: ALL_PARTS,
  Serial: except('Children'),
  Parallel: except('Children'),
  Schedule: except('Schedule'),
  Task: except('Task', 'ConditionalBranches'),
  StatusCheck: ALL_PARTS,
  PodChaos: except('any Chaos'),
};
const OF_TYPE: Record<string, object> = Object.fromEntries(
  Object.entries({
    Suspend: { deadline: '1s' },
    Serial: PARTS.Children,
    Parallel: PARTS.Children,
    Schedule: {
      schedule: {
        schedule: '@hourly',
        type: 'PodChaos',
        podChaos: kill.podChaos,
      },
    },
    Task: PARTS.Task,
    StatusCheck: {
      statusCheck: { type: 'HTTP', http: { url: 'http://core.shop/' } },
    },
    PodChaos: PARTS['any Chaos'],
  }).map(([templateType, held]) => [
    templateType,
    { name: 'two', templateType, ...held },
  ]),
);

describe('what the webhook refuses', () => {
  it.each<[string, ChaosObject, string, string]>([
    [
      'a number of pods that is none',
      pod({ mode: 'fixed', value: 'two' }),
      'spec.value',
      'strconv.Atoi: parsing "two": invalid syntax',
    ],
    ['a mode without its value', pod({ mode: 'fixed' }), 'spec.value', 'Atoi'],
    [
      'no pod at all',
      pod({ mode: 'fixed', value: '0' }),
      'spec.value',
      'value must be greater than 0 with mode:fixed',
    ],
    ...['fixed-percent', 'random-max-percent'].flatMap(mode =>
      ['0', '101', '-1'].map((value): [string, ChaosObject, string, string] => [
        `${value} % in the mode ${mode}`,
        pod({ mode, value }),
        'spec.value',
        `value of ${value} is invalid, Must be (0,100] with mode:${mode}`,
      ]),
    ),
    [
      'a percentage of the target above 100',
      network({ target: { ...selected, mode: 'fixed-percent', value: '120' } }),
      'spec.target.value',
      'Must be (0,100]',
    ],
    [
      'a duration that is none',
      pod({ duration: 'long' }),
      'spec.duration',
      'parse duration field error: time: invalid duration "long"',
    ],
    [
      'to kill containers without their names',
      pod({ action: 'container-kill' }),
      'spec.containerNames',
      'the name of container is required on container-kill action',
    ],
    [
      'a latency that is none',
      network({ delay: { latency: '5' } }),
      'spec.delay.latency',
      'missing unit',
    ],
    [
      'a jitter that is none',
      network({ delay: { latency: '5ms', jitter: 'x' } }),
      'spec.delay.jitter',
      'invalid duration',
    ],
    [
      'a correlation that is none',
      network({ delay: { latency: '5ms', correlation: '5%' } }),
      'spec.delay.correlation',
      'parse correlation field error',
    ],
    ...(['loss', 'duplicate', 'corrupt'] as const).map(
      (action): [string, ChaosObject, string, string] => [
        `a correlation of ${action} that is none`,
        network({ action, [action]: { [action]: '5', correlation: '5%' } }),
        `spec.${action}.correlation`,
        'parse correlation field error',
      ],
    ),
    [
      'a correlation of another order that is none',
      network({
        delay: {
          latency: '5ms',
          reorder: { reorder: '5', gap: 1, correlation: '5%' },
        },
      }),
      'spec.delay.reorder.correlation',
      'parse correlation field error',
    ],
    [
      'a loss that is no number',
      network({ action: 'loss', loss: { loss: 'half' } }),
      'spec.loss.loss',
      'parsing "half"',
    ],
    [
      'an empty loss',
      network({ action: 'loss', loss: { loss: '' } }),
      'spec.loss.loss',
      'parsing ""',
    ],
    [
      'a duplicate that is no number',
      network({ duplicate: { duplicate: 'x' } }),
      'spec.duplicate.duplicate',
      'parsing "x"',
    ],
    [
      'a corruption that is no number',
      network({ corrupt: { corrupt: 'x' } }),
      'spec.corrupt.corrupt',
      'parsing "x"',
    ],
    [
      'a reordering that is no number',
      network({ delay: { latency: '1s', reorder: { reorder: 'x', gap: 1 } } }),
      'spec.delay.reorder.reorder',
      'parsing "x"',
    ],
    [
      'a rate in a unit that is not known',
      network({ bandwidth: { rate: '5 knots', limit: 1, buffer: 1 } }),
      'spec.bandwidth.rate',
      'invalid unit',
    ],
    [
      'a rate that is no whole number',
      network({ rate: { rate: '1.5mbps' } }),
      'spec.rate.rate',
      'ParseUint: parsing "1.5"',
    ],
    [
      'what comes from targets, without targets',
      network({ direction: 'from' }),
      'spec.direction',
      'cannot be used when targets is empty',
    ],
    [
      'both directions of hosts outside',
      network({
        direction: 'both',
        target: selected,
        externalTargets: ['1.1.1.1'],
      }),
      'spec.direction',
      'external targets cannot be used',
    ],
    ['stress without stressors', stress({}), 'spec', 'missing stressors'],
    [
      'empty stressors',
      stress({ stressors: {} }),
      'spec.stressors',
      'missing stressors',
    ],
    [
      'more than all memory',
      stress({ stressors: { memory: { workers: 1, size: '101%' } } }),
      'spec.stressors.memory.size',
      'incorrect bytes format: illegal proportion',
    ],
    [
      'a size that is none',
      stress({ stressors: { memory: { workers: 1, size: 'much' } } }),
      'spec.stressors.memory.size',
      "invalid size: 'much'",
    ],
    ['no port', http({ port: undefined }), 'spec.port', 'port 0'],
    [
      'a method that is none',
      http({ method: 'STEAL' }),
      'spec.method',
      'STEAL',
    ],
    ['a delay that is none', http({ delay: '1' }), 'spec.delay', 'duration 1'],
    [
      'a fault without a number',
      io({ action: 'fault' }),
      'spec.errno',
      'errno 0',
    ],
    ['a percentage above 100', io({ percent: 101 }), 'spec.percent', '0-100'],
    ['a percentage below 0', io({ percent: -1 }), 'spec.percent', '0-100'],
    ['a delay of files that is none', io({ delay: 'x' }), 'spec.delay', '"x"'],
    [
      'an offset that is none',
      time({ timeOffset: 'x' }),
      'spec.timeOffset',
      '"x"',
    ],
    ...[
      ['', 'empty spec string'],
      ['* * * *', 'expected 5 to 6 fields, found 4'],
      ['60 * * * *', 'minute out of range'],
      ['* * * 13 *', 'month out of range'],
      ['5-1 * * * *', 'beyond end of range'],
      ['*/0 * * * *', 'positive number'],
      ['x * * * *', 'failed to parse int from x'],
      ['TZ=Moon/Base 0 3 * * *', 'provided bad location Moon/Base'],
      ['@sometimes', 'unrecognized descriptor'],
      ['@every now', 'invalid duration "now"'],
    ].map(([cron, why]): [string, ChaosObject, string, string] => [
      `the cron ${JSON.stringify(cron)}`,
      schedule({ schedule: cron }),
      'spec.schedule',
      why,
    ]),
    [
      'a schedule of what it does not hold',
      schedule({ type: 'StressChaos' }),
      'spec.stressChaos',
      'is required',
    ],
    [
      'a schedule of a kind that is not known',
      schedule({ type: 'MoonChaos' }),
      'spec.type',
      'not known',
    ],
    [
      'a schedule whose experiment is wrong',
      schedule({
        podChaos: { ...selected, action: 'pod-kill', duration: 'x' },
      }),
      'spec.podChaos.duration',
      'invalid duration',
    ],
    ['no entry', workflow([suspend], ''), 'spec.entry', 'Required value'],
    [
      'an entry that is not there',
      workflow([suspend], 'other'),
      'spec.entry',
      'can not find a template with name other',
    ],
    ['no templates', workflow([]), 'spec.templates', 'could not be empty'],
    [
      'two templates of a name',
      workflow([suspend, suspend]),
      'spec.templates',
      'duplicated names: [first]',
    ],
    [
      'a name that is none',
      workflow([suspend, { ...suspend, name: 'Not_A_Name' }]),
      'spec.templates[1].name',
      'DNS-1123',
    ],
    [
      'a pause without an end',
      workflow([{ ...suspend, deadline: undefined }]),
      'spec.templates[0].deadline',
      'could not be empty',
    ],
    [
      'a child that is not there',
      workflow([{ name: 'first', templateType: 'Serial', children: ['x'] }]),
      'spec.templates[0].children[0]',
      'with name x',
    ],
    [
      'a type that is not known',
      workflow([{ ...suspend, templateType: 'Party' }]),
      'spec.templates[0].templateType',
      'unrecognized template type: Party',
    ],
    [
      'a duration instead of a deadline',
      workflow([{ ...kill, podChaos: { ...kill.podChaos, duration: '1m' } }]),
      'spec.templates[0]',
      'use Template#Deadline instead',
    ],
    [
      'chaos without its spec',
      workflow([{ ...kill, podChaos: undefined }]),
      'spec.templates[0].podChaos',
      'is required',
    ],
    [
      'a parallel child that is not there',
      workflow([
        suspend,
        { name: 'all', templateType: 'Parallel', children: ['first', 'x'] },
      ]),
      'spec.templates[1].children[1]',
      'with name x',
    ],
    ...Object.entries(FOREIGN).flatMap(([type, parts]) =>
      parts.map((part): [string, ChaosObject, string, string] => [
        `a ${type} with ${part}`,
        workflow([suspend, { ...OF_TYPE[type], ...PARTS[part] }]),
        'spec.templates[1]',
        `this template should not contain ${part}`,
      ]),
    ),
  ])('refuses %s', (_, object, field, message) => {
    expect(validateChaos(object)).toContainEqual({
      field,
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, ChaosObject]>([
    ['a kill', pod({})],
    ['a percentage of 100', pod({ mode: 'fixed-percent', value: '100' })],
    [
      'a partition from all',
      network({ action: 'partition', direction: 'both' }),
    ],
    [
      'a rate',
      network({
        action: 'bandwidth',
        bandwidth: { rate: '1 Mbps', limit: 1, buffer: 1 },
      }),
    ],
    [
      'half of the memory',
      stress({ stressors: { memory: { workers: 1, size: '50%' } } }),
    ],
    ['an experiment of the clock', time({ timeOffset: '-5m' })],
    ['a percentage of 0', io({ percent: 0 })],
    ...(['loss', 'duplicate', 'corrupt'] as const).map(
      (action): [string, ChaosObject] => [
        `a correlation of ${action}`,
        network({ action, [action]: { [action]: '5', correlation: '25' } }),
      ],
    ),
    ...Object.entries(OF_TYPE).map(
      ([type, template]): [string, ChaosObject] => [
        `a ${type} with what is its own`,
        workflow([suspend, template]),
      ],
    ),
    [
      'a Task with branches',
      workflow([suspend, { ...OF_TYPE.Task, ...PARTS.ConditionalBranches }]),
    ],
    [
      'a cron with all there is',
      schedule({ schedule: '*/5 1-3,7 ? jan-mar/2 MON,fri' }),
    ],
    ['a cron with seconds', schedule({ schedule: '*/10 * * * * *' })],
    ['an interval', schedule({ schedule: '@every 1h30m' })],
    ['a time zone', schedule({ schedule: 'TZ=Europe/Kyiv 0 3 * * *' })],
    [
      'a workflow',
      workflow([
        { name: 'first', templateType: 'Serial', children: ['kill'] },
        { ...kill, name: 'kill' },
      ]),
    ],
  ])('lets %s through', (_, object) => {
    expect(validateChaos(object)).toEqual([]);
  });

  it('reads sizes in thousands, and shares', () => {
    expect(['256MB', '1.5k', '7', '1GiB', '25%'].map(parseBytes)).toEqual([
      { bytes: 256_000_000 },
      { bytes: 1500 },
      { bytes: 7 },
      { bytes: 1_000_000_000 },
      { share: 0.25 },
    ]);
  });
});

describe('what does nothing', () => {
  it.each<[string, ChaosObject, string[]]>([
    ['a delay without latency', network({}), ['spec.delay']],
    [
      'a loss with a delay',
      network({ action: 'loss', delay: { latency: '1s' } }),
      ['spec.loss'],
    ],
    ['netem without anything', network({ action: 'netem' }), ['spec']],
    [
      'netem with a loss',
      network({ action: 'netem', loss: { loss: '5' } }),
      [],
    ],
    [
      'more than all, and less than nothing',
      network({
        action: 'netem',
        loss: { loss: '150' },
        duplicate: { duplicate: '-1' },
        corrupt: { corrupt: '100.5' },
        delay: { latency: '1s', reorder: { reorder: '101', gap: 1 } },
      }),
      [
        'spec.loss.loss',
        'spec.duplicate.duplicate',
        'spec.corrupt.corrupt',
        'spec.delay.reorder.reorder',
      ],
    ],
    [
      'all, and nothing',
      network({
        action: 'netem',
        loss: { loss: '100' },
        duplicate: { duplicate: '0' },
      }),
      [],
    ],
    ['a partition', network({ action: 'partition' }), []],
    ['a fault of HTTP that is none', http({ abort: false }), ['spec']],
    ['a replacement by nothing', http({ replace: {} }), ['spec']],
    [
      'a code of what has no answer yet',
      http({
        abort: true,
        code: 500,
        response_headers: { a: 'b' },
        replace: { code: 503 },
      }),
      ['spec.code', 'spec.response_headers', 'spec.replace.code'],
    ],
    [
      'a path of an answer',
      http({
        target: 'Response',
        replace: { path: '/', method: 'PUT', queries: {} },
        patch: { queries: [['a', 'b']] },
      }),
      [
        'spec.replace.path',
        'spec.replace.method',
        'spec.replace.queries',
        'spec.patch.queries',
      ],
    ],
    [
      'a patch of what is no JSON',
      http({ patch: { body: { type: 'JSON', value: '{' } } }),
      ['spec.patch.body.value'],
    ],
    [
      'a patch of another type',
      http({ patch: { body: { type: 'XML', value: '{}' } } }),
      ['spec.patch.body.type'],
    ],
    [
      'all that may be done to an answer',
      http({
        target: 'Response',
        code: 200,
        delay: '1s',
        replace: { code: 503, body: 'aGk=' },
        patch: { headers: [['a', 'b']] },
      }),
      [],
    ],
    ['a slow disk that is not slow', io({}), ['spec.delay']],
    ['a slow disk', io({ delay: '1s' }), []],
    [
      'a wildcard in the middle of a name',
      read('DNSChaos', {
        ...selected,
        action: 'error',
        patterns: ['core.*', 'c?re', 'core-*.org'],
      }),
      ['spec.patterns[2]'],
    ],
    ['a clock that is right', time({ timeOffset: '0s' }), ['spec.timeOffset']],
    [
      'a duration that is none, which the webhook of this kind lets through',
      time({ timeOffset: '1h', duration: 'soon' }),
      ['spec.duration'],
    ],
    [
      'such a duration in a schedule',
      schedule({
        type: 'TimeChaos',
        timeChaos: { ...selected, timeOffset: '1h', duration: '5' },
      }),
      ['spec.timeChaos.duration'],
    ],
    ['a time that is over', pod({ duration: '-5s' }), ['spec.duration']],
    ['a duration', pod({ duration: '5s' }), []],
    [
      'the 30th of February',
      schedule({ schedule: '0 0 30 2 *' }),
      ['spec.schedule'],
    ],
    ['the 29th', schedule({ schedule: '0 0 29 2 *' }), []],
    [
      'an interval that starts later than it may',
      schedule({ schedule: '@every 1h', startingDeadlineSeconds: 60 }),
      ['spec.schedule'],
    ],
    [
      'an experiment of a schedule that does nothing',
      schedule({
        type: 'NetworkChaos',
        networkChaos: { ...selected, action: 'delay', duration: '0s' },
      }),
      ['spec.networkChaos.duration', 'spec.networkChaos.delay'],
    ],
    [
      'a schedule of no workflow',
      schedule({ type: 'Workflow' }),
      ['spec.workflow'],
    ],
    [
      'a schedule of a workflow that has no entry and does nothing',
      schedule({
        type: 'Workflow',
        workflow: {
          entry: 'second',
          templates: [{ ...suspend, deadline: '-1s' }],
        },
      }),
      ['spec.workflow.entry', 'spec.workflow.templates[0].deadline'],
    ],
    [
      'a deadline that is none',
      workflow([{ ...suspend, deadline: 'soon' }]),
      ['spec.templates[0].deadline'],
    ],
    [
      'a workflow that comes round to itself',
      workflow([
        { name: 'first', templateType: 'Serial', children: ['wait', 'next'] },
        { name: 'next', templateType: 'Parallel', children: ['first'] },
        { ...suspend, name: 'wait' },
      ]),
      ['spec.templates[0].children', 'spec.templates[1].children'],
    ],
    [
      'what is in templates',
      workflow([
        {
          name: 'first',
          templateType: 'NetworkChaos',
          networkChaos: { ...selected, action: 'delay' },
        },
        {
          name: 'again',
          templateType: 'Schedule',
          schedule: { schedule: 'x', type: 'PodChaos' },
        },
        { name: 'never', templateType: 'Schedule' },
        { name: 'look', templateType: 'StatusCheck' },
      ]),
      [
        'spec.templates[0].networkChaos.delay',
        'spec.templates[1].schedule.schedule',
        'spec.templates[1].schedule.podChaos',
        'spec.templates[2].schedule',
        'spec.templates[3].statusCheck',
      ],
    ],
    ['a workflow', workflow([suspend]), []],
  ])('is found: %s', (_, object, fields) => {
    expect(findIneffective(object).map(({ field }) => field)).toEqual(fields);
  });
});

describe('a status check', () => {
  const request = { url: 'http://core/', criteria: { statusCode: '200' } };
  const check = (spec: object) =>
    validateStatusCheck(
      statusCheckSchema.parse({
        apiVersion: 'chaos-mesh.org/v1alpha1',
        kind: 'StatusCheck',
        metadata: { name: 'one', namespace: 'shop' },
        spec: { type: 'HTTP', http: request, ...spec },
      }),
    ).map(({ field }) => field);

  it.each<[string, object, string[]]>([
    ['of a URL', {}, []],
    ['without one', { http: undefined }, ['spec.http']],
    ['of an empty one', { http: { ...request, url: '' } }, ['spec.http.url']],
    ['of none', { http: { ...request, url: '/health' } }, ['spec.http.url']],
    ['of another type', { type: 'TCP' }, ['spec.type']],
    ['with no duration', { duration: 'long' }, ['spec.duration']],
    [
      'with no status code',
      { http: { ...request, criteria: { statusCode: 'fine' } } },
      ['spec.http.criteria.statusCode'],
    ],
  ])('%s', (_, spec, fields) => {
    expect(check(spec)).toEqual(fields);
  });

  it('expects one code, or a range of them', () => {
    expect(parseStatusCodes('204')).toEqual({ first: 204, last: 204 });
    expect(parseStatusCodes('200-299')).toEqual({ first: 200, last: 299 });
    for (const text of ['', '1000', '200-', '0-299', '2xx-299']) {
      expect(() => parseStatusCodes(text)).toThrow();
    }
  });
});

describe('defaults', () => {
  it('are those of the webhook, and nothing that is given is changed', () => {
    const object = network({
      device: 'eth0@if7',
      delay: { latency: '1s', reorder: { reorder: '5', gap: 1 } },
      loss: { loss: '5', correlation: '25' },
      duplicate: { duplicate: '1' },
      corrupt: { corrupt: '2', correlation: '' },
      target: { mode: 'one', selector: { namespaces: ['other'] } },
      unknown: 1,
    });
    expect(applyDefaults(object).spec).toEqual({
      mode: 'all',
      action: 'delay',
      direction: 'to',
      device: 'eth0',
      selector: { namespaces: ['shop'] },
      target: { mode: 'one', selector: { namespaces: ['other'] } },
      delay: {
        latency: '1s',
        jitter: '0ms',
        correlation: '0',
        reorder: { reorder: '5', gap: 1, correlation: '0' },
      },
      loss: { loss: '5', correlation: '25' },
      duplicate: { duplicate: '1', correlation: '0' },
      corrupt: { corrupt: '2', correlation: '0' },
      unknown: 1,
    });
    expect(object.spec).not.toHaveProperty('direction');
    const bare = { loss: { loss: '5' }, target: { mode: 'one', selector: {} } };
    expect(applyDefaults(network(bare)).spec).toMatchObject({
      loss: { loss: '5', correlation: '0' },
      target: { mode: 'one', selector: { namespaces: ['shop'] } },
    });
    expect(applyDefaults(time({ timeOffset: '1s' })).spec).toMatchObject({
      clockIds: ['CLOCK_REALTIME'],
    });
    expect(applyDefaults(schedule({})).spec).toMatchObject({
      concurrencyPolicy: 'Forbid',
      podChaos: { selector: {} },
    });
    expect(applyDefaults(workflow([kill])).spec).toMatchObject({
      templates: [{ podChaos: { selector: { namespaces: ['shop'] } } }],
    });
  });
});
