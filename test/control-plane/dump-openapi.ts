import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { connect, type Api } from './api.ts';
import { build } from './build.ts';
import { inParallel } from './in-parallel.ts';
import { startControlPlane } from './start.ts';
import { KUBERNETES_VERSIONS } from './versions.ts';

const USAGE = 'usage: node test/control-plane/dump-openapi.ts FOLDER [--kubernetes 1.37] [--all]\n';
const LIFETIME_MS = 5 * 60_000;

/**
 * Writes the OpenAPI v3 documents that a running server serves into a folder, one JSON file a group-version, named like its
 * path with dots (`api.v1.json`, `apis.apps.v1.json`). Unlike the published ones they have the enums. Answers how many.
 */
export async function dumpOpenApi(api: Api, folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const paths = await pathsOfVersions(api);
  await inParallel(Array.from(paths), 4, async ([version, url]) => {
    const { status, body } = await api.request('GET', url);
    if (status !== 200) throw new Error(`${url}: ${status}`);
    writeFileSync(join(folder, `${version.replaceAll('/', '.')}.json`), JSON.stringify(body));
  });
  return paths.size;
}

/** The document of each group-version. A server that has just become ready does not list them all at once. */
async function pathsOfVersions(api: Api): Promise<ReadonlyMap<string, string>> {
  const wanted = await servedVersions(api);
  for (let tries = 0; tries < 300; tries++) {
    const { body } = await api.request('GET', '/openapi/v3');
    // JSON that calls itself plain text.
    const { paths } = JSON.parse(String(body)) as {
      readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>>;
    };
    const found = wanted.flatMap((name) => (paths[name] === undefined ? [] : [[name, paths[name].serverRelativeURL] as const]));
    if (found.length === wanted.length) return new Map(found);
    await sleep(100);
  }
  throw new Error('the server does not list the documents of all its groups');
}

async function servedVersions(api: Api): Promise<readonly string[]> {
  const { body } = await api.request('GET', '/apis');
  const { groups } = body as { readonly groups: readonly { readonly versions: readonly { readonly groupVersion: string }[] }[] };
  return ['api/v1', ...groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => `apis/${groupVersion}`))];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { kubernetes: { type: 'string', default: '1.37' }, all: { type: 'boolean', default: false } },
  });
  const version = KUBERNETES_VERSIONS.find(({ minor }) => minor === values.kubernetes);
  const [folder] = positionals;
  if (version === undefined || folder === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const programs = await build(version, (line) => process.stderr.write(`${line}\n`));
  // `--all` adds the groups that are there but not served by default: alpha and beta.
  const flags = values.all ? ['--runtime-config=api/all=true'] : [];
  const { plane, stop } = await startControlPlane(programs, { lifetimeMs: LIFETIME_MS, apiServerFlags: flags });
  const api = connect(plane.admin, 4);
  try {
    const count = await dumpOpenApi(api, resolve(folder));
    process.stdout.write(`${count} group-versions of Kubernetes ${version.release} in ${folder}\n`);
  } finally {
    api.close();
    await stop();
  }
}

if (import.meta.main) await main();
