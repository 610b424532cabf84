import { JsonObject, JsonValue } from '@backstage/types';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { readReferences } from '../template/nunjucks';
import { TemplateSource } from '../template/TemplateSource';
import { Finding, RenderOptions } from '../types';
import { instrument, Mark } from './instrument';

/**
 * Renders a template once more, with every expression watched, and returns
 * those that had no value. Nunjucks itself writes nothing for them.
 */
export async function findUndefined(
  renderer: TemplateRenderer,
  source: TemplateSource,
  values: RenderOptions['values'],
): Promise<Finding[]> {
  const marks: Finding[] = [];
  const markIn =
    (path: string): Mark =>
    (expression, line) => {
      marks.push({
        where: `${path}:${line}`,
        message: `${expression} has no value`,
      });
      return String(marks.length - 1);
    };

  const rendered = new Set(
    source.skeletons
      .flatMap(skeleton => skeleton.files)
      .filter(file => file.rendered)
      .map(file => file.path),
  );
  const watched = source.with({
    json: instrumentSteps(source.json, markIn('template.yaml')),
    files: source.files.map(file =>
      rendered.has(file.path)
        ? {
            ...file,
            content: Buffer.from(
              instrument(file.content.toString('utf8'), markIn(file.path)),
            ),
          }
        : file,
    ),
  });

  renderer.takeUndefined();
  await renderer.renderSource(watched, values);
  return renderer.takeUndefined().map(id => marks[Number(id)]);
}

/** A dry run skips steps, so what other steps put out may be undefined. */
function instrumentSteps(json: JsonObject, mark: Mark): JsonObject {
  const visit = (value: JsonValue | undefined): JsonValue | undefined => {
    if (typeof value === 'string') {
      return isAboutParameters(value)
        ? instrument(value, expression => mark(expression, 1))
        : value;
    }
    if (Array.isArray(value)) {
      return value.map(item => visit(item) ?? null);
    }
    return value !== null && typeof value === 'object'
      ? mapObject(value, visit)
      : value;
  };
  const spec = json.spec;
  if (spec === null || typeof spec !== 'object' || Array.isArray(spec)) {
    return json;
  }
  return { ...json, spec: { ...spec, steps: visit(spec.steps) } };
}

function isAboutParameters(text: string): boolean {
  const roots = readReferences(text).map(({ root }) => root);
  return roots.includes('parameters') && !roots.includes('steps');
}

function mapObject(
  object: JsonObject,
  map: (value: JsonValue | undefined) => JsonValue | undefined,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, map(value)]),
  );
}
