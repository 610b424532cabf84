import { z } from 'zod';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';
import { declaredParameters } from './checkParameters';

const ANNOTATION = 'shop-platform.io/adds-to-component';
const WORDS = ['component', 'namespace', 'service', 'system'];

const annotatedSchema = z.looseObject({
  metadata: z.looseObject({
    annotations: z.looseObject({ [ANNOTATION]: z.string() }),
  }),
});

/** The form that opens for a component is filled in with what the form asks. */
export function checkAdditions(source: TemplateSource): Finding[] {
  const { data } = annotatedSchema.safeParse(source.json);
  const text = data?.metadata.annotations[ANNOTATION];
  if (typeof text !== 'string') {
    return [];
  }
  const declared = source.pages.flatMap(declaredParameters);
  return findMistakes(text, declared).map(message => ({
    where: 'template.yaml',
    message: `${ANNOTATION}: ${message}`,
  }));
}

function findMistakes(text: string, declared: readonly string[]): string[] {
  let answers: object;
  try {
    answers = z.record(z.string(), z.json()).parse(JSON.parse(text));
  } catch {
    return ['is no JSON object'];
  }
  const words = [...text.matchAll(/\{(\w+)\}/g)].map(([, word]) => word);
  return [
    ...Object.keys(answers)
      .filter(name => !declared.includes(name))
      .map(name => `no page asks for ${name}`),
    ...words
      .filter(word => !WORDS.includes(word))
      .map(word => `{${word}} stands for nothing`),
  ];
}
