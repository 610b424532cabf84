import { createApiMock } from '@backstage/frontend-test-utils';
import { chaosApiRef } from '../api';

export function mockChaosApi() {
  return createApiMock(chaosApiRef, () => ({
    getClusters: jest.fn(),
    getPresets: jest.fn(),
    dryRun: jest.fn(),
    getRuns: jest.fn(),
    getRun: jest.fn(),
    getScore: jest.fn(),
    startRun: jest.fn(),
    approveRun: jest.fn(),
    rejectRun: jest.fn(),
    haltRun: jest.fn(),
    pauseRun: jest.fn(),
    resumeRun: jest.fn(),
    getStanding: jest.fn(),
    getStandingDetails: jest.fn(),
    getCalendar: jest.fn(),
    planGameDay: jest.fn(),
    changeGameDay: jest.fn(),
    cancelGameDay: jest.fn(),
    createStanding: jest.fn(),
    pauseStanding: jest.fn(),
    resumeStanding: jest.fn(),
    deleteStanding: jest.fn(),
    runStanding: jest.fn(),
    getStandingRequest: jest.fn(),
    approveStanding: jest.fn(),
    rejectStanding: jest.fn(),
    withdrawStanding: jest.fn(),
    haltAll: jest.fn(),
    arm: jest.fn(),
  }))();
}
