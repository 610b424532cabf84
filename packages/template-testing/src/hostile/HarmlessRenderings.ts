import { JsonValue } from '@backstage/types';
import { TemplateRefusedError } from '../render/TemplateRefusedError';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { TemplateSource } from '../template/TemplateSource';
import { Rendered } from '../types';

export type Answers = Record<string, JsonValue>;

/** A word in a field, and all answers with it. */
export type Harmless = { text: string; values: Answers };

/** What harmless answers to one question render, each rendered once. */
export class HarmlessRenderings {
  readonly #renderer: TemplateRenderer;
  readonly #source: TemplateSource;
  readonly #rendered = new Map<string, Promise<Rendered | undefined>>();

  constructor(renderer: TemplateRenderer, source: TemplateSource) {
    this.#renderer = renderer;
    this.#source = source;
  }

  /** The first answer that the form takes, with what it renders. */
  async find(
    answers: readonly Harmless[],
  ): Promise<{ text: string; rendered: Rendered } | undefined> {
    for (const { text, values } of answers) {
      const rendered = await this.#render(text, values);
      if (rendered) {
        return { text, rendered };
      }
    }
    return undefined;
  }

  #render(text: string, values: Answers): Promise<Rendered | undefined> {
    const known =
      this.#rendered.get(text) ??
      this.#renderer.renderSource(this.#source, values).catch(error => {
        if (error instanceof TemplateRefusedError) {
          return undefined;
        }
        throw error;
      });
    this.#rendered.set(text, known);
    return known;
  }
}
