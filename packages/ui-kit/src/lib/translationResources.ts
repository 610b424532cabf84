import { type TranslationRef } from '@backstage/frontend-plugin-api';

/** Messages by key; `null` leaves a message to the default language. */
export type Messages = { [key: string]: string | null };

type LazyResource = {
  language: string;
  loader: () => Promise<{ messages: Messages }>;
};
type RefWithMessages = TranslationRef & {
  getDefaultMessages: () => { [key: string]: string };
  getDefaultResource: () => { resources: LazyResource[] } | undefined;
};

/** Backstage keeps what a ref brings out of its public type. */
function hasMessages(ref: TranslationRef): ref is RefWithMessages {
  return 'getDefaultMessages' in ref && 'getDefaultResource' in ref;
}

function withMessages(ref: TranslationRef): RefWithMessages {
  if (!hasMessages(ref)) {
    throw new TypeError(
      `${String(ref)} holds no messages: is it from createTranslationRef?`,
    );
  }
  return ref;
}

export function defaultMessages(ref: TranslationRef): {
  [key: string]: string;
} {
  return withMessages(ref).getDefaultMessages();
}

/** The messages the ref itself brings for a language, `undefined` when none. */
export async function broughtMessages(
  ref: TranslationRef,
  language: string,
): Promise<Messages | undefined> {
  const resource = withMessages(ref)
    .getDefaultResource()
    ?.resources.find(entry => entry.language === language);
  return (await resource?.loader())?.messages;
}
