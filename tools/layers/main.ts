import { checkLayers } from './check.ts';

const { modules, violations } = await checkLayers(process.cwd());
for (const violation of violations) console.error(violation);
if (modules === 0) console.error('no module seen: the check does not look where the code is');
console.log(`layers: ${modules} modules, ${violations.length} violations`);
process.exitCode = modules > 0 && violations.length === 0 ? 0 : 1;
