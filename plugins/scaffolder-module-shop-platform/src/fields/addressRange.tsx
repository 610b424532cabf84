import {
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { TextField } from '@backstage/ui';
import { rangesOverlap } from '@shop-platform/backstage-plugin-platform-common';
import styles from './fields.module.css';
import { translatorOf } from './translator';

const fieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      apartFrom: z
        .string()
        .optional()
        .describe(
          'The question, on the same page, whose range has to have no address in common with this one',
        ),
    }),
});

type UiOptions = { apartFrom?: string };
type Props = FieldExtensionComponentProps<string, UiOptions>;

/** Errors are the form's to show; the browser's own would keep it from being sent again. */
function AddressRange(props: Props) {
  const { schema, uiSchema, idSchema, formData, rawErrors = [] } = props;
  return (
    <TextField
      className={styles.field}
      id={idSchema?.$id}
      label={schema.title}
      description={uiSchema['ui:description'] ?? schema.description}
      placeholder={uiSchema['ui:placeholder']}
      isRequired={props.required}
      isDisabled={props.disabled}
      validationBehavior="aria"
      isInvalid={rawErrors.length > 0}
      spellCheck="false"
      autoComplete="off"
      value={formData ?? ''}
      onChange={value => props.onChange(value.trim() || undefined)}
    />
  );
}

/** Refuses a range that overlaps the answer to another question. */
export const validateAddressRange: CustomFieldValidator<string, UiOptions> = (
  range,
  validation,
  { apiHolder, formData, uiSchema },
) => {
  const question = uiSchema?.['ui:options']?.apartFrom;
  const other = question === undefined ? undefined : formData[question];
  if (range && typeof other === 'string' && rangesOverlap(range, other)) {
    validation.addError(
      translatorOf(apiHolder)('range.overlaps', { range: other }),
    );
  }
};

/** A range of addresses, apart from another one. */
export const addressRange = createFormField({
  name: 'AddressRange',
  component: AddressRange,
  validation: validateAddressRange,
  schema: fieldSchema,
});
