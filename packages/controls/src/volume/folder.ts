/**
 * A path of a node in one writing, so that folders can be compared: no trailing and double slashes, no `.` and `..`,
 * `/run` for `/var/run`, which is a link to it on every Linux of today; for Windows in small letters and with slashes.
 */
export function folderOf(path: string): string {
  const isWindows = path.includes('\\') || /^[A-Za-z]:/.test(path);
  const steps: string[] = [];
  for (const step of (isWindows ? path.replaceAll('\\', '/').toLowerCase() : path).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  const folder = `/${steps.join('/')}`;
  return folder === '/var/run' || folder.startsWith('/var/run/') ? folder.slice('/var'.length) : folder;
}

/** A folder below `folder`; `folder` itself where `below` names none. */
export function joined(folder: string, below: string): string {
  return below === '' ? folder : folderOf(`${folder}/${below}`);
}

/** Whether `inner` is `outer` or lies in it. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || outer === '/' || (inner.startsWith(outer) && inner[outer.length] === '/');
}
