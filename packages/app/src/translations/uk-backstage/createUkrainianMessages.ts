import {
  createTranslationMessages,
  type TranslationMessages,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { type UkrainianMessages } from '@shop-platform/ui-kit';

/** The Ukrainian messages of a ref, for files that carry a part of them. */
export type PartOfUkrainianMessages<TRef> = TRef extends TranslationRef<
  string,
  infer TMessages
>
  ? Partial<UkrainianMessages<TMessages>>
  : never;

/**
 * A full Ukrainian translation of a ref: the compiler reports each message and
 * each plural form that is missing, and each key that the ref does not have.
 */
export function createUkrainianMessages<
  TId extends string,
  TMessages extends { [key in string]: string },
>(
  ref: TranslationRef<TId, TMessages>,
  messages: UkrainianMessages<TMessages>,
): TranslationMessages<TId, TMessages, true> {
  return createTranslationMessages({ ref, full: true, messages });
}
