import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { disableCanvas } from '@shop-platform/ui-kit/testUtils';

disableCanvas();

// Pages load their parts on demand, which a busy machine takes its time for.
configure({ asyncUtilTimeout: 10_000 });
