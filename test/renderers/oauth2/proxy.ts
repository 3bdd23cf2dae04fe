import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listAt, type Json } from '../../../packages/model/src/index.ts';
import { load } from '../../../packages/source/src/index.ts';
import { fakeShell } from '../../../packages/cli/src/fake-shell.ts';
import { runProgram } from '../../../packages/cli/src/program.ts';
import { freePorts } from '../../control-plane/free-ports.ts';
import { startGuard, type Guard } from '../../control-plane/guard.ts';
import { startService, waitUntil } from '../../control-plane/service.ts';
import { rendererPath, type RendererPath } from '../renderers.ts';
import { Browser, send } from './browser.ts';
import { CLIENT, Issuer } from './issuer.ts';
import { Upstream } from './upstream.ts';

/** The program, where it is built and the provider's certificate can be made. */
export function oauth2Proxy(): RendererPath {
  const { error } = spawnSync('openssl', ['version']);
  return error === undefined ? rendererPath('oauth2-proxy') : { skipped: `no openssl for a certificate: ${error.message}` };
}

const LIFETIME_MS = 5 * 60_000;
const READY_MS = 60_000;
/** Where our manifests mount the Secret. */
const MOUNTED = '/etc/oauth2-proxy';

/** A provider, a dashboard, and the proxies between; all of it is gone when it ends, and after five minutes at the latest. */
export class Bench {
  readonly #program: string;
  readonly #guard: Guard;
  readonly #folder: string;
  readonly issuer: Issuer;
  readonly upstream: Upstream;
  #started = 0;

  private constructor(program: string, guard: Guard, folder: string, issuer: Issuer, upstream: Upstream) {
    this.#program = program;
    this.#guard = guard;
    this.#folder = folder;
    this.issuer = issuer;
    this.upstream = upstream;
  }

  static async start(program: string): Promise<Bench> {
    const folder = mkdtempSync(join(tmpdir(), 'bulwark-oauth2-proxy-'));
    const guard = startGuard(folder, LIFETIME_MS);
    try {
      return new Bench(program, guard, folder, await Issuer.start(folder), await Upstream.start());
    } catch (error) {
      await guard.end();
      throw error;
    }
  }

  /** A proxy of these arguments, with what a cluster would give it: mounted files, a port, and the dashboard's address. */
  async proxy(args: readonly string[], cookieSecret: string): Promise<Browser> {
    const [port = 0] = await freePorts(1);
    const name = `proxy-${(this.#started += 1)}`;
    const all = this.#here(args, cookieSecret).map((flag) =>
      flag === '--http-address=:4180' ? `--http-address=127.0.0.1:${port}` : flag,
    );
    const service = startService(name, this.#program, all, join(this.#folder, `${name}.log`), this.#guard);
    await waitUntil(service, READY_MS, async () => (await send(port, '/ready').catch(() => ({ status: 0 }))).status === 200);
    return new Browser(port);
  }

  /** A file beside the others. */
  file(name: string, content: string): string {
    const path = join(this.#folder, `${(this.#started += 1)}-${name}`);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }

  /** What the program itself says of its arguments: nothing where it takes them. */
  refusal(args: readonly string[], cookieSecret: string): string | undefined {
    const all = [...this.#here(args, cookieSecret), '--config-test'];
    const { status, stdout, stderr } = spawnSync(this.#program, all, { encoding: 'utf8', timeout: READY_MS });
    return status === 0 ? undefined : `${status}: ${stdout}${stderr}`;
  }

  /** Flags by which nothing is refused, and nobody has to be asked. */
  plain(): readonly string[] {
    return [
      '--provider=github',
      '--github-org=acme',
      `--client-id=${CLIENT.id}`,
      `--client-secret-file=${MOUNTED}/client-secret`,
      '--email-domain=*',
      `--redirect-url=${CLIENT.redirect}`,
      '--http-address=:4180',
      '--upstream=http://grafana.monitoring.svc',
    ];
  }

  #here(args: readonly string[], cookieSecret: string): readonly string[] {
    const secrets = join(this.#folder, `secrets-${(this.#started += 1)}`);
    mkdirSync(secrets);
    writeFileSync(join(secrets, 'client-secret'), CLIENT.secret, { mode: 0o600 });
    writeFileSync(join(secrets, 'cookie-secret'), cookieSecret, { mode: 0o600 });
    // Of nobody: no password has this hash.
    writeFileSync(join(secrets, 'htpasswd'), 'nobody:{SHA}AAAAAAAAAAAAAAAAAAAAAAAAAAA=\n', { mode: 0o600 });
    return args
      .map((flag) => (flag.startsWith('--upstream=') ? `--upstream=${this.upstream.origin}` : flag))
      .map((flag) => flag.replace(`=${MOUNTED}/`, `=${secrets}/`))
      .concat(`--provider-ca-file=${this.issuer.certificate}`);
  }

  async end(): Promise<void> {
    this.issuer.stop();
    this.upstream.stop();
    await this.#guard.end();
  }
}

/** What `bulwark generate oauth2-proxy` prints for a dashboard: the arguments of the container, and the secret by its own command. */
export async function generated(words: string): Promise<{ readonly args: readonly string[]; readonly cookieSecret: string }> {
  const shell = fakeShell();
  const place = '--client-id grafana --host grafana.example.com --upstream http://grafana.monitoring.svc';
  const exit = await runProgram(['generate', 'oauth2-proxy', ...words.split(' '), ...place.split(' ')], shell);
  if (exit !== 0) throw new Error(shell.err());
  const { inventory } = load(['-'], { stdin: () => shell.out() });
  const deployment = inventory.objects.find(({ kind }) => kind === 'Deployment');
  const container: Json | undefined = listAt(deployment?.value, 'spec', 'template', 'spec', 'containers')[0];
  return { args: listAt(container, 'args').map(String), cookieSecret: secretBy(shell.out()) };
}

/** The value that the printed command makes. */
function secretBy(output: string): string {
  const command = /--from-file=cookie-secret=<\((.*)\); unset SECRET$/m.exec(output)?.[1];
  if (command === undefined) throw new Error('no command makes the secret of the cookies');
  const { status, stdout } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed`);
  return stdout;
}
