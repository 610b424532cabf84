import { checkRendered } from '@shop-platform/template-checks/rendered';
import { compareGolden, goldenFolder, writeGolden } from '../golden/golden';
import { TemplateRefusedError } from '../render/TemplateRefusedError';
import { TemplateRenderer } from '../render/TemplateRenderer';
import { findUndefined } from '../strict/findUndefined';
import { TemplateCase } from '../template/cases';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';
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
  const rendered = await renderer.renderSource(source, testCase.values);
  const folder = goldenFolder(source.folder, testCase.name);
  const findings = [
    ...(await findUndefined(renderer, source, testCase.values)),
    ...(await checkRendered(rendered, {
      isCopied: copiedFiles(source),
      services: readServices(),
    })),
  ];
  if (updateGolden) {
    await writeGolden(folder, rendered);
    return findings;
  }
  return [...findings, ...(await compareGolden(folder, rendered))];
}

/** Sends a case that the schema has to refuse, for the reason the case gives. */
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
    if (!(error instanceof TemplateRefusedError)) {
      throw error;
    }
    const { because } = testCase;
    const isReason = error.refusals.some(({ property }) =>
      new RegExp(`^instance\\.${because}([.[]|$)`).test(property),
    );
    return because === undefined || isReason
      ? []
      : [
          {
            where,
            message: `Refused, but not for ${because}: ${error.message}`,
          },
        ];
  }
}
