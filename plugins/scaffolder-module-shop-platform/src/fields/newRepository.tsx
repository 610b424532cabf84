import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  type CustomFieldValidator,
  type FieldExtensionComponentProps,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Flex, Select, Text, TextField } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { scaffolderShopPlatformTranslationRef } from '../translation';
import styles from './fields.module.css';
import { formatRepoUrl, parseRepoUrl, type RepoUrl } from './repoUrl';
import { readRepositoryPlaces } from './repositoryPlaces';
import { translatorOf } from './translator';

const ORIGIN = 'metadata.annotations.backstage.io/managed-by-origin-location';

const fieldSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      nameFrom: z
        .string()
        .optional()
        .describe('The question whose answer the repository is named after'),
      exists: z
        .boolean()
        .optional()
        .describe('Whether it may be there, and in the catalog, already'),
    }),
});

type UiOptions = { nameFrom?: string; exists?: boolean };
type Props = FieldExtensionComponentProps<string, UiOptions>;

/** The answer to another question of the form, when it is a text. */
function answerTo(props: Props, question: string | undefined): string {
  const answers: unknown = props.formContext?.formData;
  const answer =
    question && typeof answers === 'object' && answers !== null
      ? Object.entries(answers).find(([key]) => key === question)?.[1]
      : undefined;
  return typeof answer === 'string' ? answer : '';
}

/** The repository of the form, filled in as far as the portal knows it. */
function useRepository(props: Props) {
  const { formData, onChange } = props;
  const places = readRepositoryPlaces(useApi(configApiRef));
  const given = parseRepoUrl(formData);
  const name = answerTo(props, props.uiSchema['ui:options']?.nameFrom);
  // The repository is called as the service until somebody calls it otherwise.
  const follows = useRef(formData === undefined || given.repo === name);
  const repository: RepoUrl = {
    host: given.host || places.hosts[0],
    owner: given.owner || (places.owners[0] ?? ''),
    repo: follows.current ? name : given.repo,
  };
  const value = formatRepoUrl(repository);
  // An answer only when there is a name: until then it would be the first in the review.
  const isAnswer = repository.repo !== '' || formData !== undefined;
  useEffect(() => {
    if (isAnswer && value !== formData) {
      onChange(value);
    }
  }, [isAnswer, value, formData, onChange]);
  const change = (part: Partial<RepoUrl>) => {
    const changed = { ...repository, ...part };
    follows.current = changed.repo === name;
    onChange(formatRepoUrl(changed));
  };
  return { places, repository, change };
}

function toOptions(values: string[]) {
  return values.map(value => ({ value, label: value }));
}

function NewRepository(props: Props) {
  const { schema, uiSchema, idSchema, rawErrors = [] } = props;
  const { t } = useTranslationRef(scaffolderShopPlatformTranslationRef);
  const { places, repository, change } = useRepository(props);
  const { host, owner, repo } = repository;
  const isInvalid = rawErrors.length > 0;
  const place = `${host}/${owner}/${repo}`;
  // Backstage draws the alternatives of a form with the options of the last one.
  const result = uiSchema['ui:options']?.exists
    ? place
    : t('repository.result', { repository: place });

  return (
    <Flex direction="column" gap="3">
      <div>
        <Text as="p" variant="body-small" weight="bold">
          {schema.title}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          {uiSchema['ui:description'] ?? schema.description}
        </Text>
      </div>
      {places.hosts.length > 1 && (
        <Select
          label={t('repository.host')}
          options={toOptions(places.hosts)}
          selectedKey={host}
          onSelectionChange={key => change({ host: String(key) })}
        />
      )}
      {places.owners.length > 1 && (
        <Select
          label={t('repository.owner')}
          options={toOptions(places.owners)}
          selectedKey={owner}
          onSelectionChange={key => change({ owner: String(key) })}
        />
      )}
      {places.owners.length === 0 && (
        <TextField
          className={styles.field}
          label={t('repository.owner')}
          isRequired={props.required}
          validationBehavior="aria"
          isInvalid={isInvalid && !owner}
          value={owner}
          onChange={value => change({ owner: value.trim() })}
        />
      )}
      <TextField
        className={styles.field}
        id={idSchema?.$id}
        label={t('repository.name')}
        description={owner && repo ? result : undefined}
        isRequired={props.required}
        isDisabled={props.disabled}
        validationBehavior="aria"
        isInvalid={isInvalid}
        spellCheck="false"
        autoComplete="off"
        value={repo}
        onChange={value => change({ repo: value.trim() })}
      />
    </Flex>
  );
}

/** Refuses what GitHub would not take, and a repository that the catalog reads from already. */
export const validateNewRepository: CustomFieldValidator<
  string,
  UiOptions
> = async (value, validation, { apiHolder, uiSchema }) => {
  const t = translatorOf(apiHolder);
  const { host, owner, repo } = parseRepoUrl(value);
  if (!host || !owner || !repo) {
    validation.addError(t('repository.incomplete'));
    return;
  }
  if (!/^[\w.-]{1,100}$/.test(repo) || /^\.+$/.test(repo)) {
    validation.addError(t('repository.badName'));
    return;
  }
  if (uiSchema?.['ui:options']?.exists) {
    return;
  }
  const place = `${host}/${owner}/${repo}/blob/main/catalog-info.yaml`;
  const found = await apiHolder.get(catalogApiRef)?.queryEntities({
    filter: { [ORIGIN]: [`url:https://${place}`, `url:http://${place}`] },
    fields: ['kind', 'metadata.name', 'metadata.namespace'],
    limit: 1,
  });
  const [taken] = found?.items ?? [];
  if (taken) {
    validation.addError(
      t('repository.taken', { entityRef: stringifyEntityRef(taken) }),
    );
  }
};

/** A repository that is not there yet, with what the portal knows filled in. */
export const newRepository = createFormField({
  name: 'NewRepository',
  component: NewRepository,
  validation: validateNewRepository,
  schema: fieldSchema,
});
