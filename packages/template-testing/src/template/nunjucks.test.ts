import { instrument } from '../strict/instrument';
import { readBlock } from './blocks';
import { readReferences, readTags } from './nunjucks';

describe('readTags', () => {
  it('finds tags, and none in comments, raw blocks and strings', () => {
    const source = [
      '${{- values.a -}} {# ${{ values.b }} #}',
      "{% raw %}${{ values.c }}{% endraw %}{%- if values.d == '}} %}' %}",
      "${{ '${{ values.e }}' }} {%- verbatim -%}{% x %}{% endverbatim %}",
    ].join('\n');

    expect(
      readTags(source).map(({ kind, inner, line }) => [
        kind,
        inner.trim(),
        line,
      ]),
    ).toEqual([
      ['output', 'values.a', 1],
      ['block', "if values.d == '}} %}'", 2],
      ['output', "'${{ values.e }}'", 3],
    ]);
  });

  it.each(['${{ a', '{% if a', '{# a', '{% raw %} a', "${{ 'a }}"])(
    'does not accept %s',
    source => {
      expect(() => readTags(`\n${source}`)).toThrow(/^Line 2: .* is missing$/);
    },
  );
});

describe('readReferences', () => {
  it.each([
    ['values.a.b', ['values.a.b']],
    ["values['a']['b-c'] + values.d", ['values.a.b-c', 'values.d']],
    ["'values.a' | replace('b', values.c) | upper", ['values.c']],
    ['a if values.b is defined else not c', ['a', 'values.b', 'c']],
    [
      'range(1, stop=end) and { key: value } == true',
      ['range', 'end', 'value'],
    ],
    ['values.calls[0].name', ['values.calls']],
  ])('reads %s', (expression, expected) => {
    expect(
      readReferences(expression).map(({ root, path }) =>
        [root, ...path].join('.'),
      ),
    ).toEqual(expected);
  });
});

describe('readBlock', () => {
  it.each([
    [' for key, item in values.a ', ['key', 'item'], 'values.a '],
    [' set total = values.a + 1 ', ['total'], 'values.a + 1 '],
    [' macro row(name, size=1) ', ['row', 'name', 'size'], undefined],
    [' elif values.a ', [], 'values.a '],
    [' endfor ', [], undefined],
  ])('takes apart %s', (inner, declares, expression) => {
    const block = readBlock(inner);
    expect(block.declares).toEqual(declares);
    expect(block.expression?.text).toBe(expression);
  });
});

describe('instrument', () => {
  it('watches every expression and changes nothing else', () => {
    const marked: string[] = [];
    const result = instrument(
      'a ${{- values.a if b else c -}} b\n{% for x in values.d %}${{x}}{% endfor %}',
      (expression, line) => String(marked.push(`${line}: ${expression}`)),
    );

    expect(marked).toEqual(['1: values.a if b else c', '2: values.d', '2: x']);
    expect(result).toBe(
      'a ${{-(values.a if b else c) | strictlyDefined("1") -}} b\n{% for x in (values.d) | strictlyDefined("2") %}${{(x) | strictlyDefined("3") }}{% endfor %}',
    );
  });
});
