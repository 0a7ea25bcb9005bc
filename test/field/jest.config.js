/** `npm run test:field`: what real installations do to a gateway, with the real programs between it and the world. */
import root from '../../jest.config.js';

export default {
  ...root,
  rootDir: root.projects[0].rootDir,
  maxWorkers: 1, // poolers, proxies and clocks that step want the machine to themselves
  projects: [{ ...root.projects[1], displayName: 'field', testMatch: ['<rootDir>/test/field/*.e2e-spec.ts'] }],
};
