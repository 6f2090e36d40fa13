// Starts Azurite as the leader of a session of its own, so that a Ctrl-C in the terminal reaches the app first and the
// app stops Azurite, and so that Azurite outlives a crash of the app. Writes `pid port` to the process id file itself:
// an app that is killed meanwhile would leave an Azurite behind that the next start does not find.
const { spawn } = require('node:child_process');
const { openSync, writeFileSync } = require('node:fs');

const [log, pidFile, port, ...command] = process.argv.slice(2);
const output = openSync(log, 'w');
const azurite = spawn(process.execPath, command, {
  detached: true,
  stdio: ['ignore', output, output],
  windowsHide: true,
});
writeFileSync(pidFile, `${azurite.pid} ${port}\n`);
azurite.unref();
