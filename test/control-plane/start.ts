import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Connection } from './api.ts';
import { apiServerFlags, controllerManagerFlags, etcdFlags, type Places } from './flags.ts';
import { freePorts } from './free-ports.ts';
import { startGuard, type Guard } from './guard.ts';
import { kubeconfig } from './kubeconfig.ts';
import type { Programs } from './programs.ts';
import { startService, waitUntil } from './service.ts';
import { ADMIN, CONTROLLER_MANAGER, tokenLine, type User } from './users.ts';

/** Starting takes three seconds; a machine on which others build takes longer. */
const READY_MS = 120_000;
const EVERYTHING = { level: 'Metadata', omitStages: ['RequestReceived'] };

export interface Options {
  /** After this time it stops, whoever still uses it. */
  readonly lifetimeMs: number;
  /** Who may come with a token, beside the admin. */
  readonly users?: readonly Omit<User, 'token'>[];
  /** The `rules` of the audit policy; every request's metadata where there are none. */
  readonly auditRules?: readonly object[];
  /** Files of this content in the folder, before anything starts: `{{folder}}` in flags stands for the folder. */
  readonly files?: Readonly<Record<string, string | object>>;
  /** `--name=value`, in place of ours of the same name; `--name=` takes ours away. */
  readonly apiServerFlags?: readonly string[];
  readonly controllerManagerFlags?: readonly string[];
}

/** A control plane that runs: plain data, so that it can be handed to another thread. */
export interface ControlPlane {
  readonly programs: Programs;
  /** As the admin, who is in `system:masters`. */
  readonly admin: Connection;
  /** As each of the users that were asked for, by name. */
  readonly users: Readonly<Record<string, Connection>>;
  /** Everything that it writes; gone when it stops. */
  readonly folder: string;
  /** The address of etcd: a second API server may be started over it. */
  readonly store: string;
  /** One JSON event a line. */
  readonly auditLog: string;
  /** Of the admin. */
  readonly kubeconfig: string;
}

/** A control plane and the way to stop it; that waits until everything is gone. */
export interface Running {
  readonly plane: ControlPlane;
  readonly stop: () => Promise<void>;
}

/**
 * Starts etcd, kube-apiserver and kube-controller-manager on 127.0.0.1, on free ports, in a temporary folder. They stop with
 * `stop`, when their lifetime is over, and when this process ends in whatever way. There is no kubelet: pods stay pending.
 */
export async function startControlPlane(programs: Programs, options: Options): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-control-plane-'));
  const guard = startGuard(folder, options.lifetimeMs);
  try {
    const plane = await startAll(programs, folder, guard, options);
    return { plane, stop: () => guard.end() };
  } catch (error) {
    await guard.end();
    throw error;
  }
}

async function startAll(programs: Programs, folder: string, guard: Guard, options: Options): Promise<ControlPlane> {
  const [etcdPort = 0, etcdPeerPort = 0, apiPort = 0] = await freePorts(3);
  const places: Places = { folder, etcdPort, etcdPeerPort, apiPort };
  const users = [ADMIN, CONTROLLER_MANAGER, ...(options.users ?? [])].map((user) => ({ ...user, token: newToken() }));
  writeFiles(folder, users, options);
  const start = (name: string, program: string, flags: readonly string[]) =>
    startService(name, program, flags, join(folder, `${name}.log`), guard);
  const own = (flags: readonly string[] = []) => flags.map((flag) => flag.replaceAll('{{folder}}', folder));

  const etcd = start('etcd', programs.etcd, etcdFlags(places));
  await waitUntil(etcd, READY_MS, () => answersOk(`http://127.0.0.1:${etcdPort}/readyz`));
  const server = start('kube-apiserver', programs.apiServer, apiServerFlags(places, own(options.apiServerFlags)));
  const url = `https://127.0.0.1:${apiPort}`;
  const certificate = join(folder, 'certificates', 'apiserver.crt');
  const connection = ({ token }: User): Connection => ({ url, ca: readFileSync(certificate, 'utf8'), token });
  await waitUntil(
    server,
    READY_MS,
    async () => existsSync(certificate) && (await isReady(connection(userOf(users, ADMIN.name)))),
  );

  const manager = connection(userOf(users, CONTROLLER_MANAGER.name));
  writeFileSync(join(folder, 'controller-manager.kubeconfig'), kubeconfig(manager));
  start(
    'kube-controller-manager',
    programs.controllerManager,
    controllerManagerFlags(places, own(options.controllerManagerFlags)),
  );
  const admin = connection(userOf(users, ADMIN.name));
  writeFileSync(join(folder, 'kubeconfig'), kubeconfig(admin));
  return {
    programs,
    admin,
    users: Object.fromEntries(users.map((user) => [user.name, connection(user)])),
    folder,
    store: `http://127.0.0.1:${etcdPort}`,
    auditLog: join(folder, 'audit.log'),
    kubeconfig: join(folder, 'kubeconfig'),
  };
}

function writeFiles(folder: string, users: readonly User[], { auditRules, files = {} }: Options): void {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const policy = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: auditRules ?? [EVERYTHING] };
  const all = {
    'service-accounts.key': privateKey,
    'tokens.csv': users.map(tokenLine).join(''),
    'audit-policy.json': policy,
    ...files,
  };
  mkdirSync(join(folder, 'certificates'));
  for (const [name, content] of Object.entries(all)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
  }
}

function newToken(): string {
  return randomBytes(16).toString('hex');
}

function userOf(users: readonly User[], name: string): User {
  const user = users.find((each) => each.name === name);
  if (user === undefined) throw new Error(`no user ${name}`);
  return user;
}

async function isReady(connection: Connection): Promise<boolean> {
  const api = connect(connection, 1);
  try {
    const { status } = await api.request('GET', '/readyz', undefined, { accept: 'text/plain' });
    return status === 200;
  } catch {
    return false;
  } finally {
    api.close();
  }
}

function answersOk(url: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  get(url, { agent: false }, (response) => {
    response.resume();
    resolve(response.statusCode === 200);
  }).on('error', () => resolve(false));
  return promise;
}
