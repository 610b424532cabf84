import {
  findingMessages,
  type ChaosFinding,
  type FindingCode,
  type FindingValuesOf,
} from '@shop-platform/backstage-plugin-chaos-common';

type Values = NonNullable<ChaosFinding['says']>['values'];

const texts = new Map<string, string>(Object.entries(findingMessages));

/** What a finding says: in English, and so that other languages can say it, too. */
export function say<TCode extends FindingCode>(
  code: TCode,
  values: FindingValuesOf<TCode> & Values,
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
