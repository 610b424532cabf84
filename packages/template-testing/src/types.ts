import { JsonObject, JsonValue } from '@backstage/types';

/**
 * One file of a rendering.
 *
 * @public
 */
export type RenderedFile = {
  /** Relative to the project's root, with forward slashes. */
  path: string;
  content: Buffer;
  executable: boolean;
};

/**
 * What the scaffolder made of a template and the values of its form.
 *
 * @public
 */
export type Rendered = {
  /** In the order of their paths. */
  files: RenderedFile[];
  /** The links and texts that the last page of the form shows. */
  output: JsonObject;
  /** The input of each step that ran, as the scaffolder resolved it. */
  log: string[];
  /** How long the scaffolder took, request and answer included. */
  milliseconds: number;
};

/** Something that is wrong with a template, or with what it renders. */
export type Finding = {
  /** The file concerned, with the line where it is known: `src/main.ts:12`. */
  where: string;
  message: string;
};

/**
 * What to render.
 *
 * @public
 */
export type RenderOptions = {
  /** The folder that holds `template.yaml`. */
  template: string;
  /** What a person would have typed into the form. */
  values: Record<string, JsonValue>;
};
