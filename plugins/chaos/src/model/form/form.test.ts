import { parseDocument } from 'yaml';
import { networkDelay } from '../../__testUtils__/chaos';
import { readManifest } from '../manifest';
import { addEntry, readSpecForm, removeEntry, writeField } from '.';
import { NAMES } from './fieldNames';
import { problemOf, shownText } from './fieldText';
import { type FormSchema } from './FormSchema';
import { kindForms } from './kindForms';
import { type FormField, type SpecPlace } from './specForm';
import { specSchemas } from './specSchemas.generated';

function placeOf(text: string): SpecPlace {
  const read = readManifest(text);
  if ('problem' in read || !read.place) {
    throw new Error('It is no experiment');
  }
  return read.place;
}

const formOf = (text: string) =>
  readSpecForm(parseDocument(text), placeOf(text));

const allIn = (fields: readonly FormField[]): FormField[] =>
  fields.flatMap(field => [
    field,
    ...allIn(field.fields),
    ...allIn(field.entries.flat()),
  ]);

function fieldOf(text: string, id: string): FormField {
  const { main, more } = formOf(text);
  const field = allIn([...main, ...more]).find(each => each.id === id);
  if (!field) {
    throw new Error(`There is no field ${id}`);
  }
  return field;
}

const write = (text: string, id: string, entered: string) =>
  writeField(text, placeOf(text), fieldOf(text, id), entered);

const shown = ({ schema, value }: FormField) => shownText(schema, value);

const mainOf = (text: string) =>
  Object.fromEntries(formOf(text).main.map(field => [field.id, shown(field)]));

/** All fields of a schema, by where they stand. */
const idsIn = ({ properties = {} }: FormSchema): string[] =>
  Object.entries(properties).flatMap(([name, schema]) => [
    name,
    ...idsIn(schema).map(id => `${name}.${id}`),
  ]);

const experiment = (kind: string, spec: string) =>
  `kind: ${kind}\nspec:\n${spec.replace(/^/gm, '  ')}\n`;

const pod = experiment('PodChaos', 'action: pod-kill\nmode: all');

describe('the fields that matter first', () => {
  it.each([
    [
      networkDelay,
      {
        action: 'delay',
        mode: 'one',
        duration: '60s',
        'delay.latency': '200ms',
        'delay.jitter': '',
      },
    ],
    [
      experiment(
        'NetworkChaos',
        'action: loss\nmode: fixed\nvalue: "2"\nloss:\n  loss: "25"',
      ),
      {
        action: 'loss',
        mode: 'fixed',
        value: '2',
        duration: '',
        'loss.loss': '25',
      },
    ],
    [
      experiment('NetworkChaos', 'action: partition\nmode: all'),
      {
        action: 'partition',
        mode: 'all',
        duration: '',
        direction: '',
        externalTargets: '',
      },
    ],
    // Killing is over at once.
    [pod, { action: 'pod-kill', mode: 'all', gracePeriod: '' }],
    [
      experiment(
        'StressChaos',
        'mode: one\nstressors:\n  cpu:\n    workers: 2',
      ),
      {
        mode: 'one',
        duration: '',
        'stressors.cpu.workers': '2',
        'stressors.cpu.load': '',
      },
    ],
    [
      experiment('HTTPChaos', 'mode: one\ntarget: Request\ndelay: 1s'),
      {
        target: 'Request',
        port: '',
        path: '',
        mode: 'one',
        duration: '',
        delay: '1s',
        abort: '',
      },
    ],
    [
      experiment('IOChaos', 'action: fault\nmode: one\nerrno: 5'),
      {
        action: 'fault',
        volumePath: '',
        path: '',
        mode: 'one',
        duration: '',
        errno: '5',
        percent: '',
      },
    ],
    // Nothing is written yet.
    ['kind: TimeChaos\nspec:\n', { timeOffset: '', mode: '', duration: '' }],
    ['kind: DNSChaos\n', { action: '', patterns: '', mode: '', duration: '' }],
  ])('are those of the kind and the action: %j', (text, fields) => {
    expect(mainOf(text)).toEqual(fields);
  });
});

describe('all other fields', () => {
  const idsOf = (text: string) => allIn(formOf(text).more).map(({ id }) => id);

  it('are those that do something beside the action, and those that are there', () => {
    const ids = idsOf(networkDelay);
    expect(ids).toContain('delay.reorder.gap');
    expect(ids).toContain('target.selector.labelSelectors');
    expect(ids).not.toContain('delay.latency');
    expect(ids).not.toContain('loss');
    // The portal refuses what acts past the rules of a cluster.
    expect(ids).not.toContain('remoteCluster');
    const withLoss = networkDelay.replace('  mode:', '  loss: {}\n  mode:');
    expect(idsOf(withLoss)).toContain('loss.correlation');
  });

  it('leave out what is asked for elsewhere', () => {
    const { main, more } = readSpecForm(parseDocument(networkDelay), {
      ...placeOf(networkDelay),
      omit: ['duration', 'selector.namespaces'],
    });
    const ids = allIn([...main, ...more]).map(({ id }) => id);
    expect(ids).not.toContain('duration');
    expect(ids).not.toContain('selector.namespaces');
    expect(ids).toContain('selector.labelSelectors');
  });
});

describe('a field that is changed', () => {
  it('leaves everything else as it is', () => {
    const longer = write(networkDelay, 'duration', '2m');
    expect(longer.replace('2m', '60s')).toBe(networkDelay);
    const withJitter = write(longer, 'delay.jitter', '10ms');
    expect(withJitter).toContain('latency: 200ms\n    jitter: 10ms');
    expect(write(withJitter, 'delay.jitter', ' ')).toBe(longer);
    // Quotes of the first digit go with it.
    expect(
      write(write(longer, 'delay.jitter', '1'), 'delay.jitter', '10ms'),
    ).toBe(withJitter);
    const unknown = `${networkDelay}  new: { in: [next, release] }\n`;
    expect(write(unknown, 'delay.jitter', '10ms')).toContain(
      '  new: { in: [next, release] }\n',
    );
  });

  it('is written as Chaos Mesh wants it', () => {
    const two = write(write(networkDelay, 'mode', 'fixed'), 'value', '2');
    expect(two).toContain('mode: fixed # of two');
    expect(two).toContain('value: "2"');
    // A mode without a value takes it away.
    expect(write(two, 'mode', 'all')).not.toContain('value');
    expect(write(pod, 'gracePeriod', '5')).toContain('gracePeriod: 5\n');
    const http = experiment('HTTPChaos', 'mode: one\ntarget: Request');
    expect(write(http, 'abort', 'true')).toContain('abort: true\n');
    expect(write(write(http, 'abort', 'true'), 'abort', 'false')).toBe(http);
    expect(write(http, 'request_headers', 'x-user=a=b\n\nx-empty')).toContain(
      'request_headers:\n    x-user: a=b\n    x-empty: ""\n',
    );
    expect(
      parseDocument(write(http, 'patch.headers', 'Token=1')).toJS(),
    ).toMatchObject({ spec: { patch: { headers: [['Token', '1']] } } });
    expect(
      parseDocument(write(pod, 'selector.pods', 'shop=a, b')).toJS(),
    ).toMatchObject({ spec: { selector: { pods: { shop: ['a', 'b'] } } } });
  });

  it('brings what goes with an action, and takes away what goes with another', () => {
    const loss = write(networkDelay, 'action', 'loss');
    expect(parseDocument(loss).toJS()).toMatchObject({
      spec: { action: 'loss', loss: { loss: '10' }, duration: '60s' },
    });
    expect(loss).not.toContain('latency');
    const partition = write(loss, 'action', 'partition');
    expect(partition).toContain('direction: both');
    // With any other action, that needs the other side to be named.
    expect(write(partition, 'action', 'delay')).not.toContain('direction');
    const down = write(pod, 'action', 'pod-failure');
    expect(down).toContain('duration: 1m');
    expect(write(down, 'action', 'pod-kill')).toBe(pod);
  });

  it('makes room where there is none, and leaves none behind', () => {
    const bare = 'kind: PodChaos\nspec:\n';
    const written = write(bare, 'selector.namespaces', 'shop');
    expect(written).toBe(
      'kind: PodChaos\nspec:\n  selector:\n    namespaces:\n      - shop\n',
    );
    // A selector has to be there.
    expect(write(written, 'selector.namespaces', '')).toContain('selector: {}');
    const other = write(networkDelay, 'target.selector.namespaces', 'db');
    expect(write(other, 'target.selector.namespaces', '')).toBe(networkDelay);
  });

  it('can be an entry of a list', () => {
    const list = 'selector.expressionSelectors';
    const place = placeOf(networkDelay);
    const added = addEntry(networkDelay, fieldOf(networkDelay, list));
    expect(added).toContain(
      'expressionSelectors:\n      - key: ""\n        operator: In\n',
    );
    const filled = write(added, `${list}.values`, 'a\nb');
    expect(parseDocument(filled).toJS()).toMatchObject({
      spec: {
        selector: {
          expressionSelectors: [
            { key: '', operator: 'In', values: ['a', 'b'] },
          ],
        },
      },
    });
    const two = addEntry(filled, fieldOf(filled, list));
    expect(removeEntry(two, place, fieldOf(two, list), 1)).toBe(filled);
    expect(removeEntry(filled, place, fieldOf(filled, list), 0)).toBe(
      networkDelay,
    );
  });

  it('does not change what it cannot read or show', () => {
    const place = placeOf(pod);
    const mode = fieldOf(pod, 'mode');
    expect(writeField('a: [1', place, mode, 'one')).toBe('a: [1');
    expect(writeField('text', place, mode, 'one')).toBe('text');
    // Behind an alias stands another place.
    const aliased = `x: &x { mode: one }\n${experiment('PodChaos', '').replace(
      'spec:\n  \n',
      'spec: *x\n',
    )}`;
    expect(writeField(aliased, placeOf(aliased), mode, 'all')).toBe(aliased);
    expect(readManifest(aliased)).toMatchObject({ hasAliases: true });
    const odd = experiment('PodChaos', 'selector:\n  namespaces: shop');
    const field = fieldOf(odd, 'selector.namespaces');
    expect(shown(field)).toBeUndefined();
    expect(problemOf(field.schema, field.value, false)).toEqual({
      reason: 'shape',
    });
  });
});

it('is told of no field that a definition does not have', () => {
  const known = Object.entries(specSchemas).flatMap(([kind, schema]) =>
    idsIn(schema).map(id => [kind, id] as const),
  );
  const isKnown = (kind: string, id: string) =>
    known.some(([ofKind, ofId]) => ofKind === kind && ofId === id);
  const named = Object.entries(kindForms).flatMap(
    ([kind, { by, main, only = {}, begin = {}, resets = [] }]) =>
      [
        ...(by === undefined ? [] : [by]),
        ...main.map(field => (typeof field === 'string' ? field : field.id)),
        ...Object.keys(only),
        ...Object.values(begin).flatMap(Object.keys),
        ...resets,
      ].map(id => [kind, id] as const),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(([kind, id]) => !isKnown(kind, id))).toEqual([]);
  const titles = Object.keys(NAMES).filter(
    name =>
      !known.some(([kind, id]) => name === id || name === `${kind}.${id}`),
  );
  expect(titles).toEqual([]);
});
