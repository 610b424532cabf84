import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type FieldExtensionComponentProps,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { keptText, YamlField } from '@shop-platform/ui-kit';
import { useEffect } from 'react';
import { scaffolderShopPlatformTranslationRef } from '../translation';

const fieldSchema = makeFieldSchema({ output: z => z.string() });

type Props = FieldExtensionComponentProps<string>;

/** Errors are the form's to show. */
function KeptText(props: Props) {
  const { formData = '', onChange, schema } = props;
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const text = keptText(formData);
  useEffect(() => {
    if (text !== undefined && text !== formData) {
      onChange(text);
    }
  }, [text, formData, onChange]);

  return (
    <YamlField
      label={schema.title ?? ''}
      hint={schema.description}
      problem={text === undefined ? { message: t('kept.gone') } : undefined}
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
