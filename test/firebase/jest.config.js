/** Apart from the other tests: only `npm run test:firebase` has an emulator to speak to. */
import root from '../../jest.config.js';

export default {
  ...root,
  rootDir: root.projects[0].rootDir,
  projects: [{ ...root.projects[1], displayName: 'firebase', testMatch: ['<rootDir>/test/firebase/*.spec.ts'] }],
};
