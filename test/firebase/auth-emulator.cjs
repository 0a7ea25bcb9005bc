/** The Auth part of the Firebase emulators, on a free port of the loopback; says which, and ends with its parent. */
const { createRequire } = require('node:module');
const { join } = require('node:path');

const PROJECT_ID = 'demo-thenar';
const fromFolder = createRequire(join(process.argv[2], 'package.json'));
const { createApp } = fromFolder('firebase-tools/lib/emulator/auth/server.js');

createApp(PROJECT_ID).then((app) => {
  const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
});
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
