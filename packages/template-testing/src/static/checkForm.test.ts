import { createMockDirectory } from '@backstage/backend-test-utils';
import { stringify } from 'yaml';
import { TemplateSource } from '../template/TemplateSource';
import { checkForm } from './checkForm';

type Page = { title: string; required?: string[]; properties: object };

const text = { type: 'string', title: 'Text', description: 'What it is.' };
const given = { ...text, default: 'a' };

/** So many questions, each like the one. */
const many = (count: number, question: object, prefix = 'q') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${prefix}${index}`,
      question,
    ]),
  );

const page = (title: string, properties: object, more: object = {}): Page => ({
  title,
  required: Object.keys(properties),
  properties,
  ...more,
});

describe('checkForm', () => {
  const directory = createMockDirectory();

  async function check(...pages: Page[]) {
    directory.setContent({
      'template.yaml': stringify({
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        kind: 'Template',
        metadata: { name: 'form' },
        spec: { type: 'service', parameters: pages, steps: [] },
      }),
    });
    return checkForm(await TemplateSource.read(directory.path)).map(
      ({ message }) => message,
    );
  }

  it('takes a form whose pages are small, and whose many defaults stand apart', async () => {
    expect(
      await check(
        page('One', many(8, text, 'a')),
        page('Two', many(4, text, 'b')),
        page('Advanced', many(8, given, 'c')),
      ),
    ).toEqual([]);
  });

  it('counts the questions of a page, by condition or in parts as well', async () => {
    const told = ['On the page One there are 9 questions, 8 at most'];
    const parts = { ...given, type: 'object', properties: many(9, text) };
    const asked = { properties: { q8: text }, required: ['q8'] };

    expect(await check(page('One', many(9, text)))).toEqual(told);
    expect(
      await check(page('One', many(8, text), { allOf: [{ then: asked }] })),
    ).toEqual(told);
    expect(
      await check(
        page('One', {
          parts: { ...parts, required: Object.keys(many(9, text)) },
        }),
      ),
    ).toEqual(told);
  });

  it('counts one question that is put in two ways once', async () => {
    const where = { properties: { q7: text } };
    expect(
      await check(
        page('One', many(7, text), {
          required: Object.keys(many(8, text)),
          dependencies: { q0: { oneOf: [where, where] } },
        }),
      ),
    ).toEqual([]);
  });

  it('counts what is asked of each entry of a list by itself', async () => {
    const list = (count: number) => ({
      ...text,
      type: 'array',
      items: {
        type: 'object',
        required: Object.keys(many(count, text)),
        properties: many(count, text),
      },
    });
    expect(
      await check(page('One', { ...many(7, text), list: list(8) })),
    ).toEqual([]);
    expect(await check(page('One', { list: list(9) }))).toEqual([
      'In each of list there are 9 questions, 8 at most',
    ]);
  });

  it('counts what has to be read, a default among questions included', async () => {
    expect(
      await check(
        page('One', many(7, text, 'a')),
        page('Two', { ...many(5, given, 'b'), open: text }),
        page('Three', many(7, given, 'c')),
      ),
    ).toEqual([
      'On pages that have to be answered there are 13 questions, 12 at most',
    ]);
  });

  it('counts only pages that nobody gets past without an answer', async () => {
    const told = [
      'On pages that have to be answered there are 16 questions, 12 at most',
    ];
    const optional = { ...text, description: 'Without an answer it is none.' };
    const parts = (more: object, part: object = text) => ({
      type: 'object',
      title: 'Parts',
      description: 'Of it.',
      required: ['part'],
      properties: { part },
      ...more,
    });
    const entries = { ...given, type: 'array', default: [], items: parts({}) };
    const second = (
      last: object,
      { required, ...more }: { required: boolean; allOf?: object[] },
    ) =>
      check(
        page('One', many(8, text, 'a')),
        page(
          'Two',
          { ...many(7, given, 'b'), last },
          { ...more, ...(required ? {} : { required: ['b0'] }) },
        ),
      );

    expect(await second(text, { required: true })).toEqual(told);
    expect(await second(optional, { required: false })).toEqual([]);
    expect(await second(parts({}), { required: true })).toEqual(told);
    expect(await second(parts({}, given), { required: true })).toEqual([]);
    expect(
      await second(parts({ default: { part: 'a' } }), { required: true }),
    ).toEqual([]);
    expect(await second(entries, { required: true })).toEqual([]);
    // Left open, unless another answer asks for it.
    expect(
      await second(optional, {
        required: false,
        allOf: [{ then: { required: ['last'], properties: { last: text } } }],
      }),
    ).toEqual(told);
  });

  it('counts all of them', async () => {
    expect(
      await check(
        page('One', many(7, given, 'a')),
        page('Two', many(7, given, 'b')),
        page('Three', many(7, given, 'c')),
      ),
    ).toEqual(['In all there are 21 questions, 20 at most']);
  });

  it('wants a default, an answer, or a word about none', async () => {
    const open = (question: object) =>
      check({ title: 'One', properties: { open: question } });

    const told = [
      'The question open has no default and wants no answer: its description has to say what happens, in a sentence that begins with "Without an answer"',
    ];
    expect(await open(text)).toEqual(told);
    // No other words, which may speak of something else.
    for (const description of [
      'May be left open.',
      'It is the first without an answer.',
      'Without an answers.',
    ]) {
      expect(await open({ ...text, description })).toEqual(told);
    }
    expect(await open(given)).toEqual([]);
    expect(
      await open({
        ...text,
        description: 'Without an answer it is the first.',
      }),
    ).toEqual([]);
    // The default of the whole has its part.
    expect(
      await open({
        ...given,
        type: 'object',
        default: { part: 'a' },
        properties: { part: text },
      }),
    ).toEqual([]);
  });

  it('wants what is advanced to be last, and to stand as it is', async () => {
    const description = 'Without an answer there is none.';
    expect(
      await check(
        page('One', { name: text }),
        page(
          'Advanced',
          { rare: given, rarer: { ...text, description } },
          { required: ['rare'] },
        ),
      ),
    ).toEqual([]);
    expect(
      await check(
        page('Advanced', { rare: given }),
        page('One', { name: text }),
        page('Advanced: teams', { team: text }),
      ),
    ).toEqual([
      'The page Advanced stands before others, and is passed last',
      'The question team of the page Advanced: teams has no default',
    ]);
  });
});
