import { asSchedule, outlineOf } from './standing';

const workflow = (templates: string) =>
  `kind: Workflow\nspec:\n  entry: all\n  templates:\n${templates}`;

describe('what is being typed', () => {
  it.each([
    ['an alias of nothing', 'kind: PodChaos\nspec: *a\n'],
    [
      'aliases without end',
      `kind: Workflow\na: &a [1, 2]\nspec: [${'*a, '.repeat(30)}]\n`,
    ],
    ['no YAML', 'kind: [\n'],
  ])('has no outline and is no Schedule yet: %s', (_, text) => {
    expect(outlineOf(text)).toEqual([]);
    expect(asSchedule(text, '@daily')).toBe(text);
  });

  it('is outlined to an end, whatever steps share', () => {
    const shared = Array.from(
      { length: 30 },
      (_, index) =>
        `    - { name: s${index}, templateType: Parallel, children: [s${
          index + 1
        }, s${index + 1}] }`,
    );
    const lines = outlineOf(
      workflow(
        [
          '    - { name: all, templateType: Serial, children: [s0, s0] }',
          ...shared,
        ].join('\n'),
      ),
    );
    expect(lines).toHaveLength(200);
    expect(lines[0]).toEqual({ name: 'all', type: 'Serial', depth: 0 });
  });
});
