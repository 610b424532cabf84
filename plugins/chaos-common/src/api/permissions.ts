import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Read experiments, their targets and their verdicts.
 *
 * @public
 */
export const chaosReadPermission = createPermission({
  name: 'chaos.read',
  attributes: { action: 'read' },
});

/**
 * Start, pause, resume and halt experiments.
 *
 * @public
 */
export const chaosRunPermission = createPermission({
  name: 'chaos.run',
  attributes: { action: 'create' },
});

/**
 * Halt everything, so that nothing starts until it is armed again.
 *
 * @public
 */
export const chaosHaltPermission = createPermission({
  name: 'chaos.halt',
  attributes: { action: 'update' },
});

/**
 * Let experiments start again after everything was halted.
 *
 * @public
 */
export const chaosArmPermission = createPermission({
  name: 'chaos.arm',
  attributes: { action: 'update' },
});

/**
 * Let a run start that another person asked for, or refuse it.
 *
 * @public
 */
export const chaosApprovePermission = createPermission({
  name: 'chaos.approve',
  attributes: { action: 'update' },
});

/**
 * All permissions of the chaos plugin.
 *
 * @public
 */
export const chaosPermissions = [
  chaosReadPermission,
  chaosRunPermission,
  chaosHaltPermission,
  chaosArmPermission,
  chaosApprovePermission,
];
