/** Apart from the tests: `npm run screenshots` draws, it proves nothing. */
import root from '../../jest.config.js';

export default {
  ...root,
  rootDir: root.projects[0].rootDir,
  projects: [
    { ...root.projects[1], displayName: 'screenshots', testMatch: ['<rootDir>/test/screenshots/*.e2e-spec.ts'] },
  ],
};
