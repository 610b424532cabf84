import { toError } from '@backstage/errors';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { parseEntity } from '@shop-platform/template-checks/rendered';
import { ActionDescription } from '../render/schemas';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';
import { checkAdditions } from './checkAdditions';
import { checkComposition } from './checkComposition';
import { checkCopied } from './checkCopied';
import { checkForm } from './checkForm';
import { checkParameters } from './checkParameters';
import { checkQuestions } from './checkQuestions';
import { checkRegistering } from './checkRegistering';
import { checkReleases } from './checkReleases';
import { checkSkeletons } from './checkSkeletons';
import { checkSteps } from './checkSteps';

/** What can be said about a template before it is rendered. */
export async function checkTemplate(
  source: TemplateSource,
  actions: readonly ActionDescription[],
): Promise<Finding[]> {
  return [
    ...(await checkEntity(source)),
    ...checkReadme(source),
    ...checkSteps(source, actions),
    ...checkParameters(source),
    ...checkQuestions(source),
    ...checkForm(source),
    ...checkSkeletons(source),
    ...checkCopied(source),
    ...checkAdditions(source),
    ...(await checkComposition(source)),
    ...checkReleases(source),
    ...checkRegistering(source),
  ];
}

/** Those who keep a template read there what it makes, and why it is so. */
function checkReadme({ files }: TemplateSource): Finding[] {
  const readme = files.find(({ path }) => path === 'README.md');
  return readme && readme.content.length > 0
    ? []
    : [
        {
          where: 'README.md',
          message: 'The template has none, or an empty one',
        },
      ];
}

async function checkEntity(source: TemplateSource): Promise<Finding[]> {
  try {
    const entity = await parseEntity(source.json);
    const isTemplate = await templateEntityV1beta3Validator.check(entity);
    return isTemplate
      ? []
      : [{ where: 'template.yaml', message: 'This is no template' }];
  } catch (error) {
    return [{ where: 'template.yaml', message: toError(error).message }];
  }
}
