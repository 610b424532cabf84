import { JsonObject, JsonValue } from '@backstage/types';

/** A question of a form, wherever in it it stands. */
export type Question = {
  /** Names of questions; what a list asks of each of its entries is below its own name. */
  path: string[];
  question: JsonObject;
  /** Whether what it stands in wants an answer. */
  isRequired: boolean;
  /** Whether another answer decides that it is asked. */
  isConditional: boolean;
};

type Above = Pick<Question, 'path' | 'isConditional'> & { required: string[] };

/**
 * The questions of a page that people see. They have a type; what only limits the answers
 * to one, or chooses by them, has none.
 */
export function findQuestions(page: JsonObject): Question[] {
  return questionsOf(page, { path: [], isConditional: false, required: [] });
}

function questionsOf(schema: JsonObject, above: Above): Question[] {
  const required = [...above.required, ...namesOf(schema.required)];
  const own = entriesOf(schema.properties)
    .filter(([, property]) => property['ui:widget'] !== 'hidden')
    .flatMap(([name, question]): Question[] => {
      const { isConditional } = above;
      const path = [...above.path, name];
      const below = { path, isConditional, required: [] };
      const items = isObject(question.items) ? question.items : {};
      const isRequired = required.includes(name);
      return [
        ...(question.type === undefined
          ? []
          : [{ path, question, isRequired, isConditional }]),
        ...questionsOf(question, below),
        ...questionsOf(items, below),
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
    ...parts
      .filter(isObject)
      .flatMap(part =>
        questionsOf(part, { ...above, required, isConditional: true }),
      ),
  ];
}

function namesOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value)
    ? value.filter(name => typeof name === 'string')
    : [];
}

function entriesOf(value: JsonValue | undefined): [string, JsonObject][] {
  return Object.entries(isObject(value) ? value : {}).flatMap(
    ([name, part]): [string, JsonObject][] =>
      isObject(part) ? [[name, part]] : [],
  );
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
