import { TemplateRefusedError } from '../render/TemplateRefusedError';
import { Rendered } from '../types';
import { Answers, Entry, harmlessEntries } from './entries';
import { FormTrials } from './FormTrials';
import { formatField, TextField } from './textFields';

/** What harmless words in some fields render. */
export type Harmless = { words: Entry[]; rendered: Rendered };

/** What harmless words in fields of one form render, each set of fields once. */
export class HarmlessRenderings {
  readonly #form: FormTrials;
  readonly #answers: Answers;
  readonly #rendered = new Map<string, Promise<Harmless | undefined>>();

  constructor(form: FormTrials, answers: Answers) {
    this.#form = form;
    this.#answers = answers;
  }

  /** Words for exactly these fields, and what they render; undefined where the form has none. */
  find(fields: readonly TextField[]): Promise<Harmless | undefined> {
    const key = JSON.stringify(fields.map(({ path }) => formatField(path)));
    const known = this.#rendered.get(key) ?? this.#render(fields);
    this.#rendered.set(key, known);
    return known;
  }

  async #render(fields: readonly TextField[]): Promise<Harmless | undefined> {
    const words = await this.#form.taken(
      this.#answers,
      harmlessEntries(fields, this.#answers),
    );
    if (words.length < fields.length) {
      return undefined;
    }
    try {
      return { words, rendered: await this.#form.render(this.#answers, words) };
    } catch (error) {
      if (error instanceof TemplateRefusedError) {
        return undefined;
      }
      throw error;
    }
  }
}
