import { z } from 'zod';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';

const outputSchema = z.looseObject({
  text: z.array(z.looseObject({ content: z.string().default('') })).default([]),
});

const registerSchema = z.looseObject({ catalogInfoPath: z.string() });

/**
 * A step that registers only sometimes, because a pull request has to be merged
 * first, leaves the rest to the person: the result says what.
 */
export function checkRegistering(source: TemplateSource): Finding[] {
  const texts = outputSchema.safeParse(source.output).data?.text ?? [];
  return source.steps
    .filter(step => step.action === 'catalog:register' && step.if !== undefined)
    .flatMap(({ input }) => {
      const path = registerSchema.safeParse(input).data?.catalogInfoPath;
      return path === undefined ||
        texts.some(({ content }) => content.includes(path))
        ? []
        : [
            {
              where: 'template.yaml',
              message: `${path} is registered only sometimes, and no text of the output says what to do otherwise`,
            },
          ];
    });
}
