import { z } from 'zod';
import { TemplateRefusedError } from '../render/TemplateRefusedError';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { renderWatched } from '../strict/renderWatched';
import { TemplateCase } from '../template/cases';
import { withDefaults } from '../template/defaults';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';
import { checkFiles } from './checkCase';

type Answers = TemplateCase['values'];

const pageSchema = z.looseObject({ required: z.array(z.string()).default([]) });

const REQUIRES = /^requires property "(.+)"$/;

/**
 * A form has safe defaults: whoever leaves it as it is, and answers only what it asks
 * for and has no default of, gets what passes all checks, and no expression without a
 * value.
 */
export async function checkLeast(options: {
  renderer: TemplateRenderer;
  source: TemplateSource;
  /** Accepted answers, of which those are taken that the form has to be told. */
  answers: Answers;
}): Promise<Finding[]> {
  const { renderer, source, answers } = options;
  const defaults = withDefaults(source.pages, {});
  const required = source.pages
    .flatMap(page => pageSchema.parse(page).required)
    .filter(name => !(name in defaults));
  const { values, result } = await renderLeast(
    least => renderWatched(renderer, source, least),
    answers,
    required,
  );
  return [
    ...result.undefinedOnes,
    ...(await checkFiles(source, values, result.rendered)),
  ];
}

/** Some questions are asked by the answer to another one, as the form's conditions say. */
async function renderLeast<T>(
  render: (values: Answers) => Promise<T>,
  answers: Answers,
  names: readonly string[],
): Promise<{ values: Answers; result: T }> {
  const values = Object.fromEntries(
    Object.entries(answers).filter(([name]) => names.includes(name)),
  );
  try {
    return { values, result: await render(values) };
  } catch (error) {
    const asked =
      error instanceof TemplateRefusedError
        ? error.refusals.flatMap(
            ({ message }) => REQUIRES.exec(message)?.[1] ?? [],
          )
        : [];
    const more = asked.filter(name => name in answers && !names.includes(name));
    if (more.length === 0) {
      throw error;
    }
    return renderLeast(render, answers, [...names, ...more]);
  }
}
