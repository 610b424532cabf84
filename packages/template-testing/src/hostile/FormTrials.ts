import { TemplateRefusedError } from '../render/TemplateRefusedError';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { TemplateSource } from '../template/TemplateSource';
import { Rendered } from '../types';
import { Answers, Entry, fillIn } from './entries';
import { FieldPath, formatField } from './textFields';

/** Fills in the form of a template. */
export class FormTrials {
  readonly #renderer: TemplateRenderer;
  /** With no files to render, which is enough for a refusal and takes no time. */
  readonly #empty: TemplateSource;

  constructor(renderer: TemplateRenderer, readonly source: TemplateSource) {
    this.#renderer = renderer;
    this.#empty = source.with({ json: source.json, files: [] });
  }

  render(answers: Answers, entries: readonly Entry[]): Promise<Rendered> {
    return this.#renderer.renderSource(this.source, fillIn(answers, entries));
  }

  /**
   * What the form takes: for each field the first of its alternatives, if any. All
   * fields are filled in at once while the form says which of them it refuses, and
   * one at a time where it refuses something else for their sake.
   */
  async taken(
    answers: Answers,
    alternatives: readonly (readonly Entry[])[],
  ): Promise<Entry[]> {
    let left = alternatives.filter(({ length }) => length > 0);
    for (;;) {
      const first = left.map(([one]) => one);
      const refusal = await this.#refusal(answers, first);
      if (!refusal) {
        return first;
      }
      const refused = first.filter(({ field }) =>
        refuses(refusal, [field.path]),
      );
      if (refused.length === 0) {
        return this.#takenAlone(answers, left);
      }
      left = left
        .map(those => (refused.includes(those[0]) ? those.slice(1) : those))
        .filter(({ length }) => length > 0);
    }
  }

  async #takenAlone(
    answers: Answers,
    alternatives: readonly (readonly Entry[])[],
  ): Promise<Entry[]> {
    const taken: Entry[] = [];
    for (const those of alternatives) {
      for (const entry of those) {
        const refusal = await this.#refusal(answers, [entry]);
        if (!refusal || !isRefusalOf(entry, refusal)) {
          taken.push(entry);
          break;
        }
      }
    }
    return taken;
  }

  async #refusal(
    answers: Answers,
    entries: readonly Entry[],
  ): Promise<TemplateRefusedError | undefined> {
    try {
      await this.#renderer.renderSource(this.#empty, fillIn(answers, entries));
      return undefined;
    } catch (error) {
      // Anything else is for want of files.
      return error instanceof TemplateRefusedError ? error : undefined;
    }
  }
}

/** Whether the form refuses the text of this field, and not something else for its sake. */
export function isRefusalOf({ field }: Entry, error: unknown): boolean {
  // A branch that does not fit is reported of the question that opens it.
  return (
    error instanceof TemplateRefusedError &&
    refuses(error, [field.path, ...field.deciders])
  );
}

function refuses(
  { refusals }: TemplateRefusedError,
  paths: readonly FieldPath[],
): boolean {
  const places = paths.map(
    path => `instance.${formatField(path).replaceAll('[]', '[0]')}`,
  );
  return refusals.some(({ property }) => places.includes(property));
}
