#!/usr/bin/env node
// `kubectl bulwark …`: kubectl runs what is called kubectl-bulwark on the PATH, with the words behind its name.
await import('./bulwark.js');
