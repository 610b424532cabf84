import {
  findingMessages,
  type ChaosFinding,
  type FindingCode,
} from '@shop-platform/backstage-plugin-chaos-common';

type Messages = typeof findingMessages;

type NamesIn<TText extends string> =
  TText extends `${string}{{${infer TName}}}${infer TRest}`
    ? TName | NamesIn<TRest>
    : never;

type TextOf<TCode extends FindingCode> = Messages[Extract<
  keyof Messages,
  `finding.${TCode}` | `finding.${TCode}_other`
>];

/** The values that a text has; the number that its form goes by is `count`. */
type ValuesOf<TCode extends FindingCode> = {
  [TName in NamesIn<TextOf<TCode>>]: TName extends 'count' ? number : string;
};

type Values = NonNullable<ChaosFinding['says']>['values'];

const texts = new Map<string, string>(Object.entries(findingMessages));

/** What a finding says: in English, and so that other languages can say it, too. */
export function say<TCode extends FindingCode>(
  code: TCode,
  values: ValuesOf<TCode> & Values,
): Required<Pick<ChaosFinding, 'message' | 'says'>> {
  const { count, ...named }: Values = values;
  const known = new Map(Object.entries({ ...named, count }));
  const key = `finding.${code}`;
  const text =
    texts.get(key) ?? texts.get(`${key}_${count === 1 ? 'one' : 'other'}`);
  return {
    message: (text ?? code).replace(
      /\{\{(\w+)\}\}/g,
      (_, name: string) => `${known.get(name)}`,
    ),
    says: { code, values },
  };
}
