#!/usr/bin/env node
// Committed, because npm links a package's commands before the program is built. Its syntax is old on purpose: a Node.js
// that is too old for Bulwark must be able to say so.
const OLDEST = 24;
const args = process.argv.slice(2);

function stop(error, hint) {
  process.stderr.write(`error: ${error}\nhint: ${hint}\n`);
  process.exitCode = 3;
}

function start() {
  const fs = process.getBuiltinModule('fs');
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-v')) {
    // Answered here, before anything is loaded.
    const { version } = JSON.parse(fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    process.stdout.write(`${version}\n`);
    return;
  }
  const program = new URL('../dist/main.js', import.meta.url);
  if (fs.existsSync(program)) {
    import(program.href).catch((error) => stop(`dist/main.js does not load: ${error.message}`, 'install Bulwark again'));
  } else {
    stop('Bulwark is not built: dist/main.js is missing', 'in a clone of the repository, run npm run build');
  }
}

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  stop(
    `Bulwark needs Node.js ${OLDEST} or newer, and this is ${process.versions.node}`,
    'install the current LTS release of Node.js',
  );
} else {
  start();
}
