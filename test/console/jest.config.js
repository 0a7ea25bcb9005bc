/** Apart from the tests: `npm run test:console` clicks everything there is in the console, which takes minutes. */
import root from '../../jest.config.js';

export default {
  ...root,
  rootDir: root.projects[0].rootDir,
  maxWorkers: 1, // one browser and one gateway have the machine to themselves
  projects: [{ ...root.projects[1], displayName: 'console', testMatch: ['<rootDir>/test/console/*.e2e-spec.ts'] }],
};
