import { InputError } from '@backstage/errors';
import { createTemplateFilter } from '@backstage/plugin-scaffolder-node/alpha';
import { stringify } from 'yaml';
import { requireText, wordsOf } from './words';

const envName = createTemplateFilter({
  id: 'envName',
  description:
    'The name of an environment variable for a thing, with an optional ending.',
  schema: z =>
    z.function().args(z.string(), z.string().optional()).returns(z.string()),
  examples: [
    {
      description: 'The address of another service',
      example: "${{ 'order-service' | envName('url') }}",
      notes: 'ORDER_SERVICE_URL',
    },
  ],
  filter: (name, ending) => {
    const words = [
      ...wordsOf('envName', name),
      ...(ending === undefined ? [] : wordsOf('envName', ending)),
    ];
    return assertNoLeadingDigit('envName', words.join('_').toUpperCase());
  },
});

const pascalCase = createTemplateFilter({
  id: 'pascalCase',
  description: 'The name of a class or a type for a thing.',
  schema: z => z.function().args(z.string()).returns(z.string()),
  examples: [
    {
      description: 'A type for a service',
      example: "${{ 'order-service' | pascalCase }}",
      notes: 'OrderService',
    },
  ],
  filter: name =>
    assertNoLeadingDigit(
      'pascalCase',
      wordsOf('pascalCase', name)
        .map(word => word[0].toUpperCase() + word.slice(1).toLowerCase())
        .join(''),
    ),
});

const yamlString = createTemplateFilter({
  id: 'yamlString',
  description:
    'A text as a quoted YAML string on one line, whatever characters it has.',
  schema: z => z.function().args(z.string()).returns(z.string()),
  examples: [
    {
      description: 'A description that a person has typed',
      example: 'description: ${{ \'Orders: "all" of them\' | yamlString }}',
      notes: 'description: "Orders: \\"all\\" of them"',
    },
  ],
  filter: text =>
    stringify(requireText('yamlString', text), {
      defaultStringType: 'QUOTE_DOUBLE',
      doubleQuotedAsJSON: true,
      lineWidth: 0,
    }).trimEnd(),
});

const jsonString = createTemplateFilter({
  id: 'jsonString',
  description: 'A text as a JSON string with its quotation marks.',
  schema: z => z.function().args(z.string()).returns(z.string()),
  examples: [
    {
      description: 'A description in package.json',
      example: '"description": ${{ \'Orders: "all" of them\' | jsonString }}',
      notes: '"description": "Orders: \\"all\\" of them"',
    },
  ],
  filter: text => JSON.stringify(requireText('jsonString', text)),
});

const unique = createTemplateFilter({
  id: 'unique',
  description: 'A list of texts with each of them once, where it comes first.',
  schema: z =>
    z.function().args(z.array(z.string())).returns(z.array(z.string())),
  examples: [
    {
      description: 'Services that two questions name',
      example: "${{ ['core', 'payments', 'core'] | unique | join(' ') }}",
      notes: 'core payments',
    },
  ],
  filter: texts => {
    if (!Array.isArray(texts)) {
      throw new InputError('unique: this is no list');
    }
    return [...new Set(texts)];
  },
});

function assertNoLeadingDigit(filter: string, name: string): string {
  if (/^[0-9]/.test(name)) {
    throw new InputError(`${filter}: ${name} cannot begin with a digit`);
  }
  return name;
}

/** The filters that this module adds to those of Nunjucks and Backstage. */
export const filters = [envName, pascalCase, yamlString, jsonString, unique];
