import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { FilePreview } from '../preview/FilePreview';
import { PREVIEW_FIELD, PREVIEW_KEY } from '../preview/previewStep';

const fieldSchema = makeFieldSchema({
  output: z => z.string().optional(),
  uiOptions: z =>
    z.object({
      templateRef: z
        .string()
        .describe('The template, such as template:default/istio-mesh'),
    }),
});

type Props = FieldExtensionComponentProps<
  string | undefined,
  { templateRef: string }
>;

/** All answers of the form, the one that is none left out. */
function readAnswers(props: Props): Record<string, unknown> {
  const answers: unknown = props.formContext?.formData;
  return typeof answers === 'object' && answers !== null
    ? Object.fromEntries(
        Object.entries(answers).filter(([key]) => key !== PREVIEW_KEY),
      )
    : {};
}

function FilePreviewField(props: Props) {
  return (
    <FilePreview
      templateRef={props.uiSchema['ui:options']?.templateRef ?? ''}
      values={readAnswers(props)}
    />
  );
}

/** Shows the files that the form would make, and has no answer of its own. */
export const filePreview = createFormField({
  name: PREVIEW_FIELD,
  component: FilePreviewField,
  schema: fieldSchema,
});
