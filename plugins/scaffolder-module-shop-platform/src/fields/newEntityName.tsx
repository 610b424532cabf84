import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { TextField } from '@backstage/ui';
import styles from './fields.module.css';
import { translatorOf } from './translator';

const PLACEHOLDER = '{name}';

const fieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      entities: z
        .array(z.string())
        .optional()
        .describe(
          'Entity refs that will be called so, with {name} for the name: component:default/{name}-service',
        ),
    }),
});

type UiOptions = { entities?: string[] };
type Props = FieldExtensionComponentProps<string, UiOptions>;

/** Errors are the form's to show; the browser's own would keep it from being sent again. */
function NewEntityName(props: Props) {
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
      onChange={value => props.onChange(value || undefined)}
    />
  );
}

/** Refuses a name that an entity of the catalog has already. */
export const validateNewEntityName: CustomFieldValidator<
  string,
  UiOptions
> = async (name, validation, { apiHolder, uiSchema }) => {
  const templates = uiSchema?.['ui:options']?.entities ?? [];
  const catalogApi = apiHolder.get(catalogApiRef);
  if (!name || !catalogApi || templates.length === 0) {
    return;
  }
  const entityRefs = templates.map(ref => ref.replaceAll(PLACEHOLDER, name));
  const { items } = await catalogApi.getEntitiesByRefs({
    entityRefs,
    fields: ['kind'],
  });
  const taken = entityRefs.find((_, index) => items[index]);
  if (taken) {
    const t = translatorOf(apiHolder);
    validation.addError(t('name.entityTaken', { entityRef: taken }));
  }
};

/** The name of something that is not there yet. */
export const newEntityName = createFormField({
  name: 'NewEntityName',
  component: NewEntityName,
  validation: validateNewEntityName,
  schema: fieldSchema,
});
