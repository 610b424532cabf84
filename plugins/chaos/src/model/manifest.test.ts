import { networkDelay } from '../__testUtils__/chaos';
import { readManifest, writeField, type FieldName } from './manifest';

function fieldOf(text: string, name: FieldName) {
  const read = readManifest(text);
  const field =
    'fields' in read ? read.fields.find(each => each.name === name) : undefined;
  if (!field) {
    throw new Error(`There is no field ${name}`);
  }
  return field;
}

function textsOf(text: string) {
  const read = readManifest(text);
  return 'fields' in read
    ? Object.fromEntries(read.fields.map(field => [field.name, field.text]))
    : read;
}

const experiment = (kind: string, spec: string) =>
  `kind: ${kind}\nspec:\n${spec.replace(/^/gm, '  ')}\n`;

describe('the fields of an experiment', () => {
  it.each([
    [
      networkDelay,
      { mode: 'one', duration: '60s', latency: '200ms', jitter: '' },
    ],
    [
      experiment(
        'NetworkChaos',
        'action: loss\nmode: fixed\nvalue: "2"\nloss:\n  loss: "25"',
      ),
      { mode: 'fixed', value: '2', duration: '', loss: '25' },
    ],
    // Killing is over at once.
    [experiment('PodChaos', 'action: pod-kill\nmode: all'), { mode: 'all' }],
    [
      experiment(
        'StressChaos',
        'mode: one\nstressors:\n  cpu:\n    workers: 2',
      ),
      { mode: 'one', duration: '', cpuWorkers: '2', cpuLoad: '' },
    ],
    [
      experiment('HTTPChaos', 'mode: one\ndelay: 1s'),
      { mode: 'one', duration: '', httpDelay: '1s' },
    ],
    ['', {}],
    ['just text', {}],
  ])('are read from %j', (text, fields) => {
    expect(textsOf(text)).toEqual(fields);
  });

  it('are not read from what is not YAML', () => {
    expect(readManifest('spec: [1, 2')).toEqual({
      problem: expect.stringMatching(/^Flow sequence .* line 1, column 12$/),
    });
    const broken = 'a: [1';
    expect(writeField(broken, fieldOf(networkDelay, 'duration'), '5s')).toBe(
      broken,
    );
  });

  it('change the text, and leave everything else as it is', () => {
    const longer = writeField(
      networkDelay,
      fieldOf(networkDelay, 'duration'),
      '2m',
    );
    expect(longer.replace('2m', '60s').replace(/\[ | \]/g, m => m.trim())).toBe(
      networkDelay,
    );

    const withJitter = writeField(longer, fieldOf(longer, 'jitter'), '10ms');
    expect(textsOf(withJitter)).toMatchObject({
      latency: '200ms',
      jitter: '10ms',
    });
    expect(
      textsOf(writeField(withJitter, fieldOf(withJitter, 'jitter'), ' ')),
    ).toMatchObject({ jitter: '' });
  });

  it('keep what Chaos Mesh wants as text as text, and numbers as numbers', () => {
    const some = writeField(
      networkDelay,
      fieldOf(networkDelay, 'mode'),
      'fixed',
    );
    const two = writeField(some, fieldOf(some, 'value'), '2');
    expect(two).toContain('mode: fixed # of two');
    expect(two).toContain('value: "2"');
    // A mode without a value takes it away.
    expect(writeField(two, fieldOf(two, 'mode'), 'all')).not.toContain('value');

    const stress = experiment(
      'StressChaos',
      'mode: one\nstressors:\n  cpu:\n    workers: 2',
    );
    expect(writeField(stress, fieldOf(stress, 'cpuLoad'), '80')).toContain(
      'load: 80\n',
    );
  });
});
