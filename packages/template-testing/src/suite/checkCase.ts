import { toError } from '@backstage/errors';
import { checkRendered } from '@shop-platform/template-checks/rendered';
import { compareGolden, goldenFolder, writeGolden } from '../golden/golden';
import { toGolden } from '../golden/toGolden';
import { TemplateRefusedError } from '../render/TemplateRefusedError';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { renderWatched } from '../strict/renderWatched';
import { TemplateCase } from '../template/cases';
import { isComposed } from '../template/composition';
import { TemplateSource } from '../template/TemplateSource';
import { Finding, Rendered } from '../types';
import { checkOwned } from './checkOwned';
import { copiedFiles } from './copiedFiles';
import { readServices } from './readServices';

/** Renders a case that the template has to accept, and checks what comes out. */
export async function checkAccepted(options: {
  renderer: TemplateRenderer;
  source: TemplateSource;
  testCase: TemplateCase;
  updateGolden: boolean;
}): Promise<Finding[]> {
  const { renderer, source, testCase, updateGolden } = options;
  const { undefinedOnes, rendered: watched } = await renderWatched(
    renderer,
    source,
    testCase.values,
  );
  // One rendering of a whole platform takes long enough.
  const rendered = isComposed(source)
    ? watched
    : await renderer.renderSource(source, testCase.values);
  const folder = goldenFolder(source.folder, testCase.name);
  const golden = await toGolden(source, rendered);
  const findings = [
    ...undefinedOnes,
    ...(await checkFiles(source, testCase.values, rendered)),
  ];
  if (updateGolden) {
    await writeGolden(folder, golden);
    return findings;
  }
  return [...findings, ...(await compareGolden(folder, golden))];
}

/** What is wrong with files, whatever they were like before. */
export async function checkFiles(
  source: TemplateSource,
  values: TemplateCase['values'],
  rendered: Rendered,
): Promise<Finding[]> {
  return [
    ...checkOwned(rendered),
    ...(await checkRendered(rendered, {
      isCopied: await copiedFiles(source),
      services: readServices(values),
    })),
  ];
}

/** Sends a case that has to be refused, by the schema if no step is named, for the reason the case gives. */
export async function checkRefused(options: {
  renderer: TemplateRenderer;
  source: TemplateSource;
  testCase: TemplateCase;
}): Promise<Finding[]> {
  const { renderer, source, testCase } = options;
  const where = testCase.name;
  try {
    await renderer.renderSource(source, testCase.values);
    return [{ where, message: 'The schema accepts these values' }];
  } catch (error) {
    const { because, refusedBy } = testCase;
    if (refusedBy !== undefined && toError(error).message.includes(refusedBy)) {
      return [];
    }
    if (!(error instanceof TemplateRefusedError)) {
      throw error;
    }
    const isReason = error.refusals.some(
      ({ property, message }) =>
        new RegExp(`^instance\\.${because}([.[]|$)`).test(property) ||
        message === `requires property "${because}"`,
    );
    return refusedBy === undefined && (because === undefined || isReason)
      ? []
      : [
          {
            where,
            message: `Refused, but not for ${because ?? refusedBy}: ${
              error.message
            }`,
          },
        ];
  }
}
