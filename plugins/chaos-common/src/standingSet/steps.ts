import { type WorkflowTemplate } from '../model/objects';

/** A step of a Workflow, before it is checked. */
export type Step = Pick<WorkflowTemplate, 'name' | 'templateType'> & {
  deadline: string;
  [field: string]: unknown;
};

/** The pods of a service. */
export function podsOf(namespace: string, service: string) {
  return {
    namespaces: [namespace],
    labelSelectors: { 'app.kubernetes.io/name': service },
  };
}

export const rest = (name: string, deadline = '2m'): Step => ({
  name,
  templateType: 'Suspend',
  deadline,
});

export const serial = (
  name: string,
  deadline: string,
  children: string[],
): Step => ({ name, templateType: 'Serial', deadline, children });

const ask = (url: string) => ({
  url,
  method: 'GET',
  criteria: { statusCode: '200' },
});

/** Asks three times whether the platform is well; ends everything where it is not. */
export const isWell = (name: string, url: string): Step => ({
  name,
  templateType: 'StatusCheck',
  deadline: '2m',
  abortWithStatusCheck: true,
  statusCheck: {
    mode: 'Synchronous',
    type: 'HTTP',
    intervalSeconds: 5,
    timeoutSeconds: 3,
    failureThreshold: 3,
    successThreshold: 3,
    http: ask(url),
  },
});

/** Asks all the time, beside what happens. */
export const staysWell = (name: string, url: string): Step => ({
  name,
  templateType: 'StatusCheck',
  deadline: '50m',
  abortWithStatusCheck: true,
  statusCheck: {
    mode: 'Continuous',
    type: 'HTTP',
    duration: '45m',
    intervalSeconds: 10,
    timeoutSeconds: 5,
    failureThreshold: 3,
    http: ask(url),
  },
});

type Fault = { name: string; deadline: string; selector: object };

export const podFault = (
  { name, deadline, selector }: Fault,
  action: 'pod-kill' | 'pod-failure',
  mode: 'one' | 'all',
): Step => ({
  name,
  templateType: 'PodChaos',
  deadline,
  podChaos: { action, mode, selector },
});

export const networkFault = (
  { name, deadline, selector }: Fault,
  networkChaos: {
    action: string;
    mode: 'one' | 'all';
    [field: string]: unknown;
  },
): Step => ({
  name,
  templateType: 'NetworkChaos',
  deadline,
  networkChaos: { ...networkChaos, selector },
});

export const stress = (
  { name, deadline, selector }: Fault,
  stressors: object,
): Step => ({
  name,
  templateType: 'StressChaos',
  deadline,
  stressChaos: { mode: 'one', selector, stressors },
});
