/** What a form has to know of a field: the part of OpenAPI that Chaos Mesh's definitions use. */
export type FormSchema = {
  type?: string;
  /** In English, as Chaos Mesh has it. */
  description?: string;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
  default?: string | number;
  required?: readonly string[];
  properties?: Readonly<Record<string, FormSchema>>;
  /** Of a map with names of any kind. */
  additionalProperties?: FormSchema;
  items?: FormSchema;
};

/** What a field takes, by which it is shown. */
export type FieldShape =
  | 'choice'
  | 'flag'
  | 'integer'
  | 'text'
  /** A list of texts, one in each line. */
  | 'lines'
  /** Names with a text each, one in each line: as a map, or as lists of two. */
  | 'map'
  | 'pairs'
  /** Names with a list of texts each. */
  | 'lists'
  | 'group'
  /** A list of groups. */
  | 'groups';

function shapeOfList({ items }: FormSchema): FieldShape {
  switch (items?.type) {
    case 'object':
      return 'groups';
    case 'array':
      return 'pairs';
    default:
      return 'lines';
  }
}

/** How a field is shown. */
export function shapeOf(schema: FormSchema): FieldShape {
  switch (schema.type) {
    case 'object':
      if (schema.additionalProperties) {
        return schema.additionalProperties.type === 'array' ? 'lists' : 'map';
      }
      return 'group';
    case 'array':
      return shapeOfList(schema);
    case 'boolean':
      return 'flag';
    case 'integer':
      return 'integer';
    default:
      return schema.enum ? 'choice' : 'text';
  }
}
