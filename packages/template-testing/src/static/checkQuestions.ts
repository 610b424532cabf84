import { JsonObject, JsonValue } from '@backstage/types';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';

/** What people read beside a field, before they answer. */
const WORDS = ['title', 'description'];

/** Every question says what it is called and what the answer does, wherever in the form it stands. */
export function checkQuestions(source: TemplateSource): Finding[] {
  return source.pages
    .flatMap(page => findQuestions(page, []))
    .flatMap(({ path, question }) =>
      WORDS.filter(word => !isText(question[word])).map(word => ({
        where: 'template.yaml',
        message: `The question ${path.join('.')} has no ${word}`,
      })),
    );
}

type Question = { path: string[]; question: JsonObject };

/** Questions have a type; what only limits the answers to one, or chooses by them, has none. */
function findQuestions(schema: JsonObject, path: string[]): Question[] {
  const own = entriesOf(schema.properties)
    .filter(([, property]) => property['ui:widget'] !== 'hidden')
    .flatMap(([name, question]): Question[] => {
      const at = [...path, name];
      const items = isObject(question.items) ? question.items : {};
      return [
        ...(question.type === undefined ? [] : [{ path: at, question }]),
        ...findQuestions(question, at),
        ...findQuestions(items, at),
      ];
    });
  const parts = [
    schema.then,
    schema.else,
    schema.allOf,
    schema.anyOf,
    schema.oneOf,
    ...entriesOf(schema.dependencies).map(([, part]) => part),
  ].flat();
  return [
    ...own,
    ...parts.filter(isObject).flatMap(part => findQuestions(part, path)),
  ];
}

function entriesOf(value: JsonValue | undefined): [string, JsonObject][] {
  return Object.entries(isObject(value) ? value : {}).flatMap(
    ([name, part]): [string, JsonObject][] =>
      isObject(part) ? [[name, part]] : [],
  );
}

function isText(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
