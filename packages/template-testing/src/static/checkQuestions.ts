import { JsonValue } from '@backstage/types';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';
import { findQuestions } from './questions';

/** What people read beside a field, before they answer. */
const WORDS = ['title', 'description'];

/** Every question says what it is called and what the answer does, wherever in the form it stands. */
export function checkQuestions(source: TemplateSource): Finding[] {
  return source.pages.flatMap(findQuestions).flatMap(({ path, question }) =>
    WORDS.filter(word => !isText(question[word])).map(word => ({
      where: 'template.yaml',
      message: `The question ${path.join('.')} has no ${word}`,
    })),
  );
}

function isText(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
