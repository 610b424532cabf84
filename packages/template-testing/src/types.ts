import { JsonObject, JsonValue } from '@backstage/types';
import { RenderedFile } from '@shop-platform/template-checks/rendered';

export type {
  Finding,
  RenderedFile,
} from '@shop-platform/template-checks/rendered';

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
