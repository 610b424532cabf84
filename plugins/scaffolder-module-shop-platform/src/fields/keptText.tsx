import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type FieldExtensionComponentProps,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { keptText, YamlField } from '@shop-platform/ui-kit';
import { useEffect, useState } from 'react';
import { scaffolderShopPlatformTranslationRef } from '../translation';

const fieldSchema = makeFieldSchema({ output: z => z.string() });

type Props = FieldExtensionComponentProps<string>;

/** Errors are the form's to show. */
function KeptText(props: Props) {
  const { formData = '', onChange, schema } = props;
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const text = keptText(formData);
  const [wasGone] = useState(text === undefined);
  useEffect(() => {
    if (text !== formData) {
      // The word is no answer where its text is gone.
      onChange(text);
    }
  }, [text, formData, onChange]);

  return (
    <YamlField
      label={schema.title ?? ''}
      hint={schema.description}
      problem={wasGone && !text ? { message: t('kept.gone') } : undefined}
      value={text ?? ''}
      onChange={value => onChange(value || undefined)}
    />
  );
}

/** A text of YAML, which the page before may have kept in the tab for the form. */
export const keptTextField = createFormField({
  name: 'KeptText',
  component: KeptText,
  schema: fieldSchema,
});
