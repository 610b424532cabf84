import { invalidValue } from '../../model/causes';
import { asNumber, asObject, asObjects, at } from '../../model/json';
import {
  autoscalerColumns,
  disruptionBudgetColumns,
} from '../columns/workloads';
import { define } from './define';
import { child, fill } from './podDefaults';
import { validateShare } from './share';

export const autoscaler = define('autoscaling', 'v2', {
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  shortNames: ['hpa'],
  categories: ['all'],
  status: true,
  columns: autoscalerColumns,
  withoutGeneration: true,
  setDefaults: object => {
    const spec = child(object, 'spec');
    fill(spec, { minReplicas: 1 });
    if (asObjects(spec.metrics).length === 0) {
      spec.metrics = [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 80 },
          },
        },
      ];
    }
  },
  validate: object => {
    const min = asNumber(at(object, 'spec', 'minReplicas')) ?? 1;
    const max = asNumber(at(object, 'spec', 'maxReplicas')) ?? 0;
    return [
      ...(min < 1
        ? [
            invalidValue(
              'spec.minReplicas',
              min,
              'must be greater than or equal to 1',
            ),
          ]
        : []),
      ...(max < min
        ? [
            invalidValue(
              'spec.maxReplicas',
              max,
              'must be greater than or equal to `minReplicas`',
            ),
          ]
        : []),
    ];
  },
});

export const disruptionBudget = define('policy', 'v1', {
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  shortNames: ['pdb'],
  status: true,
  columns: disruptionBudgetColumns,
  validate: object => {
    const spec = asObject(object.spec);
    const causes = ['minAvailable', 'maxUnavailable'].flatMap(field =>
      validateShare(spec[field], `spec.${field}`),
    );
    return spec.minAvailable !== undefined && spec.maxUnavailable !== undefined
      ? [
          ...causes,
          invalidValue(
            'spec',
            spec,
            'minAvailable and maxUnavailable cannot be both set',
          ),
        ]
      : causes;
  },
});
