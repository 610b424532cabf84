import { ChaosWorkflow, WorkflowTemplate } from '../model/objects';
import {
  checkEmbedded,
  embeddedExperiment,
  isExperimentKind,
} from './embedded';
import { ChaosProblem, invalid } from './problem';
import { experimentKinds } from '../model/objects';

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

type Part =
  | 'Task'
  | 'Children'
  | 'ConditionalBranches'
  | 'any Chaos'
  | 'Schedule';

/** What a template of each type may not hold. */
const FOREIGN: Record<string, Part[]> = {
  Suspend: ['Task', 'Children', 'ConditionalBranches', 'any Chaos', 'Schedule'],
  Serial: ['Task', 'ConditionalBranches', 'any Chaos', 'Schedule'],
  Parallel: ['Task', 'ConditionalBranches', 'any Chaos', 'Schedule'],
  Schedule: ['Task', 'Children', 'ConditionalBranches', 'any Chaos'],
  Task: ['Children', 'any Chaos', 'Schedule'],
  StatusCheck: [
    'Task',
    'Children',
    'ConditionalBranches',
    'any Chaos',
    'Schedule',
  ],
};
const FOREIGN_TO_CHAOS: Part[] = [
  'Task',
  'Children',
  'ConditionalBranches',
  'Schedule',
];

export function checkWorkflow({ spec }: ChaosWorkflow): ChaosProblem[] {
  const { entry, templates } = spec;
  const names = templates.map(({ name }) => name);
  return [
    ...(entry === ''
      ? [
          {
            field: 'spec.entry',
            message: 'Required value: the entry of workflow is required',
          },
        ]
      : []),
    ...checkExists(entry, names, 'spec.entry'),
    ...(templates.length === 0
      ? [
          invalid(
            'spec.templates',
            templates,
            'templates in workflow could not be empty',
          ),
        ]
      : checkUnique(names)),
    ...templates.flatMap((template, index) =>
      checkTemplate(template, `spec.templates[${index}]`, names),
    ),
  ];
}

function checkExists(
  name: string,
  names: string[],
  field: string,
): ChaosProblem[] {
  return names.includes(name)
    ? []
    : [invalid(field, name, `can not find a template with name ${name}`)];
}

function checkUnique(names: string[]): ChaosProblem[] {
  const twice = [
    ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
  ].sort();
  return twice.length === 0
    ? []
    : [
        invalid(
          'spec.templates',
          '',
          `template name must be unique, duplicated names: [${twice.join(
            ' ',
          )}]`,
        ),
      ];
}

function checkTemplate(
  template: WorkflowTemplate,
  path: string,
  names: string[],
): ChaosProblem[] {
  const { name, templateType, children } = template;
  const problems = SUBDOMAIN.test(name)
    ? []
    : [invalid(`${path}.name`, name, 'field name must be DNS-1123 subdomain')];
  if (isExperimentKind(templateType)) {
    return [
      ...problems,
      ...checkDeadlineInstead(template, path),
      ...checkForeign(template, FOREIGN_TO_CHAOS, path),
      ...checkEmbedded(template, templateType, path),
    ];
  }
  if (!Object.hasOwn(FOREIGN, templateType)) {
    return [
      ...problems,
      invalid(
        `${path}.templateType`,
        templateType,
        `unrecognized template type: ${templateType}`,
      ),
    ];
  }
  const isList = templateType === 'Serial' || templateType === 'Parallel';
  return [
    ...problems,
    ...(templateType === 'Suspend' && !template.deadline
      ? [
          invalid(
            `${path}.deadline`,
            template.deadline,
            'deadline in template with type Suspend could not be empty',
          ),
        ]
      : []),
    ...(isList ? children ?? [] : []).flatMap((child, index) =>
      checkExists(child, names, `${path}.children[${index}]`),
    ),
    ...checkForeign(template, FOREIGN[templateType], path),
  ];
}

function checkDeadlineInstead(
  template: WorkflowTemplate,
  path: string,
): ChaosProblem[] {
  const duration = embeddedExperiment(template, template.templateType)?.spec
    .duration;
  return duration === undefined
    ? []
    : [
        invalid(
          path,
          duration,
          'should not define duration in chaos when using Workflow, use Template#Deadline instead.',
        ),
      ];
}

function checkForeign(
  template: WorkflowTemplate,
  foreign: Part[],
  path: string,
): ChaosProblem[] {
  const held: Record<Part, unknown> = {
    Task: template.task,
    Children: some(template.children),
    ConditionalBranches: some(template.conditionalBranches),
    'any Chaos': Object.values(experimentKinds)
      .map(({ field }) => template[field])
      .find(spec => spec !== undefined && spec !== null),
    Schedule: template.schedule,
  };
  return foreign
    .filter(part => held[part] !== undefined && held[part] !== null)
    .map(part =>
      invalid(path, held[part], `this template should not contain ${part}`),
    );
}

function some<T>(list: T[] | null | undefined): T[] | undefined {
  return list && list.length > 0 ? list : undefined;
}
