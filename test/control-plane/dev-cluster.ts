import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { build, Unavailable } from './build.ts';
import { startControlPlane } from './start.ts';
import { KUBERNETES_VERSIONS } from './versions.ts';

const MINORS = KUBERNETES_VERSIONS.map(({ minor }) => minor).join(', ');
const USAGE = `usage: npm run dev:cluster [-- --kubernetes VERSION --minutes N]
  VERSION is one of ${MINORS}; it stops after N minutes (60), or with Ctrl-C.
`;

function text(kubectl: string, kubeconfig: string, url: string, folder: string, minutes: number): string {
  return `
A control plane runs on ${url}, for ${minutes} minutes or until Ctrl-C. There are no nodes: pods stay pending.

  export KUBECONFIG=${kubeconfig}
  alias kubectl=${kubectl}
  kubectl get namespaces

Its logs and its audit log are in ${folder}
`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { kubernetes: { type: 'string', default: '1.37' }, minutes: { type: 'string', default: '60' } },
  });
  const version = KUBERNETES_VERSIONS.find(({ minor }) => minor === values.kubernetes);
  const minutes = Number(values.minutes);
  if (version === undefined || !(minutes > 0 && minutes <= 24 * 60)) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const programs = await build(version, (line) => process.stderr.write(`${line}\n`));
  const { plane, stop } = await startControlPlane(programs, { lifetimeMs: (minutes + 1) * 60_000 });
  process.stdout.write(text(programs.kubectl, plane.kubeconfig, plane.admin.url, plane.folder, minutes));
  const over = AbortSignal.timeout(minutes * 60_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(over, 'abort')]);
  process.stdout.write('\nstopping\n');
  await stop();
  process.exit(0);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 3;
}
