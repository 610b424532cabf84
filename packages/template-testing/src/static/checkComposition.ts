import { readParts } from '../template/composition';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';
import { declaredParameters } from './checkParameters';

/**
 * Templates that a template is composed of get answers to questions that they
 * ask. What is missing is refused when it is rendered; what is too much is not.
 */
export async function checkComposition(
  source: TemplateSource,
): Promise<Finding[]> {
  const parts = await readParts(source);
  return parts.flatMap(part => {
    const asked = new Set(part.source.pages.flatMap(declaredParameters));
    return Object.keys(part.values)
      .filter(name => !asked.has(name))
      .map(name => ({
        where: 'template.yaml',
        message: `${part.source.name} does not ask for ${name}`,
      }));
  });
}
