// Starts Azurite as the leader of a session of its own, so that a Ctrl-C in the terminal reaches the app first and the
// app stops Azurite, and so that Azurite outlives a crash of the app. Prints its process id.
const { spawn } = require('node:child_process');
const { openSync } = require('node:fs');

const [log, ...command] = process.argv.slice(2);
const output = openSync(log, 'w');
const azurite = spawn(process.execPath, command, {
  detached: true,
  stdio: ['ignore', output, output],
  windowsHide: true,
});
azurite.unref();
console.log(azurite.pid);
