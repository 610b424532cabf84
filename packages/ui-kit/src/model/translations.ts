/**
 * The Ukrainian messages that English ones ask for: the same keys, and for each
 * plural the two forms that Ukrainian has and English has not.
 *
 * @remarks
 * i18next picks the form by `Intl.PluralRules` of the language, so the two
 * additional keys need no counterpart in English. Declare the English messages
 * `as const`, with flat keys, in a file of their own, so that the translation
 * can refer to their type without referring to the translation ref.
 *
 * @public
 */
export type UkrainianMessages<TEnglish extends Record<string, string>> = {
  [TKey in keyof TEnglish]: string;
} & {
  [TKey in keyof TEnglish as TKey extends `${infer TBase}_other`
    ? `${TBase}_${'few' | 'many'}`
    : never]: string;
};
