import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildSet, Unavailable } from '../control-plane/build.ts';
import { cacheFolder } from '../control-plane/cache.ts';
import type { ProgramSet } from '../control-plane/programs.ts';

/** The programs that Bulwark asks to render, or writes settings for, of the newest version that the Go of our machines builds. */
export type RendererName = 'helm' | 'kustomize' | 'oauth2-proxy';

export const RENDERER_NAMES: readonly RendererName[] = ['helm', 'kustomize', 'oauth2-proxy'];

interface Release {
  readonly version: string;
  readonly pkg: string;
  /** Without it, the program does not know its own version. */
  readonly versionFlag: string;
}

const RELEASES: Readonly<Record<RendererName, Release>> = {
  helm: { version: '4.3.1', pkg: 'helm.sh/helm/v4/cmd/helm', versionFlag: 'helm.sh/helm/v4/internal/version.version' },
  kustomize: {
    version: '5.8.2',
    pkg: 'sigs.k8s.io/kustomize/kustomize/v5',
    versionFlag: 'sigs.k8s.io/kustomize/api/provenance.version',
  },
  'oauth2-proxy': {
    version: '7.15.6',
    pkg: 'github.com/oauth2-proxy/oauth2-proxy/v7',
    versionFlag: 'github.com/oauth2-proxy/oauth2-proxy/v7/pkg/version.VERSION',
  },
};

/** Where a program is, or why it cannot be had on this machine. */
export type RendererPath = { readonly path: string } | { readonly skipped: string };

/**
 * The program's file, if it is built; `npm run test:renderers` builds what is not. It is named as users know it, and alone in
 * its folder: the folder can be put on a path.
 */
export function rendererPath(name: RendererName): RendererPath {
  const { path } = programOf(name);
  return existsSync(path) ? { path } : { skipped: `${name} is not built: npm run test:renderers builds it` };
}

/** The same, built where it is not built yet. */
export async function buildRenderer(name: RendererName, say: (line: string) => void): Promise<RendererPath> {
  try {
    await buildSet(programOf(name).set, say);
    return rendererPath(name);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { skipped: error.message };
  }
}

function programOf(name: RendererName): { readonly path: string; readonly set: ProgramSet } {
  const { version, pkg, versionFlag } = RELEASES[name];
  const module = join(import.meta.dirname, name);
  const folder = cacheFolder(module, `${name}-${version}`, 'renderers');
  const path = join(folder, name);
  const ldflags = `-s -w -X ${versionFlag}=v${version}`;
  return { path, set: { title: `${name} ${version}`, module, folder, ldflags, programs: [{ pkg, path }] } };
}
