import { JsonObject, JsonValue } from '@backstage/types';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { readReferences } from '../template/nunjucks';
import { TemplateSource } from '../template/TemplateSource';
import { Finding, Rendered, RenderOptions } from '../types';
import { instrument, Mark } from './instrument';

/**
 * Renders a template with every expression watched, and tells which had no
 * value. Nunjucks itself writes nothing for them.
 */
export async function renderWatched(
  renderer: TemplateRenderer,
  source: TemplateSource,
  values: RenderOptions['values'],
): Promise<{ rendered: Rendered; undefinedOnes: Finding[] }> {
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

  const templated = new Set(
    source.skeletons
      .flatMap(skeleton => skeleton.files)
      .filter(file => file.rendered)
      .map(file => file.path),
  );
  const watched = source.with({
    json: instrumentSteps(source.json, markIn('template.yaml')),
    files: source.files.map(file =>
      templated.has(file.path)
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
  const rendered = await renderer.renderSource(watched, values);
  const undefinedOnes = renderer.takeUndefined().map(id => marks[Number(id)]);
  return { rendered, undefinedOnes };
}

/**
 * A dry run skips steps, so what other steps put out may be undefined. An
 * iteration's value is there in the iteration alone, and the scaffolder asks for
 * it before.
 */
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
  return (
    roots.includes('parameters') &&
    !roots.includes('steps') &&
    !roots.includes('each')
  );
}

function mapObject(
  object: JsonObject,
  map: (value: JsonValue | undefined) => JsonValue | undefined,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, map(value)]),
  );
}
