import {
  applyDefaults,
  CHAOS_API_VERSION,
  experimentKinds,
  experimentSchema,
  findIneffective,
  standingSet,
  validateChaos,
  type ExperimentKind,
} from '@shop-platform/backstage-plugin-chaos-common';
import Ajv from 'ajv';
import { parse, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import {
  describeWithReference,
  referenceSchema,
  whySkipped,
} from '../../__testUtils__/referenceDefinitions';
import { experimentOf, NEW_STEPS } from '../workflow';
import { problemOf, shownText } from './fieldText';
import { type FormSchema } from './FormSchema';
import { kindForms } from './kindForms';
import {
  isExperimentKind,
  readSpecForm,
  type FormField,
  type SpecPlace,
} from './specForm';
import { specSchemas } from './specSchemas.generated';
import { addEntry, removeEntry, writeField } from './writeSpec';

const FILLINGS = 8;
const STEPS = 20;
const KINDS = Object.keys(experimentKinds).filter(isExperimentKind);

function referenceSpec(kind: ExperimentKind): object {
  return z
    .looseObject({})
    .parse(referenceSchema(kind.toLowerCase()).properties.spec);
}

/** The same numbers for the same seed: what fails can be looked at. */
function randomFrom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return {
    chance: (of: number) => next() < of,
    pick: <T>(items: readonly T[]): T =>
      items[Math.floor(next() * items.length)],
  };
}

type Random = ReturnType<typeof randomFrom>;

/** What YAML likes to take for something else. */
const WORDS = [
  'shop',
  '25',
  '0.5',
  'yes',
  'null',
  '~',
  '- x',
  'a: b',
  '#c',
  "it's",
  '*x',
  '200ms',
  'true',
];

function textFor({ schema, shape }: FormField, random: Random): string {
  const word = () => random.pick(WORDS);
  const plain = () => random.pick(['app', 'tier', 'x-user']);
  const { minimum = -3, maximum = minimum + 50 } = schema;
  switch (shape) {
    case 'choice':
      return random.pick(schema.enum ?? []);
    case 'flag':
      return random.pick(['true', 'false']);
    case 'integer':
      return random.pick([
        String(minimum),
        String(maximum),
        String(maximum + 1),
        'some',
      ]);
    case 'lines':
      return [word(), word()].join('\n');
    case 'map':
    case 'pairs':
      return `${plain()}=${word()}\ntwo=a=b`;
    case 'lists':
      return `${plain()}=${plain()}, ${plain()}`;
    default:
      return schema.pattern && random.chance(0.7) ? '15ms' : word();
  }
}

const allIn = (fields: readonly FormField[]): FormField[] =>
  fields.flatMap(field => [
    field,
    ...allIn(field.fields),
    ...allIn(field.entries.flat()),
  ]);

function fieldsOf(text: string, place: SpecPlace): FormField[] {
  const { main, more } = readSpecForm(parseDocument(text), place);
  return allIn([...main, ...more]);
}

/** Does one thing that a person could do in the form. */
function someChange(text: string, place: SpecPlace, random: Random): string {
  const field = random.pick(fieldsOf(text, place));
  switch (field.shape) {
    case 'group':
      return text;
    case 'groups':
      return field.entries.length > 0 && random.chance(0.5)
        ? removeEntry(
            text,
            place,
            field,
            random.pick([...field.entries.keys()]),
          )
        : addEntry(text, field);
    default: {
      if (shownText(field.schema, field.value) === undefined) {
        return text;
      }
      const entered = random.chance(0.15) ? '' : textFor(field, random);
      return writeField(text, place, field, entered);
    }
  }
}

const hasProblems = (text: string, place: SpecPlace) =>
  fieldsOf(text, place).some(
    ({ schema, value, isRequired }) =>
      problemOf(schema, value, isRequired) !== undefined,
  );

/** The spec as whoever reads the text finds it. */
function specOf(text: string, { path }: SpecPlace): unknown {
  const spec: unknown = parseDocument(text).getIn(path);
  return parse(stringify(spec));
}

/** Where an experiment of a kind can stand: alone, in a Schedule, and as a step. */
function textsOf(kind: ExperimentKind): [text: string, place: SpecPlace][] {
  const { fields } = experimentOf(kind, 'shop');
  const { field } = experimentKinds[kind];
  const spec = { [field]: fields[field] }[field];
  return [
    [
      `# Kept\n${stringify({ kind, later: 1, spec })}`,
      { kind, path: ['spec'] },
    ],
    [
      `# Kept\n${stringify({
        kind: 'Schedule',
        later: 1,
        spec: { schedule: '0 3 * * 1', type: kind, [field]: spec },
      })}`,
      { kind, path: ['spec', field] },
    ],
    [
      `# Kept\n${stringify({
        kind: 'Workflow',
        later: 1,
        spec: { templates: [NEW_STEPS.Suspend.fields, fields] },
      })}`,
      {
        kind,
        path: ['spec', 'templates', 1, field],
        omit: ['duration', 'selector.namespaces', 'selector.labelSelectors'],
      },
    ],
  ];
}

/** The fields of which the webhook, or what has no effect, complains. */
function doubtsOf(text: string, place: SpecPlace): string[] {
  const experiment = applyDefaults(
    experimentSchema.parse({
      apiVersion: CHAOS_API_VERSION,
      kind: place.kind,
      metadata: { name: 'one', namespace: 'shop' },
      spec: specOf(text, place),
    }),
  );
  return [...validateChaos(experiment), ...findIneffective(experiment)].map(
    ({ field }) => field,
  );
}

/** The experiments of the platform's standing set, each with its place. */
function standingTexts(): [text: string, place: SpecPlace][] {
  const set = standingSet({
    namespace: 'shop',
    statusUrl: 'http://web.shop.svc/readyz',
  });
  return set.flatMap(({ manifest }) => {
    const text = stringify(manifest);
    const { spec } = manifest;
    const holder = z
      .looseObject({ workflow: z.looseObject({}).optional() })
      .parse(spec);
    const base = holder.workflow ? ['spec', 'workflow'] : ['spec'];
    const { templates = [] } = z
      .looseObject({ templates: z.array(z.looseObject({})).optional() })
      .parse(holder.workflow ?? spec);
    const at = (holds: object, path: SpecPlace['path']) =>
      KINDS.flatMap((kind): [string, SpecPlace][] => {
        const { field } = experimentKinds[kind];
        return field in holds ? [[text, { kind, path: [...path, field] }]] : [];
      });
    return [
      ...at(spec, ['spec']),
      ...templates.flatMap((template, index) =>
        at(template, [...base, 'templates', index]),
      ),
    ];
  });
}

function describeFillings(
  schemaOf: (kind: ExperimentKind) => FormSchema | object,
) {
  const ajv = new Ajv({ strict: false, validateFormats: false });

  it.each(KINDS)('says of a %s what its definition refuses', kind => {
    const validate = ajv.compile(schemaOf(kind));
    let refused = 0;
    for (const [begun, place] of textsOf(kind)) {
      for (let seed = 1; seed <= FILLINGS; seed += 1) {
        const random = randomFrom(seed * 7_919);
        let text = begun;
        for (let step = 0; step < STEPS; step += 1) {
          text = someChange(text, place, random);
          const fits = validate(specOf(text, place));
          refused += fits ? 0 : 1;
          expect([hasProblems(text, place), text]).toEqual([!fits, text]);
        }
        expect(text).toMatch(/^# Kept\n[^]*^later: 1$/m);
      }
    }
    // Both were seen.
    expect(refused).toBeGreaterThan(0);
  });

  it.each(KINDS)('begins every choice of a %s with what fits', kind => {
    const validate = ajv.compile(schemaOf(kind));
    const { by } = kindForms[kind];
    for (const [begun, place] of textsOf(kind)) {
      const choice = fieldsOf(begun, place).find(({ id }) => id === by);
      for (const entered of choice?.schema.enum ?? []) {
        const text = choice ? writeField(begun, place, choice, entered) : begun;
        validate(specOf(text, place));
        expect(validate.errors).toBeNull();
        expect(hasProblems(text, place)).toBe(false);
        expect(doubtsOf(text, place)).toEqual(
          // Which container has to be said.
          entered === 'container-kill' ? ['spec.containerNames'] : [],
        );
      }
    }
  });
}

it('finds nothing wrong with the standing set, and takes every field of it', () => {
  const texts = standingTexts();
  expect(texts.length).toBeGreaterThan(8);
  for (const [text, place] of texts) {
    const fields = fieldsOf(text, place).filter(
      ({ shape, value }) =>
        value !== undefined && shape !== 'group' && shape !== 'groups',
    );
    expect(fields.length).toBeGreaterThan(2);
    expect(hasProblems(text, place)).toBe(false);
    for (const field of fields) {
      const shown = shownText(field.schema, field.value) ?? '';
      expect(parse(writeField(text, place, field, shown))).toEqual(parse(text));
    }
  }
});

describe('the form, beside the definitions of the repository', () => {
  describeFillings(kind => specSchemas[kind]);
});

describeWithReference(`the form, beside Chaos Mesh's own${whySkipped}`, () => {
  describeFillings(referenceSpec);
});
